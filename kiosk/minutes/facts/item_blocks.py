"""Items, speeches, questions and pauses in the minutes; pure."""

from kiosk.agenda.rules import ItemKind
from kiosk.errors import N_
from kiosk.minutes.facts.event_structs import (
    ItemEvent,
    PauseFact,
    QuestionFact,
    SpeechFact,
    VoteFact,
)
from kiosk.minutes.facts.fact_block import FactBlock, fact_block
from kiosk.minutes.facts.nodes import Node, bullets, heading, paragraph
from kiosk.minutes.facts.structs import (
    ItemFact,
    MeetingFacts,
)
from kiosk.minutes.facts.vote_blocks import vote_block
from kiosk.minutes.facts.wording import (
    SPEECH_VERBS,
    MeetingClock,
    Wording,
    capital,
    duration,
    meeting_noun,
)
from kiosk.speaking.rules import SpeechKind

# What whoever is named with an item of this kind does.
_VERBS = {
    ItemKind.INTRODUCTION: "tuyên bố lý do, giới thiệu đại biểu",
    ItemKind.OPENING: "phát biểu khai mạc",
    ItemKind.REPORT: "trình bày báo cáo",
    ItemKind.BRIEFING: "quán triệt",
    ItemKind.PREPARED_SPEECH: "trình bày tham luận",
    ItemKind.RESPONSE: "giải trình, tiếp thu",
    ItemKind.DIRECTIVE_SPEECH: "phát biểu chỉ đạo",
    ItemKind.CONCLUSION: "kết luận",
    ItemKind.RESOLUTION: "trình bày dự thảo nghị quyết",
    ItemKind.CLOSING: "phát biểu bế mạc",
}


def item_blocks(
    item: ItemFact, facts: MeetingFacts, wording: Wording
) -> list[FactBlock]:
    """Return an item's facts: how it began, then its events in their order."""
    clock = MeetingClock(facts)
    head = _head_nodes(item, wording, clock)
    blocks = (
        [fact_block(f"item.{item.id}", N_("Nội dung"), head, item.title)]
        if head
        else []
    )
    return [*blocks, *(_event_block(one, facts, wording) for one in item.events)]


def _head_nodes(item: ItemFact, wording: Wording, clock: MeetingClock) -> list[Node]:
    sentences = []
    if item.called and item.at:
        sentences.append(f"Bắt đầu lúc {clock.at(item.at)}.")
    if item.presenter:
        sentences.append(_presenter_words(item, wording))
    if item.documents:
        titles = "; ".join(one.title for one in item.documents)
        sentences.append(f"Tài liệu: {titles}.")
    if item.is_on_paper:
        sentences.append("Tài liệu của nội dung này phát bằng giấy tại hội nghị.")
    return [paragraph(" ".join(sentences))] if sentences else []


def _presenter_words(item: ItemFact, wording: Wording) -> str:
    """Return who presents; of items that nobody has called only the agenda says so."""
    is_member = item.presenter_is_member
    name = f"{wording.honorific} {item.presenter}" if is_member else item.presenter
    words = f"{name} {_VERBS.get(ItemKind(item.kind), 'phụ trách')}."
    return capital(words) if item.called else f"Theo chương trình: {words}"


def _event_block(event: ItemEvent, facts: MeetingFacts, wording: Wording) -> FactBlock:
    if isinstance(event, SpeechFact):
        return _speech_block(event, facts, wording)
    if isinstance(event, QuestionFact):
        return _question_block(event, facts, wording)
    if isinstance(event, VoteFact):
        return vote_block(event, facts)
    return _pause_block(event, facts)


def _speech_block(
    speech: SpeechFact, facts: MeetingFacts, wording: Wording
) -> FactBlock:
    clock = MeetingClock(facts)
    verb = SPEECH_VERBS[SpeechKind(speech.kind)]
    about = f", nội dung: “{speech.topic}”" if speech.topic else ""
    text = (
        f"{capital(wording.named(speech.speaker))} {verb}"
        f" {clock.span(speech.at, speech.ended)} ({duration(speech.seconds)}){about}."
    )
    if speech.document:
        text += f" Bài phát biểu kèm theo: “{speech.document}”."
    return fact_block(
        f"speech.{speech.id}", N_("Phát biểu"), [paragraph(text)], speech.speaker.name
    )


def _question_block(
    question: QuestionFact, facts: MeetingFacts, wording: Wording
) -> FactBlock:
    clock = MeetingClock(facts)
    about = f" về nội dung: “{question.topic}”" if question.topic else ""
    text = (
        f"Lúc {clock.at(question.at)}, {wording.named(question.asker)} chất vấn"
        f" {wording.named(question.respondent)}{about}"
    )
    turns = [_turn_words(one, wording, clock) for one in question.turns]
    rest = [] if question.is_closed else [paragraph("Câu chất vấn chưa kết thúc.")]
    content = [paragraph(f"{text}{':' if turns else '.'}")]
    if turns:
        content.append(bullets(turns))
    return fact_block(
        f"question.{question.id}",
        N_("Chất vấn"),
        [*content, *rest],
        f"{question.asker.name} – {question.respondent.name}",
    )


def _turn_words(speech: SpeechFact, wording: Wording, clock: MeetingClock) -> str:
    verb = SPEECH_VERBS[SpeechKind(speech.kind)]
    name = f"{wording.honorific} {speech.speaker.name}"
    words = f"{capital(name)} {verb} {clock.span(speech.at, speech.ended)}"
    document = f", văn bản kèm theo: “{speech.document}”" if speech.document else ""
    return f"{words} ({duration(speech.seconds)}){document}"


def _pause_block(pause: PauseFact, facts: MeetingFacts) -> FactBlock:
    clock, noun = MeetingClock(facts), meeting_noun(facts.title)
    if pause.until:
        text = f"{noun} tạm nghỉ {clock.span(pause.at, pause.until)}."
    else:
        text = f"{noun} tạm nghỉ từ {clock.at(pause.at)}."
    return fact_block(f"pause.{pause.number}", N_("Tạm nghỉ"), [paragraph(text)])


def not_held_block(facts: MeetingFacts) -> list[FactBlock]:
    """Return the items of the agenda that were not held, if there are any."""
    if not facts.not_held:
        return []
    titles = [f"{one.number}. {one.title}" for one in facts.not_held]
    content: list[Node] = [
        heading(3, "Nội dung có trong chương trình nhưng chưa tiến hành:"),
        bullets(titles),
    ]
    return [fact_block("not_held", N_("Nội dung chưa tiến hành"), content)]
