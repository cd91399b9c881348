"""An acknowledged ballot is kept, whatever happens to the server."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from kiosk.client.http_client import HttpClient
from kiosk.roles import Role
from kiosk.voting.models import NamedBallot, SealedBallot
from tests.live.conftest import Room
from tests.migrated_database import new_data_folder
from tests.servers import RealServer
from tests.waiting import TIMEOUT_SECONDS, wait_until

VOTERS, TABLETS = 80, 8
OPTIONS = ("Đồng ý", "Không đồng ý", "Ý kiến khác")


@dataclass
class VotingRoom:
    """A room whose delegates vote."""

    room: Room
    voters: int = VOTERS
    is_secret: bool = False
    tokens: dict[int, str] = field(default_factory=dict)
    vote: int = 0

    def __post_init__(self) -> None:
        scene = self.room.scene
        members = [scene.make_member(self.room.meeting) for _ in range(self.voters)]
        self.tokens = {member: scene.sign_in(member) for member in members}
        self.vote = self.post("", 201, **self.form())["id"]
        self.post(f"/{self.vote}/open", 200, state="draft")
        (vote,) = self.snapshot()["votes"]
        self.options = [str(option["id"]) for option in vote["options"]]

    def form(self) -> dict:
        return {
            "title": "Thông qua Nghị quyết",
            "kind": "secret" if self.is_secret else "open",
            "options": [{"label": label} for label in OPTIONS],
            "voter_rule": "summoned",
            "rule": {"base": "summoned", "quorum_numerator": 0},
        }

    def post(self, path: str, status: int, **body) -> dict:
        """Let the chair do something with votes."""
        base = f"/m/{self.room.meeting}/votes"
        reply = self.room.chair.post(base + path, body, timeout=60)
        assert reply.status == status, reply.body
        return reply.json()

    def snapshot(self) -> dict:
        reply = self.room.chair.get(f"/m/{self.room.meeting}/snapshot")
        return reply.checked().json()

    def body(self, member: int) -> dict:
        """Return the ballot that a member casts, the same each time."""
        option = self.options[member % len(self.options)]
        return {"choices": {option: 1}, "key": f"key of {member}"}

    def cast(self, member: int) -> int:
        """Cast a member's ballot; return the status, 0 without an answer."""
        client = HttpClient(self.room.server.port, self.tokens[member])
        path = f"/m/{self.room.meeting}/votes/{self.vote}/ballot"
        try:
            return client.post(path, self.body(member), timeout=60).status
        except OSError:
            return 0

    def stored(self) -> dict[int, str]:
        """Return what tells whose ballot each voter's is: its choices, or its key."""
        table = SealedBallot if self.is_secret else NamedBallot
        with self.room.server.store.read_session() as session:
            rows = session.query(table).filter_by(vote_id=self.vote).all()
        if self.is_secret:
            return {row.member_id: row.retry_key for row in rows}
        return {row.member_id: row.choices for row in rows}

    def expected(self, members) -> dict[int, str]:
        if self.is_secret:
            return {member: f"key of {member}" for member in members}
        return {
            member: f'{{"{self.options[member % len(self.options)]}":1}}'
            for member in members
        }

    def counts(self) -> list[int]:
        """Close the vote; return the count of each option."""
        assert self.post(f"/{self.vote}/close", 200, state="open")["counted"]
        (vote,) = self.snapshot()["votes"]
        return [row["count"] for row in vote["result"]["rows"]]

    def expected_counts(self) -> list[int]:
        places = [member % len(self.options) for member in self.tokens]
        return [places.count(place) for place in range(len(self.options))]


@pytest.fixture
def server(tmp_path) -> Iterator[RealServer]:
    server = RealServer(new_data_folder(tmp_path))
    server.start()
    yield server
    server.stop()


