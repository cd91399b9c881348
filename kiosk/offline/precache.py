"""The files that screens are made of, so that a tablet or a gate can keep them all."""

from pathlib import Path

from kiosk.web.screen_files import ENROLLED, AllScreenFiles

_TABLET, _GATE = "tablet", "entrance"
# What pages and the manifest of the web app name.
_IMAGES = "img/*"
# What stands in for every other screen while nobody answers.
_FALLBACK_PAGE = "away.html"
# Loaded by the decoder of a gate's camera.
_DECODER = "vendor/zxing/zxing_reader.wasm"


def precached_files(static: Path, files: AllScreenFiles) -> list[str]:
    """Return the paths below `static` of what a device keeps from the start, sorted."""
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
    """Return what only a gate's camera needs: kept where it has been asked for."""
    return [*files[_GATE].on_demand, _DECODER]
