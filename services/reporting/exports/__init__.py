"""A report as JSON, as CSV for a spreadsheet, and as a table in a terminal."""
