"""Tablets that keep their state up to date, on several server processes."""

from pathlib import Path

from tests.live.conftest import Room
from tests.live.synced_client import PageTurner, SyncedClient
from tests.waiting import wait_until

CONVERGE_SECONDS = 30
TABLETS = 12
MOST_TABLETS = 60


class Hall:
    """A room of such tablets."""

    def __init__(self, room: Room) -> None:
        self.room, self.server = room, room.server
        self.tablets: list[SyncedClient] = []
        self.begin()

    def begin(self) -> None:
        """Connect the tablets, and reset the records of the previous test."""
        assert wait_until(lambda: all(map(SyncedClient.is_connected, self.tablets)))
        # The first may all reach one process; later ones even it out.
        while len(self.tablets) < TABLETS or not all(self.served_by().values()):
            assert len(self.tablets) < MOST_TABLETS
            room = self.room
            tablet = SyncedClient(room.server.port, room.new_token(), room.meeting)
            self.tablets.append(tablet)
            assert wait_until(tablet.is_connected)
        self._reported = len(self.room.reported())
        self._logged = len(self.server.log.read_text())
        self._connections = {tablet: tablet.connections for tablet in self.tablets}
        for tablet in self.tablets:
            tablet.refused.clear()

    def log(self) -> str:
        """The server's log since the test began."""
        return self.server.log.read_text()[self._logged :]

    def connections(self, tablets: list[SyncedClient]) -> set[int]:
        """Return how often these have connected since the test began."""
        return {tablet.connections - self._connections[tablet] for tablet in tablets}

    def close(self) -> None:
        for tablet in self.tablets:
            tablet.close()

    def served_by(self) -> dict[int, list[SyncedClient]]:
        """Return the connected tablets of each server process."""
        found: dict[int, list[SyncedClient]] = {}
        for pid in self.server.server_processes():
            ports = peers_of(pid)
            found[pid] = [t for t in self.tablets if t.local_port in ports]
        return found

    def is_right(self) -> bool:
        """Tell whether every tablet is connected and shows the journal's last page."""
        reported = self.room.reported()
        return all(
            t.is_connected()
            and (t.number, t.page) == (reported[-1].number, reported[-1].body["page"])
            for t in self.tablets
        )

    def check(self, turning: PageTurner) -> None:
        """Wait until every tablet is right, and check that nothing is lost."""
        assert wait_until(self.is_right, CONVERGE_SECONDS), self.describe()
        reported = self.room.reported()
        assert [event.number for event in reported] == list(range(1, len(reported) + 1))
        # Turning to the page that is shown causes no event.
        pages = [event.body["page"] for event in reported[max(self._reported - 1, 0) :]]
        assert is_within(turning.kept, pages)
        assert turning.kept

    def is_restarted(self, before: dict[int, list[SyncedClient]]) -> bool:
        """Tell whether the replacement of a killed process accepts connections."""
        new = set(self.server.server_processes()) - set(before)
        return any(f"process {pid} accepts connections" in self.log() for pid in new)

    def describe(self) -> str:
        states = [(t.number, t.page, t.is_connected()) for t in self.tablets]
        return f"{states}, journal: {len(self.room.reported())}\n{self.server.log}"


def is_within(some: list[int], all_of_them: list[int]) -> bool:
    """Tell whether `some` is a subsequence of `all_of_them`."""
    rest = iter(all_of_them)
    return all(page in rest for page in some)


def peers_of(pid: int) -> set[int]:
    """Return the local ports of the clients connected to a process."""
    inodes = set()
    for handle in Path(f"/proc/{pid}/fd").iterdir():
        try:
            inodes.add(str(handle.readlink()))
        except OSError:
            continue
    own, peers = set(), set()
    for line in Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]:
        words = line.split()
        if f"socket:[{words[9]}]" in inodes:
            own.add(words[1])
            peers.add(words[2])
    # Listeners have no peer; a process's threads use a socket to wake its loop.
    ports = {int(peer.rpartition(":")[2], 16) for peer in peers - own}
    return ports - {0}
