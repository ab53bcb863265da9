"""The log: every fact the desk has recorded, in one order that all readers share, never changed."""
