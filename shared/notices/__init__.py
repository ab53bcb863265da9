"""Notices to people: rows of an outbox written with what led to them, delivered once, without personal data."""
