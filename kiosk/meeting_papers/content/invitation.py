"""The general invitation; those of a person with a badge are handouts; pure."""

import msgspec

from kiosk.handouts.rules import InvitationText, invitation_sentences
from kiosk.meeting_papers.content.meeting import PaperMeeting
from kiosk.official_papers.blocks import paragraph
from kiosk.official_papers.rules import OfficialPaper, PaperFamily

_INVITED = {
    PaperFamily.PARTY: "các đồng chí đại biểu theo danh sách triệu tập",
    PaperFamily.STATE: "Quý đại biểu theo danh sách triệu tập",
}
_PROGRAMME_POINTER = "Chương trình: tại Phụ lục kèm theo"


def invitation(
    form: OfficialPaper,
    meeting: PaperMeeting,
    letter: InvitationText,
    *,
    has_programme: bool = False,
) -> OfficialPaper:
    """Return the invitation to everybody who is summoned.

    With `has_programme` it refers to the appendix.
    """
    if has_programme:
        notes = f"{letter.notes}\n{_PROGRAMME_POINTER}"
        letter = msgspec.structs.replace(letter, notes=notes)
    body = form.issuing_body or meeting.body_name
    # Some write the sites into the place.
    is_named = "điểm cầu" in meeting.place
    connected = 0 if is_named else meeting.site_count
    sites = f"; kết nối tới {connected} điểm cầu" if connected else ""
    sentences = invitation_sentences(
        letter,
        title=meeting.title,
        hour=meeting.hour,
        day=meeting.day,
        where=f"{meeting.place}{sites}" if meeting.place else sites.removeprefix("; "),
        is_of_the_party=form.family is PaperFamily.PARTY,
    )
    return msgspec.structs.replace(
        form,
        type_name="GIẤY MỜI",
        summary=letter.summary or f"dự {meeting.title}",
        body=[
            paragraph(f"{body} trân trọng kính mời: {_INVITED[form.family]}."),
            *map(paragraph, sentences),
        ],
        recipients=["Như trên", *_others(form.recipients)],
    )


def _others(recipients: list[str]) -> list[str]:
    """Return the recipients besides those who are invited."""
    return [line for line in recipients if "Như t" not in line]
