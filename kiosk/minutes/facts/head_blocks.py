"""What stands at the head and at the end of the minutes; pure."""

from collections.abc import Sequence

from kiosk.errors import N_
from kiosk.minutes.facts.event_structs import Attendee
from kiosk.minutes.facts.fact_block import FactBlock, fact_block
from kiosk.minutes.facts.nodes import Node, bullets, heading, paragraph, strong
from kiosk.minutes.facts.structs import (
    MeetingFacts,
)
from kiosk.minutes.facts.wording import (
    BLANK,
    MeetingClock,
    Wording,
    capital,
    full_moment,
    hour,
    meeting_noun,
)
from kiosk.official_papers.rules import ENDINGS
from kiosk.vietnamese import number as figure


def head_blocks(facts: MeetingFacts, wording: Wording) -> list[FactBlock]:
    """Return time, place, content, chair, secretaries, documents and the rest.

    In the State's form the content is the course of the meeting.
    """
    content = _line("content", N_("Nội dung"), "Nội dung", _content_words(facts))
    return [
        _opening(facts, wording),
        _line("place", N_("Địa điểm"), "Địa điểm", facts.place or BLANK),
        *([content] if wording.is_party else []),
        _chair(facts, wording),
        _secretaries(facts, wording),
        _documents(facts),
        _general(facts, wording),
    ]


def _line(key: str, label: str, printed: str, text: str) -> FactBlock:
    return fact_block(key, label, [paragraph(strong(f"{printed}: "), text)])


def _opening(facts: MeetingFacts, wording: Wording) -> FactBlock:
    began = full_moment(facts.opened_at)
    printed, at = ("Thời gian", "Bắt đầu vào hồi")
    if not wording.is_party:
        printed, at = ("Thời gian bắt đầu", "Vào hồi")
    # A blank needs no full stop behind it.
    ending = "." if facts.opened_at else ""
    return _line("opening", N_("Thời gian"), printed, f"{at} {began}{ending}")


def _content_words(facts: MeetingFacts) -> str:
    return f"{'; '.join(facts.agenda)}." if facts.agenda else BLANK


def _names(people: Sequence[Attendee], wording: Wording) -> str:
    return f"{'; '.join(wording.named(one) for one in people)}." if people else BLANK


def _chair(facts: MeetingFacts, wording: Wording) -> FactBlock:
    """Return the chair; with several of them also the presidium."""
    printed = "Người chủ trì" if wording.is_party else "Chủ trì (chủ toạ)"
    first = capital(_names(facts.chairs[:1], wording))
    content = [paragraph(strong(f"{printed}: "), first)]
    if len(facts.chairs) > 1:
        others = capital(_names(facts.chairs, wording))
        content.append(paragraph(strong("Đoàn chủ tịch: "), others))
    return fact_block("chair", N_("Chủ trì"), content)


def _secretaries(facts: MeetingFacts, wording: Wording) -> FactBlock:
    printed = (
        "Người ghi biên bản" if wording.is_party else "Thư ký (người ghi biên bản)"
    )
    names = capital(_names(facts.secretaries, wording))
    return _line("secretaries", N_("Người ghi biên bản"), printed, names)


def _documents(facts: MeetingFacts) -> FactBlock:
    printed = f"Tài liệu sử dụng trong {meeting_noun(facts.title).lower()}"
    label = N_("Tài liệu sử dụng")
    clock = MeetingClock(facts)
    words = []
    for one in facts.documents:
        pages = f" ({figure(one.pages)} trang)" if one.pages else ""
        gone = f", thu hồi lúc {clock.at(one.withdrawn_at)}" if one.withdrawn_at else ""
        words.append(f"{one.title}{pages}{gone}")
    words += [
        f"Tài liệu giấy phát tại hội nghị: {item.title}"
        for item in (*facts.items, *facts.not_held)
        if item.is_on_paper
    ]
    if not words:
        return _line("documents", label, printed, BLANK)
    return fact_block("documents", label, [heading(3, f"{printed}:"), bullets(words)])


def _general(facts: MeetingFacts, wording: Wording) -> FactBlock:
    """Return the form of the meeting, its sittings and the roll at the opening."""
    sentences = [
        _form_words(facts),
        *_sitting_words(facts),
        *_quorum_words(facts, wording),
    ]
    text = " ".join(filter(None, sentences)) or BLANK
    return _line("general", N_("Thông tin khác"), "Thông tin khác", text)


def _form_words(facts: MeetingFacts) -> str:
    noun = meeting_noun(facts.title)
    sites = [one for one in facts.sites if one.name]
    if len(sites) > 1:
        return (
            f"{noun} được tổ chức trực tiếp kết hợp trực tuyến tại"
            f" {figure(len(sites))} điểm cầu."
        )
    if facts.official.online:
        return f"{noun} được tổ chức trực tiếp kết hợp trực tuyến."
    return ""


def _sitting_words(facts: MeetingFacts) -> list[str]:
    if len(facts.sittings) < 2:  # noqa: PLR2004 one sitting
        return []
    noun, clock = meeting_noun(facts.title), MeetingClock(facts)
    spans = [
        clock.span(one.began, one.ended) if one.ended else f"từ {clock.at(one.began)}"
        for one in facts.sittings
    ]
    return [f"{noun} làm việc {', '.join(spans[:-1])} và {spans[-1]}."]


def _quorum_words(facts: MeetingFacts, wording: Wording) -> list[str]:
    called = facts.quorum
    if called is None:
        return []
    enough = "đủ" if called.is_reached else "chưa đủ"
    sentence = (
        f"Điểm danh khi khai mạc lúc {hour(called.at)}: đại biểu chính thức có mặt"
        f" {figure(called.present)}/{wording.people(called.of)}, cần"
        f" {figure(called.needed)}, {enough} túc số."
    )
    return [sentence]


def closing_block(facts: MeetingFacts, wording: Wording) -> FactBlock:
    """Return when the meeting ended, in the words of the form."""
    noun, ended = meeting_noun(facts.title), full_moment(facts.closed_at)
    at = "vào hồi" if wording.is_party else "vào"
    text = f"{noun} kết thúc {at} {ended}{ENDINGS[wording.family]}"
    return fact_block("closing", N_("Kết thúc"), [paragraph(text)])


def announcements_block(facts: MeetingFacts) -> list[FactBlock]:
    """Return the announcements, if there were any."""
    if not facts.announcements:
        return []
    clock = MeetingClock(facts)
    words = [
        f"{clock.at(one.at)}, thông báo{' khẩn' if one.is_urgent else ''} tới"
        f" {one.audience}: “{one.text}”"
        for one in facts.announcements
    ]
    return [_list_block("announcements", N_("Thông báo"), "Các thông báo:", words)]


def outages_block(facts: MeetingFacts) -> list[FactBlock]:
    """Return the outages of sites, if there were any."""
    if not facts.outages:
        return []
    clock = MeetingClock(facts)
    words = []
    for one in facts.outages:
        back = (
            f"đến {clock.at(one.back_at)}"
            if one.back_at
            else "chưa nối lại được cho đến khi kết thúc"
        )
        name = one.site or "một điểm cầu đã xoá khỏi danh sách"
        words.append(f"{name}: mất kết nối từ {clock.at(one.lost_at)} {back}")
    return [
        _list_block(
            "outages",
            N_("Mất kết nối"),
            "Gián đoạn đường truyền tại các điểm cầu:",
            words,
        )
    ]


def _list_block(key: str, label: str, printed: str, words: list[str]) -> FactBlock:
    content: list[Node] = [heading(3, printed), bullets(words)]
    return fact_block(key, label, content)
