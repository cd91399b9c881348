"""Content and wording of the record of a vote; pure.

Printed documents are always in Vietnamese.
"""

from typing import Any

import msgspec

from kiosk.official_papers.rules import OfficialPaper, PaperKind
from kiosk.vietnamese import number as figure
from kiosk.voting.rules.kinds import PassingRule, RuleBase, VoteKind
from kiosk.voting.rules.results import GroupCount, ResultRow, VoteResult

REHEARSAL_NOTICE = "BIỂU QUYẾT THỬ"
KIND_LABELS = {
    VoteKind.HANDS: "Giơ tay (giơ thẻ)",
    VoteKind.OPEN: "Biểu quyết công khai trên máy, ghi tên",
    VoteKind.SECRET: "Bỏ phiếu kín trên máy",
    VoteKind.PAPER: "Bỏ phiếu kín bằng phiếu giấy",
    VoteKind.ELECTION: "Bầu cử",
    VoteKind.CONFIDENCE: "Lấy phiếu tín nhiệm",
}
BASE_LABELS = {
    RuleBase.SUMMONED: "số được triệu tập",
    RuleBase.MEMBERS: "tổng số thành viên",
    RuleBase.PRESENT: "số có mặt",
    RuleBase.CAST: "số phiếu đã bỏ",
}
# Kinds whose record is one of counting ballots.
_BALLOT_KINDS = frozenset({VoteKind.PAPER, VoteKind.ELECTION, VoteKind.CONFIDENCE})


def percent(count: int, of: int) -> str:
    """Return the share in per cent with two digits, rounded half up; exact."""
    hundredths = (20_000 * count + of) // (2 * of) if of else 0
    return f"{figure(hundredths // 100)},{hundredths % 100:02}"


def rule_words(rule: PassingRule) -> str:
    """Return when a vote passes, as a phrase."""
    more = "quá" if rule.strict else "ít nhất"
    base = BASE_LABELS[RuleBase(rule.base)]
    return f"{more} {rule.numerator}/{rule.denominator} {base}"


def paper_kind(kind: VoteKind, *, is_secret: bool) -> PaperKind:
    """Return whether ballots were counted, or hands and open answers."""
    if is_secret or kind in _BALLOT_KINDS:
        return PaperKind.BALLOT_COUNT_RECORD
    return PaperKind.VOTE_RECORD


