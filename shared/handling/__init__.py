"""The one door through which everything of the desk changes: load, decide, append, answer."""
