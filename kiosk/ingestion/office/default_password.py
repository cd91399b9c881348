"""Decrypt workbooks that have only Excel's default password; in the sandbox.

Excel encrypts a workbook whose structure is protected with a password that stands in
every copy of Excel, and opens it without asking; so do LibreOffice and others.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msoffcrypto
from msoffcrypto.format.ooxml import OOXMLFile

from kiosk.documents.legacy_office import encrypted_office, is_encrypted_office

DEFAULT_PASSWORD = "VelvetSweatshop"  # noqa: S105 known to everybody


@contextmanager
def decrypted(path: Path) -> Iterator[Path]:
    """Yield the path of the file, decrypted if it has the default password only.

    :raises Invalid: it has a password of its own.
    """
    if not is_encrypted_office(path):
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        opened = Path(folder) / "decrypted"
        try:
            _decrypt(path, opened)
        except Exception as error:
            # Whatever the library raises on a damaged file: it stays closed.
            raise encrypted_office() from error
        yield opened


def _decrypt(path: Path, target: Path) -> None:
    with path.open("rb") as source, target.open("wb") as out:
        file = msoffcrypto.OfficeFile(source)
        # Older formats compare the password always.
        choice = {"verify_password": True} if isinstance(file, OOXMLFile) else {}
        file.load_key(password=DEFAULT_PASSWORD, **choice)
        file.decrypt(out)
