"""What may be done, by chapter of the handbook. The listing is the order in which pages show it."""

from shared.complaint.actions import p01_walk_in, p03_verification, p04_on_the_spot

ACTIONS = (*p01_walk_in.ACTIONS, *p03_verification.ACTIONS, *p04_on_the_spot.ACTIONS)
