"""The kinds of agenda item; DOMAIN 2.3."""

from enum import StrEnum


class ItemKind(StrEnum):
    """What happens under an item."""

    REGISTRATION = "registration"
    FLAG_CEREMONY = "flag_ceremony"
    INTRODUCTION = "introduction"
    OPENING = "opening"
    ADOPTION = "adoption"
    REPORT = "report"
    BRIEFING = "briefing"
    PREPARED_SPEECH = "prepared_speech"
    DISCUSSION = "discussion"
    RESPONSE = "response"
    BREAK = "break"
    VOTE = "vote"
    DIRECTIVE_SPEECH = "directive_speech"
    CONCLUSION = "conclusion"
    RESOLUTION = "resolution"
    CLOSING = "closing"
