"""Keep the private keys of open secret votes, outside database and backup.

One file (mode 0600) per key in `ballot_keys/` of the data folder, named after the vote
and the public key, so that two people who open a vote at once cannot take each other's
key away. Backups copy named files only, and not these (`backup/rules.py`).
"""

import base64
import contextlib
import os
import re
from pathlib import Path

from kiosk.private_folder import write_private_file

FOLDER = "ballot_keys"
_NAME = re.compile(r"(\d+)-(?:[0-9a-f]{64}|shares)\.key")


class BallotKeys:
    """The private keys in a data folder."""

    def __init__(self, data: Path, folder: str = FOLDER) -> None:
        """Use a folder below `data`."""
        self.folder = data / folder

    def _path(self, vote_id: int, public_key: str) -> Path:
        return self.folder / f"{vote_id}-{base64.b64decode(public_key).hex()}.key"

    def keep(self, vote_id: int, public_key: str, private_key: bytes) -> None:
        """Store a key durably."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private_file(self._path(vote_id, public_key), private_key)
        _sync(self.folder)

    def read(self, vote_id: int, public_key: str) -> bytes | None:
        """Return a vote's private key; None: it was shared, or destroyed."""
        try:
            return self._path(vote_id, public_key).read_bytes()
        except FileNotFoundError:
            return None

    def destroy(self, vote_id: int) -> None:
        """Overwrite and remove all keys of a vote.

        On copy-on-write file systems and flash memory the old blocks may outlive this;
        docs/security.md says so.
        """
        for path in self.folder.glob(f"{vote_id}-*.key"):
            _destroy(path)

    def destroy_one(self, vote_id: int, public_key: str) -> None:
        """Overwrite and remove a key that no vote was opened with."""
        _destroy(self._path(vote_id, public_key))

    def add_shares(self, vote_id: int, lines: list[str]) -> list[str]:
        """Keep shares that tellers have entered; return all of them.

        Fewer than the threshold tell nothing of the key.
        """
        known = self._shares(vote_id)
        whole = [*known, *(line for line in lines if line not in known)]
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private_file(self._shares_path(vote_id), "\n".join(whole).encode())
        return whole

    def _shares_path(self, vote_id: int) -> Path:
        return self.folder / f"{vote_id}-shares.key"

    def _shares(self, vote_id: int) -> list[str]:
        try:
            return self._shares_path(vote_id).read_text("utf-8").splitlines()
        except FileNotFoundError:
            return []

    def votes(self) -> set[int]:
        """Return the ids of the votes of which there are keys."""
        names = (_NAME.fullmatch(path.name) for path in self.folder.glob("*.key"))
        return {int(name[1]) for name in names if name}


def _destroy(path: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        with path.open("r+b") as file:
            file.write(os.urandom(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        _sync(path.parent)


def _sync(folder: Path) -> None:
    """Write a folder's entries to disk: a new or removed name stays so."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
