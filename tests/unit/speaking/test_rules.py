"""The order of the queue, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import Conflict, Invalid, TooManyAttempts
from kiosk.speaking import rules
from kiosk.speaking.rules import QuestionStage, SpeechKind

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
    with pytest.raises(Conflict) as refused:
        rules.moved([1, 2], 1, 9)
    assert "Người bên cạnh" in refused.value.sentence


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
        with pytest.raises(Conflict):
            ask()


def test_an_answer_is_not_asked_for_and_nothing_is_asked_twice():
    with pytest.raises(Invalid):
        rules.check_may_ask(
            SpeechKind.ANSWER, is_list_open=True, is_manager=True, has_open=False
        )
    with pytest.raises(Conflict):
        rules.check_may_ask(
            SpeechKind.QUESTION, is_list_open=True, is_manager=True, has_open=True
        )


def test_the_number_of_requests_is_limited_in_a_minute_and_in_all():
    rules.check_request_count(99, 5)
    with pytest.raises(TooManyAttempts):
        rules.check_request_count(6, 6)
    with pytest.raises(Invalid):
        rules.check_request_count(100, 0)


def test_a_topic_is_one_line():
    assert rules.checked_topic("  Về\n chuyển  đổi số ") == "Về chuyển đổi số"
    with pytest.raises(Invalid):
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


def test_minutes_have_defaults_and_bounds():
    assert rules.checked_minutes({})[SpeechKind.PREPARED_SPEECH] == 10
    changed = rules.checked_minutes({SpeechKind.DISCUSSION: 7})
    assert (changed[SpeechKind.DISCUSSION], changed[SpeechKind.QUESTION]) == (7, 3)
    for minutes in (-1, 181):
        with pytest.raises(Invalid):
            rules.checked_minutes({SpeechKind.DISCUSSION: minutes})
    for seconds in (-1, 24 * 3600 + 1):
        with pytest.raises(Invalid):
            rules.check_budget(seconds)


def test_every_kind_has_minutes_and_a_label():
    assert set(rules.DEFAULT_MINUTES) == set(rules.KIND_LABELS) == set(SpeechKind)
