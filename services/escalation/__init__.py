"""Escalation: clocks that are over move a case up or tell people; who is to be told of what happens on the ladder."""
