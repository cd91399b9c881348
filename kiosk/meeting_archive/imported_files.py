"""Put the files of an imported archive where the server stores them."""

import shutil
from pathlib import Path

import msgspec

from kiosk.exports.rules import ExportState
from kiosk.exports.store import ExportStore
from kiosk.meeting_archive.gather import KeptExport, parts
from kiosk.meeting_archive.reading import ArchiveContent
from kiosk.storage.files import path_of
from kiosk.storage.store import Store


class ImportedFiles:
    """The files of an import; those that were there before stay in any case."""

    def __init__(self, store: Store, content: ArchiveContent) -> None:
        """Take them from the content."""
        self._store, self._content = store, content
        self._added: list[Path] = []
        self.count = 0

    def move_in(self) -> None:
        """Move or copy every file to its place in the store."""
        root = self._store.files.root
        for folder, sha256 in sorted(self._content.named):
            self._put(sha256, root / folder / path_of(sha256))
        for place, sha256 in self._content.places():
            self._put(sha256, root / place)

    def _put(self, sha256: str, target: Path) -> None:
        source = self._content.file(sha256)
        if target.exists() or not source.exists():
            return
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        incoming = self._store.files.new_incoming()
        shutil.copyfile(source, incoming)
        self._store.files.hash_file(incoming)
        incoming.replace(target)
        self._added.append(target)
        self.count += 1

    def remove(self) -> None:
        """Remove what was added."""
        for path in self._added:
            path.unlink(missing_ok=True)


def keep_exports(store: Store, content: ArchiveContent) -> None:
    """Keep the finished exports that a subject has of this meeting."""
    kept = {(one.kind, one.key): one for one in content.exports}
    with store.read_session() as session:
        wanted = [
            export
            for part in parts()
            for export in part.exports(session, content.meeting_id)
        ]
    for export in wanted:
        found = kept.get((export.kind.name, export.key))
        if found is not None:
            _keep_export(ExportStore(store.files.root, export.kind), content, found)


def _keep_export(
    exports: ExportStore, content: ArchiveContent, kept: KeptExport
) -> None:
    export = exports.begin(kept.key, signature=kept.signature)
    for suffix, path in kept.paths.items():
        source = content.file(content.sha256_of(path))
        shutil.copyfile(source, exports.path(export, suffix))
    exports.write(
        msgspec.structs.replace(
            export,
            state=ExportState.READY,
            suffixes=tuple(kept.paths),
            done=kept.total,
            total=kept.total,
        )
    )
