"""Translatable strings: `update` collects and compiles, `check` lists missing ones.

Source strings are Vietnamese; English is in
kiosk/translations/en/LC_MESSAGES/messages.po.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
TRANSLATIONS = ROOT / "kiosk" / "translations"
LANGUAGE = "en"
# Fields {name} and %(name)s, which the translation must contain too.
FIELD = re.compile(r"\{\w*\}|%\(\w+\)\w")


def pybabel(*arguments: str) -> None:
    """Run pybabel quietly."""
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", *arguments]
    subprocess.run(command, cwd=ROOT, check=True)


def extract(template: Path) -> Catalog:
    """Collect every marked sentence into `template` and return them."""
    pybabel(
        *("extract", "-F", "babel.cfg", "-k", "t", "-k", "N_", "-k", "NP_:1c,2"),
        *("--add-location=file", "--sort-by-file", "--project=Kiosk"),
        *("-o", str(template), "."),
    )
    with template.open("rb") as file:
        return read_po(file)


def translated() -> Catalog:
    """Return the committed English catalogue."""
    path = TRANSLATIONS / LANGUAGE / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return Catalog(locale=LANGUAGE)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def complaint(source: Message, english: Message | None) -> str:
    """Return what is wrong with a translation, or an empty string."""
    texts = english.string if english else ""
    if not all(texts if isinstance(texts, tuple) else [texts]):
        return "no English"
    if english and english.fuzzy:
        return "marked fuzzy"
    if sorted(FIELD.findall(str(source.id))) != sorted(FIELD.findall(str(texts))):
        return "other fields in English"
    return ""


def update() -> int:
    """Collect the strings, update the catalogue and compile it."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "messages.pot"
        extract(template)
        pybabel(
            *("update", "-i", str(template), "-d", str(TRANSLATIONS), "-l", LANGUAGE),
            *("--init-missing", "--no-fuzzy-matching", "--ignore-obsolete"),
            *("--width=88", "--ignore-pot-creation-date"),
        )
    pybabel("compile", "-d", str(TRANSLATIONS))
    return check()


def check() -> int:
    """Print strings without valid English; return 1 if there are any."""
    with tempfile.TemporaryDirectory() as folder:
        sources = extract(Path(folder) / "messages.pot")
    english = translated()
    wrong = 0
    for source in sources:
        why = (
            complaint(source, english.get(source.id, source.context))
            if source.id
            else ""
        )
        if why:
            wrong += 1
            places = ", ".join(place for place, _ in source.locations)
            print(f"{why}: {source.id!r} ({places})")
    print(f"{len(sources)} sentences, {wrong} to mend")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(update() if sys.argv[1:] == ["update"] else check())
