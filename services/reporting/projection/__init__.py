"""How the facts of the log become the narrow tables that every report is a filter over."""
