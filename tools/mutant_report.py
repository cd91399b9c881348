"""What became of the mutants, and which survivors were looked at.

The report is well when at least `REQUIRED_PERCENT` of all mutants are killed and no
mutant survived that `tests/mutants.toml` does not list.
"""

import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ACCEPTED = Path(__file__).parents[1] / "tests" / "mutants.toml"
REQUIRED_PERCENT = 85


@dataclass(frozen=True)
class Mutant:
    """One change to the code and what became of it."""

    # Mutmut's name for it; "" outside functions.
    name: str
    module: str
    # The function it is in, or the name assigned outside functions.
    where: str
    # "killed", "survived", "timeout", or mutmut's word for a run that went wrong.
    status: str
    # The changed line, as it was and as it is.
    before: str
    after: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what an accepted mutant is recognised by.

        That is what it makes of a line, or the line it leaves out, behind a hyphen.
        """
        return self.module, self.where, self.after or f"- {self.before}"

    @property
    def is_dead(self) -> bool:
        """Tell whether a test noticed it."""
        return self.status in {"killed", "timeout"}


def accepted() -> dict[tuple[str, str, str], str]:
    """Return the survivors that were looked at, with the reason for each."""
    entries = tomllib.loads(ACCEPTED.read_text(encoding="utf-8"))["accepted"]
    return {
        (entry["module"], entry["where"], line): entry["reason"]
        for entry in entries
        for line in entry["lines"]
    }


def row(name: str, mutants: list[Mutant]) -> str:
    """Return a line of the table."""
    count = Counter(mutant.status for mutant in mutants)
    dead = count["killed"] + count["timeout"]
    figures = (len(mutants), dead, len(mutants) - dead, count["timeout"])
    columns = " | ".join(f"{figure:5}" for figure in figures)
    return f"| {name:40} | {columns} | {percent(mutants):5.1f} |"


def percent(mutants: list[Mutant]) -> float:
    """Return how many of `mutants` were killed, in per cent."""
    dead = sum(mutant.is_dead for mutant in mutants)
    return 100 * dead / len(mutants) if mutants else 100


def report(mutants: list[Mutant]) -> bool:
    """Print the table and the new survivors; tell whether all is well."""
    print(f"| {'module':40} | mutants | killed | survived | of killed: timeout | % |")
    print("|---|---|---|---|---|---|")
    for module in sorted({mutant.module for mutant in mutants}):
        print(row(module, [one for one in mutants if one.module == module]))
    print(row("all", mutants))
    known = accepted()
    survivors = [one for one in mutants if not one.is_dead]
    new = [one for one in survivors if one.key not in known]
    for one in new:
        print(f"\n{one.status}: {one.module}: {one.where}")
        print(f"  - {one.before}\n  + {one.after}")
    left = set(known) - {one.key for one in survivors}
    for module, where, line in sorted(left & {one.key for one in mutants}):
        print(f"\nlisted, but killed: {module}: {where}: {line}")
    print(f"\n{len(survivors)} survived, {len(new)} of them not listed")
    return not new and percent(mutants) >= REQUIRED_PERCENT
