"""Test the mutants of what modules assign outside functions; run by `mutants.py`.

The working directory holds a copy of the code, which is overwritten.

Mutmut leaves these alone, and the tables of permissions and transitions are among
them. Its operators are applied to each assignment; besides, a set or mapping loses each
of its elements, and a set of members of an enum gains each member that it lacks. The
tests run in a child process forked for each mutant, which imports the mutated source.

The results are written to `results.jsonl`, one mutant a line.
"""

import ast
import difflib
import functools
import json
import os
import sys
import threading
import tomllib
from collections.abc import Iterable, Iterator
from importlib.util import cache_from_source
from pathlib import Path
from types import ModuleType

import libcst as cst
import libcst.matchers as m
import pytest
from mutmut.mutation.mutators import mutation_operators

SECONDS = 60
# A child's exit status; those of pytest are smaller.
SAME = 77
# The tests of rules need no server: what they share is not imported.
OPTIONS = ["--noconftest", "-p", "no:cacheprovider"]
UNTOUCHED = (cst.FunctionDef, cst.ClassDef, cst.Annotation, cst.AssignTarget)


def is_message(node: cst.CSTNode) -> bool:
    """Tell whether it is a message's text: `mutant_functions.py` leaves these, too."""
    return isinstance(node, cst.Call) and m.matches(node.func, m.Name("N_"))


@functools.cache
def members() -> dict[str, list[str]]:
    """Return the names of the members of every enum of the rules."""
    found = {}
    for path in [Path("kiosk/roles.py"), *Path("kiosk").glob("**/rules.py")]:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and "Enum" in ast.unparse(node.bases):
                assigned = [one for one in node.body if isinstance(one, ast.Assign)]
                found[node.name] = [ast.unparse(one.targets[0]) for one in assigned]
    return found


def without_one(node: cst.Set | cst.Dict) -> Iterator[cst.CSTNode]:
    """Take each element out, where others remain."""
    if len(node.elements) > 1:
        for index in range(len(node.elements)):
            rest = [*node.elements[:index], *node.elements[index + 1 :]]
            yield node.with_changes(elements=rest)


def with_one_more(node: cst.Set) -> Iterator[cst.CSTNode]:
    """Put each member in that the set lacks, where it holds members of an enum."""
    names = [cst.Module([]).code_for_node(one.value) for one in node.elements]
    owner = names[0].partition(".")[0]
    for member in members().get(owner, []):
        if f"{owner}.{member}" not in names:
            more = cst.Element(cst.parse_expression(f"{owner}.{member}"))
            yield node.with_changes(elements=[*node.elements, more])


OPERATORS = [
    *mutation_operators,
    (cst.Set, without_one),
    (cst.Dict, without_one),
    (cst.Set, with_one_more),
]


class Assignments(cst.CSTVisitor):
    """Collect the mutants of what a module assigns outside functions and classes."""

    def __init__(self) -> None:
        """Start with none."""
        self.found: list[tuple[cst.CSTNode, cst.CSTNode]] = []
        self._depth = 0

    def on_visit(self, node: cst.CSTNode) -> bool:
        """Mutate `node` if it is part of an assignment."""
        if isinstance(node, UNTOUCHED) or is_message(node):
            return False
        self._depth += isinstance(node, cst.Assign | cst.AnnAssign)
        if self._depth:
            for kind, operator in OPERATORS:
                if isinstance(node, kind):
                    self.found += [(node, changed) for changed in operator(node)]
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        """Note that an assignment has ended."""
        self._depth -= isinstance(original_node, cst.Assign | cst.AnnAssign)


def mutants(source: str) -> Iterator[str]:
    """Return the source with one change each time; all can be compiled."""
    module = cst.parse_module(source)
    assignments = Assignments()
    module.visit(assignments)
    for node, changed in assignments.found:
        yield module.deep_replace(node, changed).code


def import_others(tests: list[str]) -> None:
    """Import what the tests need besides our own code, once for all children."""
    pytest.main(["--collect-only", "-qqq", *OPTIONS, *tests])
    for name in list(sys.modules):
        if name.partition(".")[0] in {"kiosk", "tests"}:
            del sys.modules[name]


