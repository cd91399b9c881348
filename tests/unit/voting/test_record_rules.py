"""The wording of the record of a vote."""

import msgspec
import pytest

from kiosk.official_papers.rules import OfficialPaper, PaperFamily, PaperKind
from kiosk.voting.record.rules import (
    BASE_LABELS,
    KIND_LABELS,
    ResultRecord,
    paper_kind,
    percent,
    rule_words,
)
from kiosk.voting.rules.kinds import PassingRule, RuleBase, VoteKind
from kiosk.voting.rules.results import BaseCounts, GroupCount, ResultRow, VoteResult

LABELS = ["Lò Văn Pánh", "Giàng Thị Mỷ", "Tráng A Páo"]
ROWS = [
    ResultRow(number, label, 40 - number, 50, 45, passed=True)
    for number, label in enumerate(LABELS, 1)
]
BASE = BaseCounts(summoned=1250, members=1300, present=1200, cast=1100)
RESULT = VoteResult(BASE, ROWS, True, valid=1090, invalid=0, blank=0, needed=601)
VOTE = {
    "kind": "open",
    "form": "one",
    "is_secret": False,
    "document": "",
    "document_sha256": "",
}
PRESENCE = {"summoned": 1250, "present": 1200, "eligible": 1195}
MEETING = {"title": "Hội nghị lần thứ 8", "body": "Ban Chấp hành"}
COUNT, ANSWERS = PaperKind.BALLOT_COUNT_RECORD, PaperKind.VOTE_RECORD


def record(result=RESULT, **fields):
    """Return a record; `vote`, `presence` and `rule` are changed values."""
    published = {
        "meeting": MEETING,
        "vote": VOTE | fields.pop("vote", {}),
        "presence": PRESENCE | fields.pop("presence", {}),
        "rule": msgspec.to_builtins(fields.pop("rule", PassingRule())),
        "rehearsal": fields.pop("rehearsal", False),
        "result": msgspec.to_builtins(result),
    }
    paper = OfficialPaper(PaperFamily.STATE, fields.pop("paper", ANSWERS))
    known = {"place": "Sơn La", "day": "29/11/2026", "opened": "", "closed": ""}
    known |= {"is_announced": True, "published": published, "form": paper}
    return ResultRecord(**known | fields)


def changed(**fields):
    return msgspec.structs.replace(RESULT, **fields)


@pytest.mark.parametrize(
    ("count", "of", "words"),
    [
        (1, 0, "0,00"),
        (0, 0, "0,00"),
        (1, 1, "100,00"),
        (1, 2, "50,00"),
        (1, 50, "2,00"),
        (1, 99, "1,01"),
        (1, 20_000, "0,01"),
        (1, 20_001, "0,00"),
        (3, 20_000, "0,02"),
        (3, 20_001, "0,01"),
        (1233, 100, "1.233,00"),
        (7915, 11_873, "66,66"),
    ],
)
def test_percentages_are_rounded_half_up(count, of, words):
    assert percent(count, of) == words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (PassingRule(), "quá 1/2 số có mặt"),
        (PassingRule(strict=False), "ít nhất 1/2 số có mặt"),
        (
            PassingRule(RuleBase.SUMMONED, 2, 3, strict=False),
            "ít nhất 2/3 số được triệu tập",
        ),
        (PassingRule(RuleBase.MEMBERS), "quá 1/2 tổng số thành viên"),
        (PassingRule(RuleBase.CAST, 3, 4), "quá 3/4 số phiếu đã bỏ"),
    ],
)
def test_rules_in_words(rule, words):
    assert rule_words(rule) == words


def test_every_kind_and_base_has_a_label():
    assert set(KIND_LABELS) == set(VoteKind)
    assert set(BASE_LABELS) == set(RuleBase)


@pytest.mark.parametrize(
    ("kind", "is_secret", "paper"),
    [
        (VoteKind.HANDS, False, ANSWERS),
        (VoteKind.OPEN, False, ANSWERS),
        (VoteKind.OPEN, True, COUNT),
        (VoteKind.SECRET, True, COUNT),
        (VoteKind.PAPER, False, COUNT),
        (VoteKind.ELECTION, False, COUNT),
        (VoteKind.CONFIDENCE, False, COUNT),
        (VoteKind.CONFIDENCE, True, COUNT),
    ],
)
def test_secret_votes_and_ballots_are_counted(kind, is_secret, paper):
    assert paper_kind(kind, is_secret=is_secret) == paper


def test_a_record_reads_the_published_result():
    rule = PassingRule(RuleBase.CAST, 3, 4)
    one = record(rule=rule)
    assert (one.meeting, one.vote) == (MEETING, VOTE)
    assert (one.result, one.rule) == (RESULT, rule)


@pytest.mark.parametrize(
    ("paper", "counts", "heading"),
    [(COUNT, True, "BIÊN BẢN KIỂM PHIẾU"), (ANSWERS, False, "BIÊN BẢN BIỂU QUYẾT")],
)
def test_the_heading_says_whether_ballots_were_counted(paper, counts, heading):
    one = record(paper=paper)
    assert (one.counts_ballots, one.heading) == (counts, heading)


