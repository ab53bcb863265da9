"""The customer as a record of its own (R12.1a): who brings complaints, under which unit, how to be reached."""
