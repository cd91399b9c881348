"""Measure test coverage: `make coverage`.

Python: every test with branch coverage of kiosk/, also in server processes, workers
and their sandboxed children. Scripts: line coverage of static/js by Node's own tool.
The exit status is 1 if a test failed or less than FLOOR percent of the branches of
kiosk/ were taken.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from check import TOOLS, all_test_checks, run

ROOT = Path(__file__).parents[1]
FLOOR = 90.0
# Not below /tmp, which the sandbox hides from its children.
FOLDER = ROOT / "test-results" / "coverage"
RULES = FOLDER / "coveragerc"
# The sandbox empties the environment and hides the folder of the results.
BWRAP = """#!{python}
import os, sys
at = sys.argv.index("--")
more = ["--bind", "{folder}", "{folder}"]
more += ["--setenv", "COVERAGE_PROCESS_START", "{rules}"]
os.execv("/usr/bin/bwrap", ["bwrap", *sys.argv[1:at], *more, *sys.argv[at:]])
"""


def prepare() -> None:
    """Write the settings of coverage.py and a wrapper for bwrap."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("data*"):
        old.unlink()
    common = (ROOT / "tools" / "coveragerc").read_text("utf-8")
    filled = common.replace("{folder}", str(FOLDER)).replace("{root}", str(ROOT))
    RULES.write_text(filled, "utf-8")
    bwrap = FOLDER / "bin" / "bwrap"
    bwrap.parent.mkdir(exist_ok=True)
    bwrap.write_text(
        BWRAP.format(python=sys.executable, folder=FOLDER, rules=RULES), "utf-8"
    )
    bwrap.chmod(0o755)
    path = [str(bwrap.parent), *map(str, TOOLS), os.environ["PATH"]]
    os.environ |= {"PATH": ":".join(path), "COVERAGE_PROCESS_START": str(RULES)}


def run_tests() -> bool:
    """Run every Python test; return whether all passed."""
    results = [run(check) for check in all_test_checks(FOLDER)]
    return all(result.passed for result in results)


def measure_python() -> float:
    """Combine the results, print them, and return the percentage of branches taken."""
    words = [sys.executable, "-m", "coverage"]
    rules = f"--rcfile={RULES}"
    subprocess.run([*words, "combine", rules, "-q"], cwd=FOLDER, check=True)
    report = FOLDER / "coverage.json"
    subprocess.run(
        [*words, "json", rules, "-q", "-o", str(report)], cwd=ROOT, check=True
    )
    found = json.loads(report.read_text("utf-8"))
    files = {name: file["summary"] for name, file in found["files"].items()}
    lowest = sorted(files, key=lambda name: _branches(files[name]))[:15]
    for name in lowest:
        print(f"{_branches(files[name]):6.1f} %  {name}")
    total = found["totals"]
    lines = 100 * total["covered_lines"] / total["num_statements"]
    branches = _branches(total)
    print(f"kiosk/: lines {lines:.2f} %, branches {branches:.2f} %")
    return branches


def _branches(summary: dict[str, int]) -> float:
    if not summary["num_branches"]:
        return 100.0
    return 100 * summary["covered_branches"] / summary["num_branches"]


def measure_scripts() -> float:
    """Print the line coverage of the scripts that their unit tests load, in percent."""
    scripts = sorted(str(path) for path in (ROOT / "tests/js").rglob("*.test.js"))
    report = FOLDER / "scripts.lcov"
    subprocess.run(
        [
            *("node", "--test", "--experimental-test-coverage"),
            *("--test-reporter=lcov", f"--test-reporter-destination={report}"),
            *scripts,
        ],
        cwd=ROOT,
        check=True,
    )
    found, hit = 0, 0
    for record in report.read_text("utf-8").split("end_of_record"):
        if "SF:static/js/" in record:
            found += int(re.search(r"^LF:(\d+)", record, re.MULTILINE)[1])
            hit += int(re.search(r"^LH:(\d+)", record, re.MULTILINE)[1])
    lines = 100 * hit / found
    print(f"static/js: lines {lines:.2f} % of {found}, in files that tests load")
    return lines


def main() -> int:
    """Measure both and return the exit status."""
    prepare()
    passed = run_tests()
    branches = measure_python()
    measure_scripts()
    if branches < FLOOR:
        print(f"FAILED: fewer than {FLOOR} % of the branches of kiosk/ were taken")
    return 0 if passed and branches >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
