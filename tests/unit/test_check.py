"""Which tests `tools/check.py` runs a second time."""

import subprocess
import sys

import pytest

from tools.junit_reports import failed_tests

TESTS = """
import pytest

@pytest.fixture
def broken():
    raise OSError

def test_right(): pass
@pytest.mark.skip
def test_skipped(): pass
@pytest.mark.parametrize("name", ["a b::c[d]", "Lò Văn Pánh"])
def test_wrong(name): assert name == ""
def test_not_set_up(broken): pass

class TestGroup:
    class TestPart:
        def test_wrong(self): assert False
"""


@pytest.mark.process
def test_failed_tests_are_named_as_pytest_takes_them(tmp_path):
    (tmp_path / "tests/live").mkdir(parents=True)
    (tmp_path / "tests/live/test_it.py").write_text(TESTS, "utf-8")
    report = tmp_path / "report.xml"

    def run(*tests: str) -> str:
        command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", *tests]
        done = subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, check=False
        )
        return done.stdout

    assert failed_tests(report) == []
    assert "3 failed, 1 passed, 1 skipped, 1 error" in run("tests")
    named = failed_tests(report)
    assert len(named) == 4
    assert all(name.startswith("tests/live/test_it.py::") for name in named)
    assert "3 failed, 1 error" in run(*named)
    assert failed_tests(report) == named
    (tmp_path / "tests/live/test_no_module.py").write_text("import no_module", "utf-8")
    assert "1 error" in run("tests")
    assert failed_tests(report) == []
