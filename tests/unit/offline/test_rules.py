"""Scheduling of downloads."""

import pytest

from kiosk.offline.rules import (
    BATCH_BYTES,
    MAX_REMEMBERED_DEVICES,
    MAX_REQUEST_BYTES,
    MAX_WAIT_SECONDS,
    DownloadScheduler,
    DownloadSlot,
)

MEGABIT = 125_000


def test_who_comes_alone_need_not_wait():
    turns = DownloadScheduler(8)
    assert turns.ask(1, 1_000_000, now=100.0).wait == 0
    assert turns.ask(2, 1_000_000, now=500.0).wait == 0


def test_who_comes_together_is_served_one_after_the_other():
    turns = DownloadScheduler(8)  # a megabyte a second
    waits = [turns.ask(device, 2_000_000, now=10.0).wait for device in range(4)]
    assert waits == pytest.approx([0, 2, 4, 6])


def test_a_hall_never_takes_more_than_it_was_given():
    turns, now, taken = DownloadScheduler(80), 0.0, 0
    queue = [(turns.ask(one, 1_500_000, now).wait, 1_500_000) for one in range(400)]
    for second in range(1, 61):
        taken = sum(size for wait, size in queue if wait < second)
        assert taken <= 10_000_000 * second + 1_500_000


def test_nobody_is_promised_a_turn_in_the_far_future():
    turns = DownloadScheduler(8)
    granted = [turns.ask(device, 10_000_000, now=0.0) for device in range(20)]
    assert granted[0].is_granted
    assert not granted[-1].is_granted
    assert granted[-1].wait == MAX_WAIT_SECONDS
    # A refused request takes nothing from the others.
    assert turns.ask(20, 1, now=200.0).wait == 0


def test_more_network_means_shorter_waits():
    slow, quick = DownloadScheduler(10), DownloadScheduler(100)
    for turns in (slow, quick):
        turns.ask(1, 10 * MEGABIT, now=0.0)
    assert slow.ask(2, 1, now=0.0).wait > quick.ask(2, 1, now=0.0).wait


def test_the_longest_wait_is_still_granted():
    turns = DownloadScheduler(8)
    assert turns.ask(1, 120_000_000, now=0.0) == DownloadSlot(0.0, is_granted=True)
    assert turns.ask(2, 1_000_000, now=0.0) == DownloadSlot(120.0, is_granted=True)
    assert turns.ask(3, 1_000_000, now=0.0) == DownloadSlot(120.0, is_granted=False)
    assert (BATCH_BYTES, MAX_REQUEST_BYTES, MAX_WAIT_SECONDS) == (
        1_500_000,
        30_000_000,
        120,
    )


def test_the_first_to_ask_at_time_zero_need_not_wait():
    assert DownloadScheduler(8).ask(1, 1, now=0.0).wait == 0


def test_a_device_that_asks_again_and_again_takes_nothing_from_the_others():
    turns = DownloadScheduler(8)
    greedy = [turns.ask(1, MAX_REQUEST_BYTES, now=0.0) for _ in range(120)]
    assert greedy[0] == DownloadSlot(0.0, is_granted=True)
    assert set(greedy[1:]) == {DownloadSlot(30.0, is_granted=False)}
    assert turns.ask(2, BATCH_BYTES, now=0.0) == DownloadSlot(30.0, is_granted=True)


def test_a_device_that_asks_again_waits_for_the_rest_of_its_turn():
    turns = DownloadScheduler(8)
    turns.ask(1, 10_000_000, now=100.0)
    assert turns.ask(1, 10_000_000, now=104.0) == DownloadSlot(6.0, is_granted=False)


def test_after_its_turn_a_device_comes_behind_those_who_wait():
    turns = DownloadScheduler(8)
    turns.ask(1, 2_000_000, now=0.0)
    turns.ask(2, 2_000_000, now=0.0)
    assert turns.ask(1, 2_000_000, now=2.0) == DownloadSlot(2.0, is_granted=True)


def test_turns_of_the_past_are_forgotten():
    turns = DownloadScheduler(8_000)
    for device in range(3 * MAX_REMEMBERED_DEVICES):
        turns.ask(device, 1, now=float(device))
    assert len(turns._ends) <= MAX_REMEMBERED_DEVICES + 1
