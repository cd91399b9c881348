"""The files that screens are made of, so that a tablet or a gate can keep them all."""

import re
from pathlib import Path, PurePosixPath

# Where the screens begin, below the folder of the static files.
ENTRIES = (
    "js/base/look.js",
    "js/screens/enrolled.js",
    "js/screens/entrance.js",
    "js/screens/tablet.js",
)
# Whole folders and files that the style sheets and the import map name.
BESIDE = ("css/*.css", "img/*", "vendor/fonts.css", "vendor/fonts/*.woff2")
LIBRARIES = ("vendor/socket.io.js",)
# What only a gate's camera needs: kept on the devices that have asked for it.
EXTRAS = (
    "vendor/zxing/reader/index.js",
    "vendor/zxing/share.js",
    "vendor/zxing/zxing_reader.wasm",
)
# What stands in for every other screen while nobody answers.
STAND_IN = "away.html"

# `import … from "./x.js"`, `export … from`, `import "./x.js"`; not those in comments.
_IMPORT = re.compile(
    r"""^(?:import|export)\b[^;"']*?["'](\.{1,2}/[^"']+\.js)["']""", re.MULTILINE
)


def files_of_shell(static: Path) -> list[str]:
    """Return the paths below `static`, sorted: scripts by their imports, and the rest.

    :raises FileNotFoundError: a script imports what is not there.
    """
    found: set[str] = set()
    left = list(ENTRIES)
    while left:
        path = left.pop()
        if path in found:
            continue
        found.add(path)
        left += _imports(static, path)
    for pattern in BESIDE:
        found |= {path.relative_to(static).as_posix() for path in static.glob(pattern)}
    return sorted([*found, *LIBRARIES, STAND_IN])


def _imports(static: Path, path: str) -> list[str]:
    text = (static / path).read_text()
    folder = PurePosixPath(path).parent
    return [_plain(folder / named) for named in _IMPORT.findall(text)]


def _plain(path: PurePosixPath) -> str:
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
