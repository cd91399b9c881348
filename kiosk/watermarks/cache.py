"""The drawn pages on the disk: not more than may be, none of a paper that is gone."""

import logging
import shutil
import threading
from pathlib import Path

log = logging.getLogger(__name__)

# What is left when the shelf was full, of a hundred: it is not emptied at every page.
KEEP_PERCENT = 90


class WatermarkCache:
    """Holds the drawn pages; who was not looked at for longest goes first."""

    def __init__(self, root: Path, most_bytes: int) -> None:
        """Keep at most `most_bytes` below `root`, which is made when needed."""
        self.root, self._most = root, most_bytes
        root.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        pages = self._pages()
        for _, size, path in pages:
            # A power cut in the middle of a page leaves less than a page.
            if not size or path.suffix:
                path.unlink(missing_ok=True)
        self._bytes = sum(size for _, size, _ in pages)

    def _pages(self) -> list[tuple[float, int, Path]]:
        pages = []
        for path in self.root.glob("*/*"):
            try:
                facts = path.stat()
            except FileNotFoundError:
                continue
            pages.append((facts.st_mtime, facts.st_size, path))
        return pages

    def added(self, size: int) -> None:
        """Note a page of `size` bytes; make room if that was too much."""
        with self._lock:
            self._bytes += size
            if self._bytes > self._most:
                self._evict_oldest()

    def _evict_oldest(self) -> None:
        # The server touches what it gives away, so the oldest is the least wanted.
        pages = sorted(self._pages())
        self._bytes = sum(size for _, size, _ in pages)
        for _, size, path in pages:
            if self._bytes * 100 <= self._most * KEEP_PERCENT:
                return
            path.unlink(missing_ok=True)
            self._bytes -= size

    def is_empty(self) -> bool:
        """Tell whether no paper has a drawn page."""
        return not any(self.root.iterdir())

    def keep_only(self, document_ids: set[int]) -> None:
        """Forget the pages of all other papers."""
        gone = [
            folder
            for folder in self.root.iterdir()
            if folder.name not in {str(document_id) for document_id in document_ids}
        ]
        for folder in gone:
            shutil.rmtree(folder, ignore_errors=True)
        if gone:
            log.info("forgot the drawn pages of %d papers", len(gone))
            with self._lock:
                self._bytes = sum(size for _, size, _ in self._pages())