def assigned(source: str, where: str) -> list[object]:
    """Return the values that a module of this source gives to the names in `where`."""
    # Classes look their annotations up in the module that they name.
    module = sys.modules["mutated"] = ModuleType("mutated")
    exec(source, vars(module))  # noqa: S102 it is our own code
    return [vars(module)[name] for name in where.strip("()").split(", ")]


def is_same(source: str, mutated: str, where: str) -> bool:
    """Tell whether both assign the same: a role added to roles that have it already."""
    try:
        return assigned(source, where) == assigned(mutated, where)
    except Exception:  # noqa: BLE001 a mutant may fail in any way
        return False


def outcome(tests: list[str], change: tuple[str, str, str] | None = None) -> str:
    """Run `tests` in a forked child and return what became of the mutant.

    "same" without running them where `change` (see `is_same`) changes no value.
    """
    child = os.fork()
    if not child:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        if change and is_same(*change):
            os._exit(SAME)
        os._exit(int(pytest.main(["-x", "-q", *OPTIONS, *tests])))
    killer = threading.Timer(SECONDS, os.kill, (child, 9))
    killer.start()
    _, status = os.waitpid(child, 0)
    killer.cancel()
    if os.WIFSIGNALED(status):
        return "timeout"
    code = os.WEXITSTATUS(status)
    return {0: "survived", SAME: "same"}.get(code, "killed")


def changed_lines(before: str, after: str) -> tuple[str, str]:
    """Return the changed lines, as they were and as they are."""
    diff = list(difflib.unified_diff(before.split("\n"), after.split("\n"), n=0))[2:]
    sides = [[line[1:].strip() for line in diff if line[0] == sign] for sign in "-+"]
    return " ".join(sides[0]), " ".join(sides[1])


def name_of_assignment(source: str, line: int) -> str:
    """Return the name assigned by the statement that `line` (from 1) is in."""
    for node in ast.parse(source).body:
        if node.lineno <= line <= (node.end_lineno or node.lineno):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            return ast.unparse(target)
    raise ValueError(line)


def first_changed(before: str, after: str) -> int:
    """Return the first line (from 1) in which the two sources differ."""
    pairs = zip(before.split("\n"), after.split("\n"), strict=False)
    return next(i for i, (one, other) in enumerate(pairs, 1) if one != other)


def run(path: Path, tests: list[str]) -> Iterator[dict[str, str]]:
    """Test the mutants of one module."""
    source = path.read_text(encoding="utf-8")
    changed = list(mutants(source))
    if changed and outcome(tests) != "survived":
        message = f"the tests of {path} fail without a mutant: {tests}"
        raise SystemExit(message)
    for mutated in changed:
        # Bytecode is recognised by time and size, which two mutants may share.
        Path(cache_from_source(str(path))).unlink(missing_ok=True)
        path.write_text(mutated, encoding="utf-8")
        before, after = changed_lines(source, mutated)
        where = name_of_assignment(source, first_changed(source, mutated))
        status = outcome(tests, (source, mutated, where))
        if status != "same":
            found = {"name": "", "module": str(path), "where": where, "status": status}
            yield found | {"before": before, "after": after}
    path.write_text(source, encoding="utf-8")


def own_tests(path: Path, tests: Iterable[str]) -> list[str]:
    """Return the tests of the module's name at the top, or of its nearest folder."""
    top = f"tests/unit/test_{path.stem}.py"
    for folder in path.relative_to("kiosk").parents[:-1]:
        if own := [test for test in tests if test.startswith(f"tests/unit/{folder}/")]:
            return own
    return [test for test in tests if test == top]


def main() -> None:
    """Test the constants of every module of the group."""
    settings = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    mutmut = settings["tool"]["mutmut"]
    selection = mutmut["pytest_add_cli_args_test_selection"]
    sys.path.insert(0, str(Path.cwd()))
    import_others(selection)
    sys.dont_write_bytecode = True
    with Path("results.jsonl").open("w", encoding="utf-8") as lines:
        for module in mutmut["only_mutate"]:
            path = Path(module)
            tests = own_tests(path, selection)
            for mutant in run(path, tests) if tests else ():
                lines.write(json.dumps(mutant, ensure_ascii=False) + "\n")
                lines.flush()


if __name__ == "__main__":
    main()
