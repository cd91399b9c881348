"""The order of the queue, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import Conflict, Invalid, TooManyAttempts
from kiosk.speaking import rules
from kiosk.speaking.rules import QuestionStage, SpeechKind
from tests.expected_errors import refused

kinds = st.sampled_from(sorted(rules.KINDS_TO_ASK))
ids = st.lists(st.integers(1, 50), unique=True, max_size=12)


def is_order(kind: SpeechKind) -> bool:
    return kind == SpeechKind.POINT_OF_ORDER


@given(st.lists(kinds, max_size=15))
def test_whoever_asks_waits_behind_those_before_but_points_of_order_come_first(asked):
    queue: list[tuple[int, SpeechKind]] = []
    for number, kind in enumerate(asked):
        known = dict(queue) | {number: kind}
        queue = [(one, known[one]) for one in rules.queue_with(queue, number, kind)]
    first = [number for number, kind in enumerate(asked) if is_order(kind)]
    others = [number for number, kind in enumerate(asked) if not is_order(kind)]
    assert [one for one, _ in queue] == first + others


@given(ids, st.data())
def test_a_move_keeps_everybody_and_puts_one_behind_its_neighbour(queue, data):
    if not queue:
        return
    one = data.draw(st.sampled_from(queue))
    after = data.draw(
        st.sampled_from([None, *(other for other in queue if other != one)])
    )
    order = rules.moved(queue, one, after)
    assert sorted(order) == sorted(queue)
    before = order[order.index(one) - 1] if order.index(one) else None
    assert before == after
    assert [other for other in order if other != one] == [
        other for other in queue if other != one
    ]


def test_a_neighbour_that_is_gone_is_a_conflict():
    with refused(Conflict, "neighbour_moved"):
        rules.moved([1, 2], 1, 9)


@pytest.mark.parametrize(
    ("kind", "is_list_open", "is_manager", "taken"),
    [
        (SpeechKind.DISCUSSION, True, False, True),
        (SpeechKind.DISCUSSION, False, False, False),
        (SpeechKind.DISCUSSION, False, True, True),
        (SpeechKind.POINT_OF_ORDER, False, False, True),
    ],
)
def test_a_closed_list_takes_points_of_order_and_what_the_secretary_enters(
    kind, is_list_open, is_manager, taken
):
    def ask():
        rules.check_may_ask(
            kind, is_list_open=is_list_open, is_manager=is_manager, has_open=False
        )

    if taken:
        ask()
    else:
        with refused(Conflict, "list_closed"):
            ask()


def test_an_answer_is_not_asked_for_and_nothing_is_asked_twice():
    with pytest.raises(Invalid):
        rules.check_may_ask(
            SpeechKind.ANSWER, is_list_open=True, is_manager=True, has_open=False
        )
    with refused(Conflict, "already_asked"):
        rules.check_may_ask(
            SpeechKind.QUESTION, is_list_open=True, is_manager=True, has_open=True
        )


def test_the_number_of_requests_is_limited_in_a_minute_and_in_all():
    rules.check_request_count(99, 5)
    with refused(TooManyAttempts, wait_seconds=rules.RATE_SECONDS):
        rules.check_request_count(6, 6)
    with refused(Invalid, "too_many", most=100):
        rules.check_request_count(100, 0)


def test_a_topic_is_one_line():
    assert rules.checked_topic("  Về\n chuyển  đổi số ") == "Về chuyển đổi số"
    assert rules.checked_topic("x" * 200) == "x" * 200
    with refused(Invalid, "long_topic", limit=200):
        rules.checked_topic("x" * 201)


@given(st.lists(st.sampled_from(sorted(QuestionStage)), max_size=12))
def test_a_closed_question_stays_closed(wanted):
    stage = QuestionStage.ASKED
    for new in wanted:
        try:
            rules.check_stage(stage, new, "Mai")
        except Conflict:
            continue
        assert stage != QuestionStage.CLOSED
        assert new not in {QuestionStage.ASKED, stage}
        stage = new


def test_who_moves_a_question_that_is_elsewhere_is_told_who_moved_it():
    with refused(Conflict, "wrong_stage", name="Mai"):
        rules.check_stage(QuestionStage.ASKED, QuestionStage.FOLLOW_UP, "Mai")


def test_minutes_have_defaults_and_bounds():
    assert rules.checked_minutes({})[SpeechKind.PREPARED_SPEECH] == 10
    changed = rules.checked_minutes({SpeechKind.DISCUSSION: 7})
    assert (changed[SpeechKind.DISCUSSION], changed[SpeechKind.QUESTION]) == (7, 3)
    assert rules.checked_minutes({SpeechKind.QUESTION: 180})[SpeechKind.QUESTION] == 180
    for minutes in (-1, 181):
        with refused(Invalid, "bad_minutes", limit=180):
            rules.checked_minutes({SpeechKind.DISCUSSION: minutes})
    assert rules.checked_minutes({SpeechKind.QUESTION: 0})[SpeechKind.QUESTION] == 0
    rules.check_budget(0)
    rules.check_budget(24 * 3600)
    for seconds in (-1, 24 * 3600 + 1):
        with refused(Invalid, "bad_budget", limit=24 * 60) as caught:
            rules.check_budget(seconds)
        assert repr(caught.value.details["limit"]) == "1440"


def test_every_kind_has_minutes_and_a_label():
    assert set(rules.DEFAULT_MINUTES) == set(rules.KIND_LABELS) == set(SpeechKind)
