"""List the scripts and style sheets of each screen, bundled or as sources."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from flask import Flask, url_for

from kiosk.config import Config
from kiosk.web.static_files import STATIC

_BUNDLES = "bundles"
_MANIFEST = STATIC / _BUNDLES / "manifest.json"
# Runs before the first paint.
_FIRST_SCRIPT = "js/base/display_settings.js"
ENROLLED = "enrolled"
_SERVICE_WORKER = "js/offline/worker/main.js"
_SOURCES = (
    *("js/**/*.js", "css/**/*.css", "vendor/*.css", "vendor/*.js"),
    "vendor/fonts/*.woff2",
)
_FIRST_FONTS = re.compile(r"-(vietnamese|latin)-(400|600)-normal")
_DECODER_SOURCES = ["vendor/zxing/reader/index.js", "vendor/zxing/share.js"]
_EXTENSION = "kiosk.screen_files"


class BundlesMissing(Exception):  # noqa: N818
    """The bundles do not exist; the message says how to make them."""


@dataclass(frozen=True)
class ScreenFiles:
    """The files of a screen, as paths relative to the static folder."""

    style: str
    # By source.
    scripts: dict[str, str]
    # Imported by the scripts; preloaded with them.
    preloads: list[str]
    # Loaded later, when needed.
    on_demand: list[str]

    @property
    def all_at_once(self) -> list[str]:
        """Return all but those on demand."""
        return [self.style, *self.scripts.values(), *self.preloads]


class AllScreenFiles:
    """The files of all screens and of the service worker.

    `imported`: loaded by scripts and style sheets, not by pages; `first_fonts`:
    preloaded by every screen.
    """

    def __init__(
        self,
        screens: dict[str, ScreenFiles],
        service_worker: str,
        imported: list[str],
        first_fonts: Sequence[str] = (),
    ) -> None:
        self._screens = screens
        self.service_worker = service_worker
        self.imported = imported
        self.first_fonts = first_fonts

    def __getitem__(self, screen: str) -> ScreenFiles:
        return self._screens[screen]


class _BundledScreen(msgspec.Struct, rename="camel"):
    style: str
    scripts: dict[str, str]
    preloads: list[str]
    on_demand: list[str]

    def files(self) -> ScreenFiles:
        return ScreenFiles(
            _bundle(self.style),
            {source: _bundle(name) for source, name in self.scripts.items()},
            [_bundle(name) for name in self.preloads],
            [_bundle(name) for name in self.on_demand],
        )


class _Manifest(msgspec.Struct, rename="camel"):
    """What `tools/bundle.mjs` writes."""

    screens: dict[str, _BundledScreen]
    service_worker: str


def _bundle(name: str) -> str:
    return f"{_BUNDLES}/{name}"


def bundled_files(manifest: Path = _MANIFEST) -> AllScreenFiles:
    """Read the bundler's manifest.

    :raises BundlesMissing: the bundler has not run.
    """
    try:
        found = msgspec.json.decode(manifest.read_bytes(), type=_Manifest)
    except FileNotFoundError:
        raise BundlesMissing(
            "static/bundles is missing: run `make setup`, or set KIOSK_UNBUNDLED=yes"
        ) from None
    screens = {name: screen.files() for name, screen in found.screens.items()}
    fonts = sorted(_bundle(path.name) for path in manifest.parent.glob("*.woff2"))
    first = [font for font in fonts if _FIRST_FONTS.search(font)]
    return AllScreenFiles(screens, _bundle(found.service_worker), fonts, first)


def unbundled_files(static: Path = STATIC) -> AllScreenFiles:
    """List the sources, which import each other."""
    screens = {
        path.stem: _sources(static, path.stem)
        for path in static.glob("css/screens/*.css")
    }
    imported = [
        path.relative_to(static).as_posix()
        for pattern in _SOURCES
        for path in static.glob(pattern)
    ]
    return AllScreenFiles(screens, _SERVICE_WORKER, imported)


def _sources(static: Path, screen: str) -> ScreenFiles:
    own = f"js/screens/{screen}.js"
    enrolled = f"js/screens/{ENROLLED}.js"
    names = [_FIRST_SCRIPT] if screen == "tablet" else []
    names += [own] if (static / own).is_file() and own != enrolled else []
    names += [enrolled]
    return ScreenFiles(
        style=f"css/screens/{screen}.css",
        scripts={name: name for name in names},
        preloads=[],
        on_demand=_DECODER_SOURCES,
    )


def screen_files(app: Flask) -> AllScreenFiles:
    """Return the files of the screens of `app`."""
    files: AllScreenFiles = app.extensions[_EXTENSION]
    return files


def install(app: Flask, config: Config) -> None:
    """Make the files of each screen available to templates."""
    files = unbundled_files() if config.unbundled else bundled_files()
    app.extensions[_EXTENSION] = files

    def screen_page(screen: str) -> dict[str, Any]:
        found = files[screen]

        def script(source: str) -> str | None:
            path = found.scripts.get(source)
            return path and url_for("static", filename=path)

        return {
            "style": url_for("static", filename=found.style),
            "first_script": script(_FIRST_SCRIPT),
            "script": script(f"js/screens/{screen}.js"),
            "preloads": [url_for("static", filename=path) for path in found.preloads],
            "on_demand": [url_for("static", filename=path) for path in found.on_demand],
            "enrolled_script": script(f"js/screens/{ENROLLED}.js"),
            "enrolled_style": url_for("static", filename=files[ENROLLED].style),
        }

    app.jinja_env.globals |= {
        "screen_page": screen_page,
        "is_unbundled": config.unbundled,
        "first_fonts": lambda: [
            url_for("static", filename=font) for font in files.first_fonts
        ],
    }
