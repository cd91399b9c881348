import pytest

from kiosk.cli.main import COMMANDS, main


def test_a_bad_setting_is_one_line_that_names_it_and_what_is_allowed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("PORT", "eight")
    assert main(["settings"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "PORT='eight'" in said
    assert "1 to 65535" in said


def test_settings_shows_every_value_in_force(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path
):
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path))
    monkeypatch.setenv("PORT", "8123")
    assert main(["settings"]) == 0
    said = capsys.readouterr().out
    assert "PORT=8123" in said
    assert f"KIOSK_DATA={tmp_path}" in said


def test_settings_shows_no_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path
):
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path))
    monkeypatch.setenv("KIOSK_DATABASE_URL", "postgresql://kiosk:mật@khẩu@db/kiosk")
    monkeypatch.setenv("KIOSK_REDIS_URL", "redis://:secret@127.0.0.1:6379/0")
    assert main(["settings"]) == 0
    said = capsys.readouterr().out
    assert "postgresql+psycopg2://kiosk:…@db/kiosk" in said
    assert "redis://:…@127.0.0.1:6379/0" in said
    assert "khẩu" not in said
    assert "secret" not in said


def test_unavailable_database_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path
):
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path))
    monkeypatch.setenv("KIOSK_DATABASE_URL", "postgresql://kiosk@127.0.0.1:9/kiosk")
    assert main(["migrate"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Cơ sở dữ liệu không dùng được" in said
    assert "refused" in said


@pytest.mark.parametrize(
    "words",
    [
        *([], ["fly"], ["demo", "--delegates", "0"]),
        *(["serve", "--workers", "0"], ["run", "--workers", "65"]),
    ],
)
def test_a_wrong_call_ends_with_status_2(words, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ending:
        main(words)
    assert ending.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ending:
        main(["--help"])
    assert ending.value.code == 0
    said = capsys.readouterr().out
    assert all(command in said for command in COMMANDS)
