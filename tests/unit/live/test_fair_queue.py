"""One caller at a time, the kinds in rotation."""

import contextlib
import threading

import pytest

from kiosk.live.fair_queue import FairQueue
from tests.waiting import TIMEOUT_SECONDS, wait_until


class TurnThreads:
    """Threads that each take one turn; `served` is the order of their turns."""

    def __init__(self, queue: FairQueue) -> None:
        self.queue = queue
        self.served: list[str] = []
        self.threads: list[threading.Thread] = []

    def add(self, kind: str) -> None:
        """Let one more thread wait."""

        def work() -> None:
            with self.queue.turn(kind):
                self.served.append(kind)

        waiting = self.waiting()
        self.threads.append(threading.Thread(target=work, daemon=True))
        self.threads[-1].start()
        assert wait_until(lambda: self.waiting() == waiting + 1)

    def waiting(self) -> int:
        return sum(map(len, self.queue._waiting.values()))

    def end(self) -> None:
        for thread in self.threads:
            thread.join(TIMEOUT_SECONDS)


def test_a_password_waits_for_one_pin_however_many_wait():
    turn_threads = TurnThreads(queue := FairQueue())
    with queue.turn("pin"):
        for kind in ["pin"] * 8 + ["password"] * 2:
            turn_threads.add(kind)
    turn_threads.end()
    assert turn_threads.served == ["pin", "password", "pin", "password", *["pin"] * 6]


def test_one_at_a_time_and_free_again_afterwards():
    queue = FairQueue()
    at_work, most = [], []

    def work() -> None:
        for _ in range(50):
            with queue.turn("any"):
                at_work.append(1)
                most.append(len(at_work))
                at_work.pop()

    threads = [threading.Thread(target=work, daemon=True) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(TIMEOUT_SECONDS)
    assert most == [1] * 200
    with queue.turn("any"):
        pass


def test_who_fails_gives_the_turn_on():
    turn_threads = TurnThreads(queue := FairQueue())
    with contextlib.suppress(ZeroDivisionError), queue.turn("pin"):
        turn_threads.add("pin")
        divmod(1, 0)
    turn_threads.end()
    assert turn_threads.served == ["pin"]


def test_who_gives_up_while_waiting_is_passed_over(monkeypatch):
    turn_threads = TurnThreads(queue := FairQueue())
    with queue.turn("pin"):
        with monkeypatch.context() as patched:

            def give_up(_event: threading.Event) -> None:
                raise ConnectionError

            patched.setattr(threading.Event, "wait", give_up)
            with pytest.raises(ConnectionError), queue.turn("password"):
                pass
        assert turn_threads.waiting() == 0
        turn_threads.add("pin")
    turn_threads.end()
    assert turn_threads.served == ["pin"]
