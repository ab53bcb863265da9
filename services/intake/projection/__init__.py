"""What intake makes of the log: its own tables, for reading."""
