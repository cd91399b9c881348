"""The house keeps its shape: what no linter counts."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KIOSK = ROOT / "kiosk"

LONGEST = {"*.py": (KIOSK, 250), "*.js": (ROOT / "static/js", 200),
           "*.html": (ROOT / "templates", 120),
           "*.css": (ROOT / "static/css", 350)}  # fmt: skip

# Made by tools/addresses.py, which says how; one file is one request of a tablet.
GENERATED = {"addresses.js"}

# Supervisors and edges: they log what they catch, and say why they catch it.
MAY_CATCH_ALL = {
    "live/connections.py",
    "ingestion/job_failures.py",
    "live/broadcast.py",
    "live/engineio_server.py",
    "live/queued_bus.py",
    "live/presence/publisher.py",
    "reading_log/writer.py",
    "storage/unit_of_work.py",
    "web/errors.py",
}
# The supervisor of the worker and of `make run`.
MAY_CATCH_ALL_BELOW = ("worker/", "cli/")


def modules() -> list[Path]:
    found = sorted(KIOSK.rglob("*.py"))
    return [path for path in found if "migrations" not in path.parts]


def name_of(path: Path) -> str:
    return str(path.relative_to(KIOSK))


@pytest.mark.parametrize("pattern", LONGEST)
def test_no_file_outgrows_its_head(pattern):
    folder, most = LONGEST[pattern]
    sizes = {
        str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines())
        for path in folder.rglob(pattern)
        if "versions" not in path.parts
        and not (path.parent.name == "base" and path.name in GENERATED)
    }
    assert {name: size for name, size in sizes.items() if size > most} == {}


def test_every_package_opens_with_one_sentence():
    for path in KIOSK.rglob("__init__.py"):
        says = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
        first = says.split("\n\n")[0]
        assert first.endswith("."), path
        assert len(first) > 20, path


def test_every_folder_with_code_is_a_package():
    folders = {path.parent for path in modules()}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def catches_all(tree: ast.AST) -> bool:
    return any(
        isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or (
                isinstance(node.type, ast.Name)
                and node.type.id in {"Exception", "BaseException"}
                and not any(isinstance(part, ast.Raise) for part in ast.walk(node))
            )
        )
        for node in ast.walk(tree)
    )


def test_only_supervisors_catch_everything():
    catching = {
        name_of(path)
        for path in modules()
        if catches_all(ast.parse(path.read_text("utf-8")))
    }
    strays = {
        name
        for name in catching - MAY_CATCH_ALL
        if not name.startswith(MAY_CATCH_ALL_BELOW)
    }
    assert strays == set()


def test_eventlet_is_met_in_one_place():
    imports = re.compile(r"^\s*(from|import) eventlet\b", re.MULTILINE)
    met = {
        name_of(path) for path in modules() if imports.search(path.read_text("utf-8"))
    }
    assert {name for name in met if not name.startswith("live/")} == set()
    assert "live/http_server.py" in met


def test_nothing_forks_without_exec():
    """Green threads do not survive a fork; programs are started with exec."""
    forks = re.compile(r"multiprocessing|ProcessPoolExecutor|os\.fork\(")
    assert [
        name_of(path) for path in modules() if forks.search(path.read_text("utf-8"))
    ] == []


def test_green_threads_are_in_place_before_anything_else_is_imported():
    lines = (ROOT / "wsgi.py").read_text("utf-8").splitlines()
    patched = next(i for i, line in enumerate(lines) if "monkey_patch()" in line)
    before = [line for line in lines[:patched] if re.match(r"(from|import) ", line)]
    assert [line.split("#")[0].strip() for line in before] == [
        *("import gc", "import os", "import warnings"),
        "import eventlet",
    ]


def test_channel_names_stand_in_one_file():
    names = re.compile(r'f?"(meeting|sign-in|tablet):\{')
    users = {
        name_of(path)
        for path in modules()
        if names.search(path.read_text("utf-8")) and path.parent.name == "live"
    }
    assert users == {"live/channels.py"}


def test_every_form_says_how_it_goes_before_its_script_is_there():
    # One that does not goes as an address: with a password, or with a badge's code.
    # Outside of a dialog, `dialog` goes nowhere.
    silent = {
        f"{path.relative_to(ROOT)}: {form}"
        for path in (ROOT / "templates").rglob("*.html")
        for form in re.findall(r"<form\b[^>]*>", path.read_text("utf-8"))
        if not re.search(r'\bmethod="(post|dialog|get)"', form)
    }
    assert silent == set()
