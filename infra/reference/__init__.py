"""Writes the pages of docs/reference from the code; nothing in them is written by hand."""
