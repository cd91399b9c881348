"""Reads of minutes: the text and its versions, the review, and what is stored."""

from kiosk.minutes.queries.text import current_document

__all__ = ["current_document"]
