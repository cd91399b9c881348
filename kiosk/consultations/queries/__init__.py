"""Query consultations: lists, who has answered, and what somebody is asked."""

from kiosk.consultations.queries.asked import (
    answer_sheet,
    own_consultations,
    own_recipient,
    recipient_of_link,
)
from kiosk.consultations.queries.lists import (
    MOST_LISTED,
    AskedMember,
    ConsultationLine,
    askable_members,
    attachable_documents,
    check_can_be_sent,
    consultation_lines,
    details_of,
    documents_of,
    find_consultation,
    recipients_of,
    reply_of,
    sent_document,
)

__all__ = [
    "MOST_LISTED",
    "AskedMember",
    "ConsultationLine",
    "answer_sheet",
    "askable_members",
    "attachable_documents",
    "check_can_be_sent",
    "consultation_lines",
    "details_of",
    "documents_of",
    "find_consultation",
    "own_consultations",
    "own_recipient",
    "recipient_of_link",
    "recipients_of",
    "reply_of",
    "sent_document",
]
