"""Cache of drawn pages on disk, with a size limit."""

import logging
import shutil
import threading
from pathlib import Path

log = logging.getLogger(__name__)

# Share that remains after eviction, so that eviction does not run for every page.
KEEP_PERCENT = 90


class WatermarkCache:
    """Stores drawn pages; evicts the least recently used first."""

    def __init__(self, root: Path, most_bytes: int) -> None:
        """Keep at most `most_bytes` below `root`, created if missing."""
        self.root, self._most = root, most_bytes
        root.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        pages = self._pages()
        for _, size, path in pages:
            # Remove incomplete files left by a crash.
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
        """Account for a new page of `size` bytes; evict if the limit is exceeded."""
        with self._lock:
            self._bytes += size
            if self._bytes > self._most:
                self._evict_oldest()

    def _evict_oldest(self) -> None:
        # The server updates the modification time on each delivery: this is LRU order.
        pages = sorted(self._pages())
        self._bytes = sum(size for _, size, _ in pages)
        for _, size, path in pages:
            if self._bytes * 100 <= self._most * KEEP_PERCENT:
                return
            path.unlink(missing_ok=True)
            self._bytes -= size

    def is_empty(self) -> bool:
        """Tell whether there are no drawn pages."""
        return not any(self.root.iterdir())

    def keep_only(self, document_ids: set[int]) -> None:
        """Delete the pages of all other documents."""
        evicted = [
            folder
            for folder in self.root.iterdir()
            if folder.name not in {str(document_id) for document_id in document_ids}
        ]
        for folder in evicted:
            shutil.rmtree(folder, ignore_errors=True)
        if evicted:
            log.info("forgot the drawn pages of %d documents", len(evicted))
            with self._lock:
                self._bytes = sum(size for _, size, _ in self._pages())