@pytest.mark.parametrize(
    ("rehearsal", "announced", "notices"),
    [
        (False, True, []),
        (True, True, ["BIỂU QUYẾT THỬ – KHÔNG CÓ GIÁ TRỊ"]),
        (False, False, ["KẾT QUẢ CHƯA CÔNG BỐ"]),
        (True, False, ["BIỂU QUYẾT THỬ – KHÔNG CÓ GIÁ TRỊ", "KẾT QUẢ CHƯA CÔNG BỐ"]),
    ],
)
def test_what_stands_on_every_page(rehearsal, announced, notices):
    one = record(rehearsal=rehearsal, is_announced=announced)
    assert (one.is_rehearsal, one.notices) == (rehearsal, notices)


def test_facts_without_documents_and_receipts_leave_their_lines_out():
    assert record().facts() == [
        ("Hình thức", "Biểu quyết công khai trên máy, ghi tên"),
        ("Tổng số được triệu tập", "1.250"),
        ("Có mặt khi mở biểu quyết", "1.200"),
        ("Vắng mặt", "50"),
        ("Số người được biểu quyết", "1.195"),
        ("Số phiếu thu về", "1.100"),
        ("Số phiếu hợp lệ", "1.090"),
        ("Số phiếu không hợp lệ", "0"),
        ("Quy tắc thông qua", "quá 1/2 số có mặt: cần 601"),
    ]


def test_facts_of_a_count_of_paper_ballots():
    ballots = {"issued": 1199, "returned": 1150, "invalid": 1003, "blank": 1002}
    reasons = {"Ghi thêm tên": 1001, "Gạch hết": 2}
    result = changed(reasons=reasons, receipt_root="ef" * 32, **ballots)
    vote = {"kind": "paper", "document": "Tờ trình", "document_sha256": "ab" * 32}
    rule = PassingRule(RuleBase.MEMBERS, members=1300)
    times = {"opened": "09:00", "closed": "09:15"}
    one = record(result, vote=vote | {"is_secret": True}, rule=rule, **times)
    assert one.facts() == [
        ("Hình thức", "Bỏ phiếu kín bằng phiếu giấy"),
        ("Tài liệu biểu quyết", "Tờ trình"),
        ("Mã bản tài liệu (SHA-256)", "ab" * 32),
        ("Mở biểu quyết", "09:00"),
        ("Kết thúc", "09:15"),
        ("Tổng số được triệu tập", "1.250"),
        ("Có mặt khi mở biểu quyết", "1.200"),
        ("Vắng mặt", "50"),
        ("Số người được biểu quyết", "1.195"),
        ("Số phiếu phát ra", "1.199"),
        ("Số phiếu thu về", "1.150"),
        ("Số phiếu hợp lệ", "1.090"),
        ("Số phiếu không hợp lệ", "1.003"),
        ("Số phiếu trắng", "1.002"),
        ("Không hợp lệ: Ghi thêm tên", "1.001"),
        ("Không hợp lệ: Gạch hết", "2"),
        ("Quy tắc thông qua", "quá 1/2 tổng số thành viên (1.300): cần 601"),
        ("Mã gốc của danh sách phiếu (SHA-256)", "ef" * 32),
    ]


@pytest.mark.parametrize(
    ("kind", "is_secret", "words"),
    [
        ("election", False, "Bầu cử"),
        ("election", True, "Bầu cử, phiếu kín"),
        ("secret", True, "Bỏ phiếu kín trên máy"),
    ],
)
def test_secret_ballots_are_named_once(kind, is_secret, words):
    facts = record(vote={"kind": kind, "is_secret": is_secret}).facts()
    assert facts[0] == ("Hình thức", words)


@pytest.mark.parametrize(("present", "absent"), [(1249, "1"), (1250, "0"), (1251, "0")])
def test_nobody_is_absent_where_more_came_than_were_summoned(present, absent):
    facts = dict(record(presence={"present": present}).facts())
    assert facts["Vắng mặt"] == absent


def test_the_elected_are_in_the_order_of_the_result():
    assert record(changed(elected=[3, 1])).elected() == [ROWS[2], ROWS[0]]
    assert record().elected() == []


@pytest.mark.parametrize(
    ("form", "fields", "words"),
    [
        ("one", {}, "Hội nghị thông qua."),
        ("one", {"passed": False}, "Hội nghị không thông qua."),
        (
            "one",
            {"passed": None},
            "Số phiếu ngang nhau, chờ chủ toạ quyết định.",
        ),
        (
            "one",
            {"by_chair": True},
            "Hội nghị thông qua, do chủ toạ quyết định khi số phiếu ngang nhau.",
        ),
        ("levels", {"passed": None}, "Kết quả từng người như trong bảng."),
        ("up_to", {"elected": [1, 2]}, "Trúng cử: 2 người."),
        (
            "up_to",
            {"elected": [1], "tie": [2, 3]},
            "Trúng cử: 1 người. Bằng phiếu ở vị trí cuối: Giàng Thị Mỷ, Tráng A Páo.",
        ),
    ],
)
def test_the_conclusion(form, fields, words):
    assert record(changed(**fields), vote={"form": form}).outcome() == words


def test_a_single_site_or_unit_is_no_table():
    two = [GroupCount("Thành uỷ", 3, {"1": 3}), GroupCount("Sở Tài chính", 1, {})]
    assert record(changed(by_site=two[:1], by_unit=[])).groups() == []
    sites, units = ("Theo điểm cầu", two), ("Theo đơn vị", two[::-1])
    assert record(changed(by_site=two, by_unit=two[:1])).groups() == [sites]
    assert record(changed(by_site=two, by_unit=units[1])).groups() == [sites, units]
