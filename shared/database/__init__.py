"""How every part of the desk opens, changes and upgrades a database file: once, with the measured settings."""
