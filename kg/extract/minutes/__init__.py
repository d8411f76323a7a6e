"""Annotated minutes in, what the meeting asked, answered, stated, concluded and set in hand out, and who was there."""

from kg.extract.minutes.attendance import find_attendees
from kg.extract.minutes.meeting import Meeting, Passage, read_meeting
from kg.extract.minutes.sections import find_minutes

__all__ = ["Meeting", "Passage", "find_attendees", "find_minutes", "read_meeting"]
