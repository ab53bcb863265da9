"""What intake's routes take from the reading routes of the web basics."""

from shared.web.reading import READING, Words, add_reading_route, in_language

__all__ = ["READING", "Words", "add_reading_route", "in_language"]
