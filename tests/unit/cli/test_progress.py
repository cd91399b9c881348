"""Progress of a long command."""

import sys

from kiosk.cli.progress import Progress


def test_a_log_gets_ten_lines_at_most(capsys):
    show = Progress("người")
    show(0, 0)
    for done in range(0, 11_873, 40):
        show(done, 11_873)
    show(11_873, 11_873)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 10
    assert lines[-1] == "11873/11873 người"


def test_on_a_terminal_one_line_counts_up(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    show = Progress("trang")
    show(1, 2)
    show(2, 2)
    assert capsys.readouterr().err == "\r1/2 trang\r2/2 trang\n"
