"""Takes away each guard, clock row and refusal in turn: a test of that very rule must notice."""
