"""Every dependency is pinned by version and hash."""

import re

import pytest

from tests.servers import ROOT

NAME = r"[a-z0-9][a-z0-9-]*(\[[a-z,]+\])?==[^ ]+"
HASHES = r"( \\\n    --hash=sha256:[0-9a-f]{64})+"
PINNED = re.compile(NAME + HASHES)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned_by_version_and_hash(name):
    lines = (ROOT / name).read_text("utf-8")
    packages = re.findall(r"^[^ #\n].*$", lines, re.MULTILINE)
    assert len(packages) > 20
    assert len(list(PINNED.finditer(lines))) == len(packages)
    # pip rejects a file with a package that lacks one.
    assert "http" not in lines


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_what_is_written_by_hand_has_been_compiled(name):
    wanted = re.findall(
        r"^[a-z][a-z0-9-]+", (ROOT / f"{name}.in").read_text(), re.MULTILINE
    )
    pinned = re.findall(
        r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==",
        (ROOT / f"{name}.txt").read_text(),
        re.MULTILINE,
    )
    assert wanted
    assert set(wanted) <= set(pinned)
