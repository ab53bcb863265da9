"""The glossary of docs/process.md section 7 as types; no behaviour beyond validation."""
