"""Copy the browser libraries from node_modules into static/vendor (not committed).

`make` runs it when package-lock.json changes. Standard library only: it runs
before anything else is installed. Nothing is rewritten; only the packages of the
editor are bundled, each by its own name, with what they share in common files: they
import some forty files that browsers would have to find by name.

    static/vendor/socket.io.js              "socket.io-client" in the import map
    static/vendor/zxing/reader/index.js     "zxing-wasm/reader" in the import map
    static/vendor/zxing/share.js            which the one above imports
    static/vendor/zxing/zxing_reader.wasm   given to it by address
    static/vendor/sodium/wrappers.js        "libsodium-wrappers" in the import map
    static/vendor/sodium/sodium.js          "libsodium", which the one above imports
    static/vendor/chartist.js               "chartist" in the import map
    static/vendor/noble/*.js                "@noble/hashes/…" in the import map
    static/vendor/editor/*.js               "yjs", "prosemirror-…" in the import map
    static/vendor/fonts/*.woff2, fonts.css  Be Vietnam Pro
    static/vendor/LICENSES.txt              under which all these are given away
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ROOT / "node_modules"
TARGET = ROOT / "static" / "vendor"

# `sha2` and what it imports.
NOBLE_FILES = ["sha2", "utils", "_md", "_u64"]
COPIES = {
    "socket.io-client/dist/socket.io.esm.min.js": "socket.io.js",
    "zxing-wasm/dist/es/reader/index.js": "zxing/reader/index.js",
    "zxing-wasm/dist/es/share.js": "zxing/share.js",
    "zxing-wasm/dist/reader/zxing_reader.wasm": "zxing/zxing_reader.wasm",
    "libsodium-wrappers/dist/modules-esm/libsodium-wrappers.mjs": "sodium/wrappers.js",
    "libsodium/dist/modules-esm/libsodium.mjs": "sodium/sodium.js",
    "chartist/dist/index.js": "chartist.js",
    **{f"@noble/hashes/{name}.js": f"noble/{name}.js" for name in NOBLE_FILES},
}
# The editor of the minutes: named by scripts, and what these import.
EDITOR = [
    *("yjs", "y-prosemirror"),
    *("prosemirror-model", "prosemirror-state", "prosemirror-transform"),
    *("prosemirror-view", "prosemirror-commands", "prosemirror-keymap"),
    *("prosemirror-inputrules", "prosemirror-schema-list", "prosemirror-tables"),
    "prosemirror-gapcursor",
]
BELOW_EDITOR = ["lib0", "isomorphic.js", "y-protocols", "orderedmap", "w3c-keyname"]
FONT = "@fontsource/be-vietnam-pro"
FONT_FACES = [
    (400, "normal"),
    (400, "italic"),
    (500, "normal"),
    (600, "normal"),
    (700, "normal"),
]
# Of two that have a letter, the browser takes the later: Vietnamese text then needs two
# files of a weight, not three.
FONT_SUBSETS = ["latin-ext", "latin", "vietnamese"]
LICENSED = [
    "socket.io-client",
    "zxing-wasm",
    "libsodium-wrappers",
    "libsodium",
    "@noble/hashes",
    "chartist",
    *EDITOR,
    *BELOW_EDITOR,
    FONT,
]

FACE = """@font-face {{
  font-family: "Be Vietnam Pro";
  font-style: {style};
  font-weight: {weight};
  font-display: swap;
  src: url("fonts/{file}") format("woff2");
  unicode-range: {letters};
}}
"""


def copy(source: str, target: str, folder: Path) -> None:
    """Copy one file of a package to its place below `folder`."""
    place = folder / target
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(PACKAGES / source, place)


def copy_fonts(folder: Path) -> None:
    """Copy the woff2 files and write the style sheet that names them."""
    letters = json.loads((PACKAGES / FONT / "unicode.json").read_text())
    faces = []
    for weight, style in FONT_FACES:
        for subset in FONT_SUBSETS:
            file = f"be-vietnam-pro-{subset}-{weight}-{style}.woff2"
            copy(f"{FONT}/files/{file}", f"fonts/{file}", folder)
            faces.append(
                FACE.format(
                    style=style, weight=weight, file=file, letters=letters[subset]
                )
            )
    (folder / "fonts.css").write_text("\n".join(faces))


def bundle_editor(folder: Path) -> None:
    """Bundle the editor's packages; scripts and they share one copy of each module."""
    subprocess.run(
        [
            PACKAGES / ".bin" / "esbuild",
            *(f"{name}={name}" for name in EDITOR),
            "--bundle",
            "--splitting",
            "--format=esm",
            "--log-level=warning",
            f"--outdir={folder / 'editor'}",
        ],
        cwd=ROOT,
        check=True,
    )


def write_licenses(folder: Path) -> None:
    """Write the licences of everything copied into one file."""
    texts = []
    for package in LICENSED:
        facts = json.loads((PACKAGES / package / "package.json").read_text())
        texts.append(f"{package} {facts['version']}: {facts['license']}\n")
        texts += [
            path.read_text() for path in sorted((PACKAGES / package).glob("LICENSE*"))
        ]
    (folder / "LICENSES.txt").write_text("\n".join(texts))


def main() -> int:
    """Fill a fresh folder and put it in the place of the old one."""
    if not PACKAGES.is_dir():
        print("node_modules is missing: run `make setup`", file=sys.stderr)
        return 1
    fresh = TARGET.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for source, target in COPIES.items():
        copy(source, target, fresh)
    bundle_editor(fresh)
    copy_fonts(fresh)
    write_licenses(fresh)
    shutil.rmtree(TARGET, ignore_errors=True)
    fresh.rename(TARGET)
    return 0


if __name__ == "__main__":
    sys.exit(main())
