"""Waits between attempts, what mail servers answer, and addresses."""

import datetime as dt

import pytest

from kiosk.errors import Invalid
from kiosk.notices.rules import (
    PROBLEM_TEXTS,
    RETRY_WAITS,
    SERVER_WAITS,
    MailProblem,
    checked_address,
    code_text,
    is_address,
    is_given_up,
    problem_text,
    wait_after,
)
from tests.expected_errors import refused

# 190 characters with its "@".
LONG_HOST = ".".join(["@" + "x" * 62, "y" * 63, "z" * 62])


@pytest.mark.parametrize(
    ("failures", "waits", "luck", "seconds"),
    [
        (1, RETRY_WAITS, 0.5, 60),
        (2, RETRY_WAITS, 0.5, 300),
        (7, RETRY_WAITS, 0.5, 43_200),
        (8, RETRY_WAITS, 0.5, 43_200),
        (1, SERVER_WAITS, 0.5, 5),
        (4, SERVER_WAITS, 0.5, 300),
        (99, SERVER_WAITS, 0.5, 300),
        (1, RETRY_WAITS, 0, 48),
        (1, RETRY_WAITS, 0.25, 54),
        (1, RETRY_WAITS, 1, 72),
    ],
)
def test_waits_become_longer_and_are_spread_by_a_fifth(failures, waits, luck, seconds):
    assert wait_after(failures, waits, luck) == dt.timedelta(seconds=seconds)


def test_an_email_is_given_up_after_one_attempt_more_than_there_are_waits():
    assert is_given_up(7) is False
    assert is_given_up(8) is True


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (421, "Máy chủ thư tạm ngừng phục vụ."),
        (550, "Không có hộp thư này, hoặc hộp thư từ chối nhận."),
        (554, "Máy chủ thư từ chối thư này."),
        (400, "Máy chủ thư tạm thời từ chối."),
        (499, "Máy chủ thư tạm thời từ chối."),
        (500, "Máy chủ thư từ chối hẳn."),
        (501, "Máy chủ thư từ chối hẳn."),
        (599, "Máy chủ thư từ chối hẳn."),
    ],
)
def test_a_reply_code_has_a_text_of_its_own_or_of_its_hundred(code, text):
    assert code_text(code) == text
    assert problem_text(MailProblem.CODE, code) == text


@pytest.mark.parametrize("problem", PROBLEM_TEXTS)
def test_a_problem_without_code_has_its_own_text(problem):
    assert problem_text(problem, 550) == PROBLEM_TEXTS[problem]


def test_only_an_email_without_problem_has_no_text():
    assert problem_text(MailProblem.NONE, 550) == ""
    assert set(MailProblem) - set(PROBLEM_TEXTS) == {MailProblem.NONE, MailProblem.CODE}


@pytest.mark.parametrize(
    "text",
    [
        "a@b",
        "a@1-2.v--n",
        "mai@" + "x" * 63 + ".vn",
        "mai.nguyen+hop@stc.tinh.gov.vn",
        "MAI_09@TINH-DOAN.VN",
        "a" * 64 + "@tinh.vn",
        "a" * 64 + LONG_HOST,
    ],
)
def test_what_a_mail_server_may_know_is_an_address(text):
    assert is_address(text) is True
    assert checked_address(f" {text}\n") == text


@pytest.mark.parametrize(
    "text",
    [
        "tinh.vn",
        "@tinh.vn",
        "mai@",
        "mai@tinh.",
        "mai@tinh..vn",
        "mai@-",
        "mai@-tinh.vn",
        "mai@tinh-.vn",
        "mai@tinh.vn-",
        "mai@a@tinh.vn",
        "mai nguyen@tinh.vn",
        "mai@tinh.vn\nBcc: a@tinh.vn",
        "mái@tinh.vn",
        "mai@" + "x" * 64 + ".vn",
        "a" * 65 + "@tinh.vn",
        "a" * 64 + LONG_HOST + "z",
    ],
)
def test_what_cannot_be_an_address_is_refused(text):
    assert is_address(text) is False
    with refused(Invalid, "bad_address", address=text[:80]):
        checked_address(f" {text} ")


def test_a_line_end_behind_an_address_is_not_part_of_it():
    assert is_address("mai@tinh.vn\n") is False


@pytest.mark.parametrize("text", ["", " \n"])
def test_no_address_stays_none(text):
    assert checked_address(text) == ""
