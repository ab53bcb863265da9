"""Takes cases from another system's table: what the source knows, nothing invented (CK12)."""
