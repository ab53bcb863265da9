"""Clocks that act by themselves: what is pending as a table, and workers that act on it once, by lease (G4)."""
