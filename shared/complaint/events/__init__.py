"""What can be on record about a complaint, by chapter of the handbook. Facts live for ever."""
