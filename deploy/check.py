"""Every check of the house, one after the other: `make test`.

Each is named on the screen. A failed one shows its output and the others still
run, so that one look tells everything that is wrong; the status is then 1.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
CODE = ["kiosk", "tests", "deploy", "bench", "wsgi.py"]
# The tools of this tree, wherever the caller stands.
TOOLS = [ROOT / ".venv" / "bin", ROOT / "node_modules" / ".bin"]
# Where the tests ask most of the database: these run on both.
KEEPING = [
    *("storage", "accounts", "meetings", "sites", "agenda", "badges", "pagesync"),
    "checkins",
    *("presence", "readings", "printing", "search", "annotations", "offline"),
    *("secretariat", "screens", "roster", "documents/marking"),
    *("documents/test_preparing.py", "documents/test_reading.py"),
    "documents/test_upload.py",
]
PYTEST = [sys.executable, "-m", "pytest", "-q"]


def checks() -> dict[str, list[str]]:
    """Return the checks by name, the quick ones first."""
    scripts = sorted(str(path) for path in (ROOT / "tests/js").rglob("*.test.js"))
    return {
        "Python format": ["ruff", "format", "--check", *CODE],
        "Python lint": ["ruff", "check", *CODE],
        "Python types": ["mypy"],
        "Import contracts": ["lint-imports"],
        "Template format": ["djlint", "--check", "--quiet", "templates"],
        "Template lint": ["djlint", "--lint", "--quiet", "templates"],
        "Script and style format": ["biome", "format"],
        "Script lint": ["eslint", "--max-warnings=0", "."],
        "Script types": ["tsc", "--noEmit"],
        "Strings complete": [sys.executable, "deploy/strings.py", "check"],
        "Addresses complete": [sys.executable, "deploy/addresses.py", "check"],
        "Script tests": ["node", "--test", *scripts],
        "Unit tests": [*PYTEST, "-n", "2", "tests/unit"],
        "Unit tests on PostgreSQL": [
            *(*PYTEST, "-n", "2", "--database=postgresql"),
            *(f"tests/unit/{part}" for part in KEEPING),
        ],
        "Live tests": [*PYTEST, "tests/live"],
        "Browser stories": [*PYTEST, "tests/browser"],
    }


def run(name: str, command: list[str]) -> bool:
    """Run one check, show its output if it fails, and tell whether it passed."""
    print(f"── {name} … ", end="", flush=True)
    start = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    seconds = time.monotonic() - start
    passed = done.returncode == 0
    print(f"{'ok' if passed else 'FAILED'} ({seconds:.1f} s)", flush=True)
    lines = done.stdout.strip().splitlines()
    if not passed:
        print(done.stdout, flush=True)
    elif "tests" in name.lower() or "stories" in name:
        print("   " + _count(lines), flush=True)
    return passed


def _count(lines: list[str]) -> str:
    counts = [line for line in lines if line.lstrip("#ℹ ").startswith(("pass", "skip"))]
    return ", ".join(counts) or (lines[-1] if lines else "")


def main() -> int:
    """Run the checks (all, or those whose names contain an argument's words)."""
    os.environ["PATH"] = os.pathsep.join([*map(str, TOOLS), os.environ["PATH"]])
    wanted = [word.lower() for word in sys.argv[1:]]
    chosen = {
        name: command
        for name, command in checks().items()
        if not wanted or any(word in name.lower() for word in wanted)
    }
    start = time.monotonic()
    failed = [name for name, command in chosen.items() if not run(name, command)]
    minutes = (time.monotonic() - start) / 60
    print(f"\n{len(chosen)} checks, {minutes:.1f} min")
    for name in failed:
        print(f"FAILED: {name}")
    print(f"{len(chosen) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
