"""When tablets speak, and how quickly they answer a call."""

from kiosk.fleet import rules
from kiosk.fleet.rules import Attention, Condition


def test_all_together_speak_some_twenty_times_a_second():
    assert rules.pause_seconds(1) == 20
    assert rules.pause_seconds(400) == 20
    assert rules.pause_seconds(1200) == 60
    assert rules.pause_seconds(11_873) == 120


def test_one_that_is_called_answers_at_once_and_many_spread_themselves():
    assert rules.call_spread_ms(1) == 0
    assert rules.call_spread_ms(400) == 2000


def test_silence_is_counted_in_words_that_did_not_come():
    assert rules.attentions(Condition(seconds=59)) == []
    assert rules.attentions(Condition(seconds=61)) == [Attention.SILENT]
    assert rules.attentions(Condition(seconds=200), pause=120) == []
    assert rules.attentions(Condition(seconds=361), pause=120) == [Attention.SILENT]


def test_what_is_most_pressing_stands_first():
    bad = Condition(
        seconds=None, battery=1, is_charging=False, clock=-31, is_old=True,
        papers=0, papers_wanted=1, free_bytes=0, is_misseated=True,
    )  # fmt: skip
    assert rules.attentions(bad) == list(Attention)
