"""Where every handling action enters the desk, and where cases, customers and the directory are read."""
