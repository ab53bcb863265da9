"""The README's tour, executed."""
