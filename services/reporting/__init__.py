"""The daily log, the month's classification form and its rates, to the letter of docs/process.md section 5."""
