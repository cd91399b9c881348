"""The examples of CONTRIBUTING.md work in a copy of the repository."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
SUBJECT = "reminders"
OWN = ("kiosk/{}/", "static/js/{}/", "templates/{}/", "tests/unit/{}/", "tests/js/{}/")
OWN_FOLDERS = tuple(folder.format(SUBJECT) for folder in OWN)
MOST_OTHER_FILES = 12
COPIED = (
    *("kiosk", "templates", "tests", "docs", "tools", "bench", "deploy"),
    *("static/js", "static/css"),
)
LINKED = (".venv", "node_modules", "static/vendor", "static/img")
CATALOGUE = "kiosk/translations/en/LC_MESSAGES/messages.po"


def blocks(text: str) -> list[tuple[str, str, str]]:
    """Return path, language and text of each example, a fence below its path."""
    found, path = [], ""
    lines = iter(text.splitlines())
    for line in lines:
        if named := re.match(r"`([\w-]*[./][\w./-]*)`", line):
            path = named[1]
        elif line.startswith("```"):
            code = "".join(f"{code}\n" for code in iter(lambda: next(lines), "```"))
            found.append((path, line[3:], code))
    return found


def patched(old: str, difference: str) -> str:
    """Apply a difference whose unchanged lines are beginnings of lines."""
    changes = [(line[:1], line[1:]) for line in difference.splitlines()]
    kept = [text for mark, text in changes if mark == " "]
    lines = old.splitlines(keepends=True)
    places = [
        start
        for start in range(len(lines))
        if all(
            line.startswith(text)
            for line, text in zip(lines[start:], kept, strict=False)
        )
        and start + len(kept) <= len(lines)
    ]
    assert len(places) == 1, difference
    rest = lines[places[0] :]
    new = [rest.pop(0) if mark == " " else f"{text}\n" for mark, text in changes]
    return "".join([*lines[: places[0]], *new, *rest])


def apply(root: Path, path: str, language: str, text: str) -> None:
    target = root / path
    if language == "diff":
        text = patched(target.read_text("utf-8"), text)
    elif language == "po":
        text = f"{target.read_text('utf-8')}\n{text}"
    else:
        assert not target.exists(), path
        target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")


def run(root: Path, *command: str) -> None:
    done = subprocess.run(
        command, cwd=root, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in (*COPIED, ".")
        for path in (root / folder).glob("*" if folder == "." else "**/*")
        if path.is_file() and path.suffix not in {".pyc", ".mo"}
    }


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    root = tmp_path_factory.mktemp("copy")
    ignored = shutil.ignore_patterns("__pycache__")
    for folder in COPIED:
        shutil.copytree(ROOT / folder, root / folder, ignore=ignored)
    # Without the data that may lie beside it.
    (root / "meetings_data").mkdir()
    shutil.copy2(ROOT / "meetings_data/README.md", root / "meetings_data")
    # The tool for addresses starts a server, which needs those of before.
    shutil.copytree(ROOT / "static/bundles", root / "static/bundles")
    for path in ROOT.iterdir():
        if path.is_file() and path.name != ".git":
            shutil.copy2(path, root / path.name)
    for folder in LINKED:
        (root / folder).symlink_to((ROOT / folder).resolve())
    return root


def test_a_difference_applies_to_one_place_only():
    assert patched("a1\nb\na2\n", " a2\n+c\n") == "a1\nb\na2\nc\n"
    assert patched("a1\nb\na2\n", "+c\n a1\n b\n") == "c\na1\nb\na2\n"
    for difference in ("+c\n a\n", "+c\n x\n", " a2\n+c\n b\n"):
        with pytest.raises(AssertionError):
            patched("a1\nb\na2\n", difference)


@pytest.mark.process
def test_a_subject_touches_few_files_outside_its_own_folders(copy):
    before = contents(copy)
    _, _, examples = PAGE.partition("\n## Add a subject\n")
    subject, _, setting = examples.partition("\n## Add a setting\n")
    for block in blocks(subject):
        apply(copy, *block)
    tools = copy / ".venv/bin"
    run(copy, str(tools / "python"), "tools/addresses.py", "write")
    after = contents(copy)
    others = {
        path
        for path in before.keys() | after.keys()
        if before.get(path) != after.get(path) and not path.startswith(OWN_FOLDERS)
    }
    assert len(others) <= MOST_OTHER_FILES, sorted(others)
    assert all(f"`{path}`" in PAGE for path in others), sorted(others)
    assert f"\n{len(others)}, and" in PAGE
    for block in blocks(setting):
        apply(copy, *block)


@pytest.mark.process
def test_the_example_works_and_the_rules_of_the_repository_hold(copy):
    compile_catalogue = ("compile", "-i", CATALOGUE, "-o", CATALOGUE[:-2] + "mo")
    run(copy, sys.executable, "-m", "babel.messages.frontend", *compile_catalogue)
    run(copy, "node", "tools/bundle.mjs")
    run(
        copy,
        *(sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider"),
        *(f"tests/unit/{SUBJECT}", "tests/unit/test_docs.py"),
        *("tests/unit/test_house.py", "tests/unit/test_intruder.py"),
    )
    scripts = ("js/reminders", "js/screens/reminders.js", "js/base")
    eslint = copy / "node_modules/.bin/eslint"
    run(copy, str(eslint), *(f"static/{path}" for path in scripts))
    run(copy, str(copy / ".venv/bin/lint-imports"))
    run(copy, str(copy / ".venv/bin/ruff"), "check", "kiosk", f"tests/unit/{SUBJECT}")
