"""Clocks of section 3: one table, one pure function; nothing else knows a deadline."""
