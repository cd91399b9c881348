"""Static files that a tablet or gate keeps for use without network."""

from pathlib import Path

from kiosk.web.screen_files import ENROLLED, AllScreenFiles

_TABLET, _GATE = "tablet", "entrance"
# Referenced by pages and the web app manifest.
_IMAGES = "img/*"
# Shown instead of other screens while the server is unreachable.
_FALLBACK_PAGE = "away.html"
# Loaded by the QR decoder of a gate's camera.
_DECODER = "vendor/zxing/zxing_reader.wasm"


def precached_files(static: Path, files: AllScreenFiles) -> list[str]:
    """Return the paths below `static` that devices precache, sorted."""
    tablet, gate = files[_TABLET], files[_GATE]
    found = {
        _FALLBACK_PAGE,
        files[ENROLLED].style,
        *tablet.all_at_once,
        *tablet.on_demand,
        *gate.all_at_once,
        *files.imported,
        *(path.relative_to(static).as_posix() for path in static.glob(_IMAGES)),
    }
    return sorted(found)


def on_demand_files(files: AllScreenFiles) -> list[str]:
    """Return the paths that gates cache on first use."""
    return [*files[_GATE].on_demand, _DECODER]
