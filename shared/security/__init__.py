"""Who is calling and what they may see: keys of people and systems, and the masking of what a role does not need."""