class ResultRecord(msgspec.Struct, frozen=True):
    """Everything that is printed; `published` is the result file."""

    place: str
    # When the meeting takes place, and when the vote was opened and closed.
    day: str
    opened: str
    closed: str
    is_announced: bool
    published: dict[str, Any]
    # Header and recipients of the printed record.
    form: OfficialPaper

    @property
    def meeting(self) -> dict[str, Any]:
        """Return title and body of the meeting."""
        meeting: dict[str, Any] = self.published["meeting"]
        return meeting

    @property
    def vote(self) -> dict[str, Any]:
        """Return what was voted on, and how."""
        vote: dict[str, Any] = self.published["vote"]
        return vote

    @property
    def result(self) -> VoteResult:
        """Return the result."""
        return msgspec.convert(self.published["result"], VoteResult)

    @property
    def rule(self) -> PassingRule:
        """Return when the vote passes."""
        return msgspec.convert(self.published["rule"], PassingRule)

    @property
    def is_rehearsal(self) -> bool:
        """Return whether it is no real vote."""
        return bool(self.published["rehearsal"])

    @property
    def counts_ballots(self) -> bool:
        """Return whether it is the record of a count of ballots."""
        return self.form.kind is PaperKind.BALLOT_COUNT_RECORD

    @property
    def heading(self) -> str:
        """Return the title of the record."""
        ballots = "BIÊN BẢN KIỂM PHIẾU"
        return ballots if self.counts_ballots else "BIÊN BẢN BIỂU QUYẾT"

    @property
    def notices(self) -> list[str]:
        """Return what must be seen on every page; mostly nothing."""
        rehearsal = [f"{REHEARSAL_NOTICE} – KHÔNG CÓ GIÁ TRỊ"]
        unannounced = ["KẾT QUẢ CHƯA CÔNG BỐ"]
        return (rehearsal if self.is_rehearsal else []) + (
            [] if self.is_announced else unannounced
        )

    def facts(self) -> list[tuple[str, str]]:
        """Return the numbers and terms of the vote, a label and a value each."""
        result, presence = self.result, self.published["presence"]
        absent = max(0, presence["summoned"] - presence["present"])
        kind = KIND_LABELS[VoteKind(self.vote["kind"])]
        secret = ", phiếu kín" if self.vote["is_secret"] else ""
        facts = [
            ("Hình thức", kind if "kín" in kind else kind + secret),
            ("Tài liệu biểu quyết", self.vote["document"]),
            ("Mã bản tài liệu (SHA-256)", self.vote["document_sha256"]),
            ("Mở biểu quyết", self.opened),
            ("Kết thúc", self.closed),
            ("Tổng số được triệu tập", figure(presence["summoned"])),
            ("Có mặt khi mở biểu quyết", figure(presence["present"])),
            ("Vắng mặt", figure(absent)),
            ("Số người được biểu quyết", figure(presence["eligible"])),
            *self._ballot_facts(result),
            ("Quy tắc thông qua", self._rule_phrase(result)),
            ("Mã gốc của danh sách phiếu (SHA-256)", result.receipt_root),
        ]
        return [(label, value) for label, value in facts if value]

    def _ballot_facts(self, result: VoteResult) -> list[tuple[str, str]]:
        returned = result.returned or result.base_counts.cast
        facts = [
            ("Số phiếu phát ra", figure(result.issued) if result.issued else ""),
            ("Số phiếu thu về", figure(returned)),
            ("Số phiếu hợp lệ", figure(result.valid)),
            ("Số phiếu không hợp lệ", figure(result.invalid)),
        ]
        if result.blank:
            facts.append(("Số phiếu trắng", figure(result.blank)))
        facts += [
            (f"Không hợp lệ: {reason}", figure(count))
            for reason, count in result.reasons.items()
        ]
        return facts

    def _rule_phrase(self, result: VoteResult) -> str:
        members = ""
        if self.rule.base == RuleBase.MEMBERS:
            members = f" ({figure(self.rule.members)})"
        return f"{rule_words(self.rule)}{members}: cần {figure(result.needed)}"

    def elected(self) -> list[ResultRow]:
        """Return the elected, by votes from high to low."""
        rows = {row.option_id: row for row in self.result.rows}
        return [rows[option] for option in self.result.elected]

    def outcome(self) -> str:
        """Return the conclusion as a sentence."""
        result = self.result
        if self.vote["form"] == "up_to":
            tied = {row.option_id: row.label for row in result.rows}
            names = ", ".join(tied[option] for option in result.tie)
            more = f" Bằng phiếu ở vị trí cuối: {names}." if names else ""
            return f"Trúng cử: {len(result.elected)} người.{more}"
        if self.vote["form"] == "levels":
            return "Kết quả từng người như trong bảng."
        chair = ", do chủ toạ quyết định khi số phiếu ngang nhau"
        said = {
            True: "Hội nghị thông qua",
            False: "Hội nghị không thông qua",
            None: "Số phiếu ngang nhau, chờ chủ toạ quyết định",
        }
        return f"{said[result.passed]}{chair if result.by_chair else ''}."

    def groups(self) -> list[tuple[str, list[GroupCount]]]:
        """Return the counts by site and by unit, where the vote was open."""
        result = self.result
        tables = [("Theo điểm cầu", result.by_site), ("Theo đơn vị", result.by_unit)]
        return [(name, rows) for name, rows in tables if len(rows) > 1]
