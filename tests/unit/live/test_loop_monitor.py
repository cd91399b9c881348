"""The loop is measured and shared between green threads."""

import json
import re

import pytest

from tests.unit.live.green_threads import run_green

# A hundred green threads with 3 ms of work each become ready together while a client
# connects: without yielding it would be answered after all of them.
CROWD = """
import json, socket, time
from kiosk.live.transport.loop_monitor import LoopMonitor

loop = LoopMonitor()
loop.watch()
done, answered, order = [], [], []
ours, theirs = socket.socketpair()

def answer():
    ours.recv(1)
    answered.append(len(done))

def work(number):
    loop.yield_if_slow()
    order.append(number)
    end = time.monotonic() + 0.003
    while time.monotonic() < end:
        pass
    done.append(number)
    loop.yield_if_slow()

listener = eventlet.spawn(answer)
eventlet.sleep(0.01)
theirs.send(b"x")
for thread in [eventlet.spawn(work, number) for number in range(100)]:
    thread.wait()
listener.wait()
print(json.dumps({"done": done, "order": order, "answered": answered,
                  "longest": loop.longest, "rounds": loop.rounds,
                  "counted": sum(loop.counts), "busy": loop.busy_seconds}))
"""

# All yield again and again, while each round is too long from the start: waiting
# threads must still progress.
LONG_ROUNDS = """
import time
from kiosk.live.transport.loop_monitor import SLICE_SECONDS, LoopMonitor

loop = LoopMonitor()
loop.watch()
turns = []

def busy():
    while len(turns) < 40:
        time.sleep(0)
        end = time.monotonic() + 2 * SLICE_SECONDS
        while time.monotonic() < end:
            pass

def patient(number):
    for _ in range(4):
        loop.yield_if_slow()
        turns.append(number)
        time.sleep(0)

eventlet.spawn(busy)
for thread in [eventlet.spawn(patient, number) for number in range(10)]:
    thread.wait()
print(len(turns))
"""

HOLD = """
import logging, sys, time
from kiosk.live.transport import loop_monitor as module

logging.basicConfig(stream=sys.stdout, format="%(message)s")
loop = module.LoopMonitor()
loop.watch()

def a_long_calculation():
    end = time.monotonic() + 0.3
    while time.monotonic() < end:
        pass

for _ in range(module.MAX_WARNINGS + 2):
    eventlet.spawn(a_long_calculation).wait()
    eventlet.sleep(0)
eventlet.sleep(0.1)
print("longest", loop.longest)
"""

FAILS = """
from kiosk.live.transport.loop_monitor import LoopMonitor

loop = LoopMonitor()
loop.watch()

def fail():
    loop.round_began = 1e-9  # as if the round had begun long ago
    loop.yield_if_slow()
    raise RuntimeError("a request that fails")

def go_on():
    loop.round_began = 1e-9
    loop.yield_if_slow()
    return "gone on"

failing, other = eventlet.spawn(fail), eventlet.spawn(go_on)
try:
    failing.wait()
except RuntimeError as error:
    print(error)
print(other.wait())
"""


@pytest.mark.process
def test_a_crowd_takes_turns_and_the_network_is_looked_at_in_between():
    reported = json.loads(run_green(CROWD)[0])
    assert sorted(reported["done"]) == list(range(100))
    assert reported["order"] == sorted(reported["order"])
    assert reported["answered"][0] < 50
    assert reported["rounds"] > 10
    assert reported["counted"] == reported["rounds"]
    assert reported["busy"] >= 0.3


# Three hundred first visits of 2 ms each are ready, and the chair comes later: once
# as a head that is new, once on a connection that has a green thread.
CHAIR_COMES_LAST = """
import json, time
from kiosk.live.transport.loop_monitor import LoopMonitor
from kiosk.live.transport.priority import ARRIVING, Priority, Rank

loop = LoopMonitor()
loop.watch()
ranks = {b"chair": Rank(Priority.LEADING, "sign-in:1")}
loop.rank_of = lambda head: ranks.get(head, ARRIVING)
done = []

def work(head):
    loop.yield_if_slow(head)
    end = time.monotonic() + 0.002
    while time.monotonic() < end:
        pass
    done.append(head.decode())

def arrive(head):
    loop.in_turn(head, lambda: eventlet.spawn_n(work, head))

for place in range(150):
    eventlet.spawn_n(work, b"visitor")
    eventlet.spawn_n(arrive, b"visitor")
eventlet.sleep(0.03)
before = [len(done)]
eventlet.spawn_n(work, b"chair")
eventlet.sleep(0.05)
before.append(len(done))
eventlet.spawn_n(arrive, b"chair")
while len(done) < 302:
    eventlet.sleep(0.01)
places = [place for place, who in enumerate(done) if who == "chair"]
print(json.dumps({"before": before, "places": places}))
"""


@pytest.mark.process
def test_a_leading_request_does_not_wait_behind_first_visits():
    reported = json.loads(run_green(CHAIR_COMES_LAST)[0])
    assert len(reported["places"]) == 2
    for before, place in zip(reported["before"], reported["places"], strict=True):
        assert before <= place < before + 20


@pytest.mark.process
def test_nobody_waits_for_ever_behind_long_rounds():
    assert run_green(LONG_ROUNDS) == ["40"]


@pytest.mark.process
def test_blocking_code_is_named_in_one_line_and_does_not_fill_the_log():
    lines = run_green(HOLD)
    assert len(lines) == 11
    for line in lines[:10]:
        assert re.fullmatch(
            r"the event loop was blocked for \d+ ms by <string>:\d+ a_long_calculation"
            r" < .*",
            line,
        )
    assert float(lines[-1].split()[1]) >= 0.3


@pytest.mark.process
def test_a_warning_names_frames_of_the_package_before_those_of_libraries():
    in_turn = 'spawn(loop.in_turn, b"", a_long_calculation)'
    line = run_green(HOLD.replace("spawn(a_long_calculation)", in_turn))[0]
    assert re.search(r" by kiosk/live/[\w/]+\.py:\d+ in_turn$", line)


@pytest.mark.process
def test_the_whole_stack_is_logged_at_debug_level():
    lines = run_green(HOLD.replace("basicConfig(", "basicConfig(level=10, "))
    assert lines.count("the blocking stack:") == 10
    assert sum("in a_long_calculation" in line for line in lines) >= 10


@pytest.mark.process
def test_one_that_fails_in_its_turn_does_not_keep_the_others():
    assert run_green(FAILS) == ["a request that fails", "gone on"]


def test_without_a_hub_nobody_waits(server):
    server.loop.yield_if_slow()
    server.loop.yield_to_network()
    assert server.loop.rounds == 0
