"""Follow-up: who is to call back, what becomes of silence, the quiet week's end, the file that is to be completed."""