class Tablets:
    """Tablets that cast one ballot after another until the server does not answer."""

    def __init__(self, voting: VotingRoom) -> None:
        self._voting, self._lock = voting, threading.Lock()
        self.waiting = list(voting.tokens)
        self.asked: list[int] = []
        self.answers: dict[int, int] = {}

    @property
    def acknowledged(self) -> set[int]:
        answers = self.answers.copy()
        return {member for member, status in answers.items() if status == 200}

    def cast(self) -> None:
        while True:
            with self._lock:
                if not self.waiting:
                    return
                self.asked.append(member := self.waiting.pop())
            self.answers[member] = self._voting.cast(member)
            if not self.answers[member]:
                return

    def cast_until_killed(self, server: RealServer, ballots: int) -> None:
        """Kill the server after so many acknowledged ballots."""
        with ThreadPoolExecutor(TABLETS) as crowd:
            casting = [crowd.submit(self.cast) for _ in range(TABLETS)]
            assert wait_until(lambda: len(self.acknowledged) >= ballots)
            server.kill()
            for each in casting:
                each.result(TIMEOUT_SECONDS)
        assert self.waiting
        assert set(self.answers.values()) == {0, 200}


@pytest.mark.parametrize("is_secret", [False, True], ids=["open", "secret"])
def test_killed_in_the_middle_every_acknowledged_ballot_is_there_and_no_other(
    server, is_secret
):
    voting = VotingRoom(Room(server), is_secret=is_secret)
    tablets = Tablets(voting)
    tablets.cast_until_killed(server, VOTERS // 4)
    stored = voting.stored()
    # A commit whose answer was lost with the server is somebody's own ballot, too.
    assert tablets.acknowledged <= stored.keys() <= set(tablets.asked)
    assert stored == voting.expected(stored)

    server.start()
    (vote,) = voting.snapshot()["votes"]
    assert (vote["state"], vote["cast"]) == ("open", len(stored))
    # Those without an answer try again, and so do some who have had one.
    unanswered = voting.tokens.keys() - tablets.acknowledged
    again = [*unanswered, *list(tablets.acknowledged)[:5]]
    with ThreadPoolExecutor(TABLETS) as crowd:
        assert set(crowd.map(voting.cast, again)) == {200}
    assert voting.stored() == voting.expected(voting.tokens)
    assert voting.counts() == voting.expected_counts()


@pytest.mark.parametrize("database", ["one machine", "postgresql and redis"])
def test_two_processes_keep_each_ballot_once(request, tmp_path, database):
    settings = {}
    if database != "one machine":
        postgresql = request.getfixturevalue("postgresql")
        settings = {
            "KIOSK_DATABASE_URL": postgresql.url(postgresql.new_database()),
            "KIOSK_REDIS_URL": request.getfixturevalue("shared_redis").url,
        }
    server = RealServer(tmp_path / "data", workers=2, **settings)
    server.start()
    try:
        room = Room(server)
        screens = [room.new_screen() for _ in range(4)]
        assert all(screen.has_joined() for screen in screens)
        voting = VotingRoom(room, voters=30)

        def cast_twice(member: int) -> list[int]:
            return [voting.cast(member), voting.cast(member)]

        with ThreadPoolExecutor(TABLETS) as tablets:
            statuses = list(tablets.map(cast_twice, [*voting.tokens] * 2))
        assert all(each == [200, 200] for each in statuses)
        assert voting.stored() == voting.expected(voting.tokens)
        # The delegates of the screens are on the roll, and have not voted.
        assert voting.counts() == voting.expected_counts()
        last = len(room.reported())
        for screen in screens:
            assert wait_until(lambda s=screen: s.numbers()[-1:] == [last])
        room.close_screens()
    finally:
        server.stop()


def test_a_ballot_of_a_badge_that_was_revoked_is_not_kept(room):
    voting = VotingRoom(room, voters=2)
    one, two = voting.tokens
    assert voting.cast(one) == 200
    secretary = HttpClient(
        room.server.port,
        room.scene.sign_in(room.scene.make_member(room.meeting, Role.SECRETARY)),
    )
    # The device's sign-in is cached by its live connection.
    screen = room.new_screen(voting.tokens[two])
    assert screen.has_joined()
    path = f"/m/{room.meeting}/members/{two}/badge/revoke"
    assert secretary.post(path, {}).status == 204
    assert voting.cast(two) == 401
    assert voting.stored() == voting.expected([one])
