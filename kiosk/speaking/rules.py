"""Rules of the floor: kinds, states, order, limits; pure."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from kiosk.agenda.rules import insert_after
from kiosk.errors import N_, Conflict, Invalid, TooManyAttempts
from kiosk.vietnamese import nfc

LONGEST_TOPIC = 200
# Of one person in one meeting, and in a minute.
REQUESTS_PER_MEMBER = 100
REQUESTS_PER_MINUTE = 6
RATE_SECONDS = 60
LONGEST_SPEECH_MINUTES = 180
LONGEST_BUDGET_SECONDS = 24 * 3600
# Shown to everybody as those who speak next.
NEXT_SHOWN = 3
# Of a queue that is longer, those who manage the floor receive so many.
QUEUE_SHOWN = 200


class SpeechKind(StrEnum):
    """What somebody asks the floor for."""

    PREPARED_SPEECH = "prepared_speech"
    DISCUSSION = "discussion"
    QUESTION = "question"
    POINT_OF_ORDER = "point_of_order"
    # Of the respondent to a question; nobody asks for it.
    ANSWER = "answer"


KINDS_TO_ASK = frozenset(SpeechKind) - {SpeechKind.ANSWER}
# Also taken while the list is closed.
ALWAYS_TAKEN = frozenset({SpeechKind.POINT_OF_ORDER})

DEFAULT_MINUTES: Mapping[SpeechKind, int] = {
    SpeechKind.PREPARED_SPEECH: 10,
    SpeechKind.DISCUSSION: 5,
    SpeechKind.QUESTION: 3,
    SpeechKind.POINT_OF_ORDER: 2,
    SpeechKind.ANSWER: 5,
}

# In lists that are printed, always in Vietnamese; `static/js/speaking/labels.js` has
# the same for the screens.
KIND_LABELS: Mapping[SpeechKind, str] = {
    SpeechKind.PREPARED_SPEECH: "Tham luận",
    SpeechKind.DISCUSSION: "Thảo luận",
    SpeechKind.QUESTION: "Chất vấn",
    SpeechKind.POINT_OF_ORDER: "Ý kiến về thủ tục",
    SpeechKind.ANSWER: "Trả lời chất vấn",
}


class RequestState(StrEnum):
    """How far a request to speak is."""

    WAITING = "waiting"
    SKIPPED = "skipped"
    SPEAKING = "speaking"
    # Gave way to a point of order.
    INTERRUPTED = "interrupted"
    DONE = "done"
    WITHDRAWN = "withdrawn"


IN_QUEUE = frozenset({RequestState.WAITING, RequestState.SKIPPED})
HAS_FLOOR = frozenset({RequestState.SPEAKING, RequestState.INTERRUPTED})
OPEN_STATES = IN_QUEUE | HAS_FLOOR


class QuestionStage(StrEnum):
    """How far a question of the questioning is."""

    ASKED = "asked"
    ANSWERING = "answering"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"


NEXT_STAGES: Mapping[QuestionStage, frozenset[QuestionStage]] = {
    QuestionStage.ASKED: frozenset({QuestionStage.ANSWERING, QuestionStage.CLOSED}),
    QuestionStage.ANSWERING: frozenset({QuestionStage.FOLLOW_UP, QuestionStage.CLOSED}),
    QuestionStage.FOLLOW_UP: frozenset({QuestionStage.ANSWERING, QuestionStage.CLOSED}),
    QuestionStage.CLOSED: frozenset(),
}


def checked_topic(topic: str) -> str:
    """Return a topic in one line.

    :raises Invalid: it is too long.
    """
    line = " ".join(nfc(topic).split())
    if len(line) > LONGEST_TOPIC:
        raise Invalid(
            N_("Nội dung muốn nói dài quá {limit} chữ. Xin viết ngắn lại."),
            code="long_topic",
            limit=LONGEST_TOPIC,
        )
    return line


def check_may_ask(
    kind: SpeechKind, *, is_list_open: bool, is_manager: bool, has_open: bool
) -> None:
    """Check that a request of this kind is taken now.

    :param is_manager: who enters it manages the floor: a closed list stays open.
    :param has_open: the person has an open request of this kind.
    :raises Invalid: nobody asks for such a speech.
    :raises Conflict: the list is closed, or there is an open request already.
    """
    if kind not in KINDS_TO_ASK:
        raise Invalid(N_("Không đăng ký được hình thức phát biểu này."))
    if has_open:
        raise Conflict(
            N_("Đã có một đăng ký như vậy đang chờ. Xin chờ đến lượt, hoặc rút lại."),
            code="already_asked",
        )
    if not (is_list_open or is_manager or kind in ALWAYS_TAKEN):
        raise Conflict(
            N_("Chủ toạ đã đóng danh sách. Chỉ còn nhận ý kiến về thủ tục."),
            code="list_closed",
        )


def check_request_count(total: int, last_minute: int) -> None:
    """Check how often a person has asked, in all and within a minute.

    :raises Invalid: too often in all.
    :raises TooManyAttempts: too often within a minute.
    """
    if total >= REQUESTS_PER_MEMBER:
        raise Invalid(
            N_("Đã đăng ký {most} lần trong hội nghị này. Xin liên hệ với thư ký."),
            code="too_many",
            most=REQUESTS_PER_MEMBER,
        )
    if last_minute >= REQUESTS_PER_MINUTE:
        raise TooManyAttempts(
            N_("Đăng ký và rút lại quá nhiều lần. Xin chờ một phút rồi thử lại."),
            wait_seconds=RATE_SECONDS,
        )


def queue_with(
    queue: Sequence[tuple[int, SpeechKind]], request_id: int, kind: SpeechKind
) -> list[int]:
    """Return the ids of the queue with a new request: points of order come first."""
    first = [one for one, of_kind in queue if of_kind == SpeechKind.POINT_OF_ORDER]
    if kind != SpeechKind.POINT_OF_ORDER:
        return [*(one for one, _ in queue), request_id]
    # Behind the points of order at the head, before all others.
    head = 0
    while head < len(queue) and queue[head][0] in first:
        head += 1
    ids = [one for one, _ in queue]
    return [*ids[:head], request_id, *ids[head:]]


def moved(queue: Sequence[int], request_id: int, after: int | None) -> list[int]:
    """Return the queue with a request behind its new neighbour (None: first).

    :raises Conflict: the neighbour is not in the queue any more.
    """
    try:
        return insert_after(queue, request_id, after)
    except Conflict as conflict:
        raise Conflict(
            N_(
                "Người bên cạnh không còn trong danh sách chờ. Xin xem lại rồi xếp lại."
            ),
            code="neighbour_moved",
        ) from conflict


def check_stage(old: QuestionStage, new: QuestionStage, changed_by: str) -> None:
    """Check that a question may go on to the stage `new`.

    :raises Conflict: it is elsewhere, as somebody else has just moved it.
    """
    if new not in NEXT_STAGES[old]:
        raise Conflict(
            N_("Đồng chí {name} vừa chuyển bước chất vấn này. Xin xem lại màn hình."),
            code="wrong_stage",
            name=changed_by,
        )


def checked_minutes(minutes: Mapping[SpeechKind, int]) -> dict[SpeechKind, int]:
    """Return the minutes of speeches by kind.

    :raises Invalid: one is out of bounds.
    """
    if not all(0 <= one <= LONGEST_SPEECH_MINUTES for one in minutes.values()):
        raise Invalid(
            N_("Thời gian phát biểu phải từ 0 đến {limit} phút. 0 là không hạn chế."),
            code="bad_minutes",
            limit=LONGEST_SPEECH_MINUTES,
        )
    return {kind: minutes.get(kind, DEFAULT_MINUTES[kind]) for kind in SpeechKind}


def check_budget(seconds: int) -> None:
    """Check the speaking time of a unit; 0: no limit.

    :raises Invalid: it is out of bounds.
    """
    if not 0 <= seconds <= LONGEST_BUDGET_SECONDS:
        raise Invalid(
            N_("Thời gian của đơn vị phải từ 0 đến {limit} phút. 0 là không hạn chế."),
            code="bad_budget",
            limit=LONGEST_BUDGET_SECONDS // 60,
        )
