"""Rehearsals: a script played through the real desk under a clock that is moved."""
