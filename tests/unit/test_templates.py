"""Templates of files to print receive every variable they use.

They are rendered in the sandbox, outside Flask, and an unknown variable is an error: a
branch that no test prints would fail in use.
"""

import ast
from pathlib import Path

import pytest
from jinja2 import Environment, meta

import kiosk

KIOSK = Path(kiosk.__file__).parent
# Those of the demo take their texts from files, and each is rendered by every demo. The
# digest of tasks is filled by `kiosk/tasks/digest.py` and rendered in tests/unit/tasks.
TEMPLATES = [
    path.relative_to(KIOSK)
    for path in sorted(KIOSK.rglob("*.html"))
    if KIOSK / "demo" not in path.parents and not path.name.startswith("digest.")
]


def keyword_arguments(folder: Path) -> set[str]:
    """Return the names of all keyword arguments in calls of the folder's modules."""
    trees = [ast.parse(path.read_text("utf-8")) for path in folder.glob("*.py")]
    return {
        node.arg
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg
    }


@pytest.mark.parametrize("name", TEMPLATES, ids=str)
def test_each_variable_of_a_template_is_an_argument_of_its_package(name):
    template = KIOSK / name
    used = meta.find_undeclared_variables(
        Environment(autoescape=True).parse(template.read_text("utf-8"))
    )
    folder = template.parent
    package = folder if any(folder.glob("*.py")) else folder.parent
    assert used - keyword_arguments(package) == set()


def test_an_argument_that_is_missing_is_found(tmp_path):
    (tmp_path / "render.py").write_text("template.render(no_site='')")
    assert keyword_arguments(tmp_path) == {"no_site"}
