"""Test the mutants of functions with mutmut; run by `mutants.py` in a scratch folder.

The results are written to `results.jsonl`, one mutant a line.
"""

import contextlib
import json
import sys
from pathlib import Path

from mutmut.__main__ import cli
from mutmut.mutation import file_mutation
from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code
from mutmut.utils.file_utils import walk_mutatable_files
from mutmut.utils.format_utils import orig_function_and_class_names_from_key

# The texts of messages: `tools/strings.py check` finds each one that has changed.
file_mutation.NEVER_MUTATE_FUNCTION_CALLS |= {"N_"}


def changed_lines(name: str, path: Path) -> tuple[str, str]:
    """Return the lines that the mutant changes, as they were and as they are."""
    lines = get_diff_for_mutant(name, path=path).splitlines()[2:]
    sides = [
        [line[1:].strip() for line in lines if line.startswith(sign)] for sign in "-+"
    ]
    return " ".join(sides[0]), " ".join(sides[1])


def where(name: str) -> str:
    """Return the mutated function, with its class."""
    function, owner = orig_function_and_class_names_from_key(name)
    return f"{owner}.{function}" if owner else function


def main() -> None:
    """Run mutmut on one core and write down what became of each mutant."""
    with contextlib.suppress(SystemExit):
        cli(["run", "--max-children", "1", *sys.argv[1:]])
    tried = 0
    with Path("results.jsonl").open("w", encoding="utf-8") as results:
        for path in walk_mutatable_files():
            data = SourceFileMutationData(path=path)
            data.load()
            for name, code in data.exit_code_by_key.items():
                tried += code is not None
                before, after = changed_lines(name, path)
                mutant = {
                    "name": name,
                    "module": str(path),
                    "where": where(name),
                    "status": status_by_exit_code[code],
                    "before": before,
                    "after": after,
                }
                results.write(json.dumps(mutant, ensure_ascii=False) + "\n")
    if not tried:
        raise SystemExit("no mutant was tried: do the tests pass without one?")


if __name__ == "__main__":
    main()
