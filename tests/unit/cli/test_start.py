"""What a start must not wait for: libraries that only few requests or jobs need."""

import subprocess
import sys

import pytest

from tests.servers import ROOT

# Of files, certificates and papers: the jobs that need them load them.
NOT_LOADED = {
    *("cryptography.x509", "openpyxl", "pikepdf", "pypdfium2"),
    *("alembic", "reportlab", "weasyprint", "zxcvbn"),
}
LOADED = "import sys, {module}; print(*sys.modules)"


@pytest.mark.process
@pytest.mark.parametrize("module", ["kiosk.app", "kiosk.worker"])
def test_no_heavy_library_is_loaded_before_it_is_needed(module):
    command = [sys.executable, "-W", "ignore", "-c", LOADED.format(module=module)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    loaded = set(done.stdout.split())
    assert module in loaded
    assert not loaded & NOT_LOADED
