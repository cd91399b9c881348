"""The tables of a record, the same in every kind of file; pure."""

from dataclasses import dataclass

from kiosk.voting.record.rules import ResultRecord, percent
from kiosk.voting.rules.results import GroupCount

VoteCell = str | int
# Percentages are printed of both numbers; with levels those of the highest level.
_SHARE_HEADS = ("so với triệu tập", "so với có mặt")
_OF_HIGHEST = " (mức cao nhất)"
NO_NAME = "Không ghi"


@dataclass(frozen=True)
class ResultTable:
    """A table with its title; widths in characters."""

    title: str
    heads: tuple[str, ...]
    rows: list[tuple[VoteCell, ...]]
    widths: tuple[int, ...]


def result_table(record: ResultRecord) -> ResultTable:
    """Return the count of each option, with both percentages."""
    levels: list[str] = record.vote["levels"]
    votes = levels or ["Số phiếu"]
    heads = [
        *("STT", "Phương án" if record.vote["form"] == "one" else "Họ và tên"),
        *votes,
        *(f"% {of}{_OF_HIGHEST if levels else ''}" for of in _SHARE_HEADS),
    ]
    is_answer = record.vote["form"] == "one"
    rows: list[tuple[VoteCell, ...]] = []
    for place, row in enumerate(record.result.rows, 1):
        counts = [row.levels[level] for level in levels] or [row.count]
        shares = (
            percent(row.count, row.of_summoned),
            percent(row.count, row.of_present),
        )
        passed: tuple[str, ...] = (
            () if is_answer else ("Đạt" if row.passed else "Không đạt",)
        )
        rows.append((place, row.label, *counts, *shares, *passed))
    if not is_answer:
        heads.append("Kết quả")
    widths = (6, 40, *(14 for _ in heads[2:]))
    return ResultTable("Kết quả", tuple(heads), rows, widths)


def group_table(
    record: ResultRecord, title: str, groups: list[GroupCount]
) -> ResultTable:
    """Return the counts by site or unit, by option or level."""
    levels: list[str] = record.vote["levels"]
    keys = [
        (f"{row.option_id}:{level}", f"{row.label}: {level}")
        for row in record.result.rows
        for level in levels
    ] or [(str(row.option_id), row.label) for row in record.result.rows]
    rows: list[tuple[VoteCell, ...]] = []
    for group in groups:
        counts = [group.counts.get(key, 0) for key, _ in keys]
        rows.append((group.name or NO_NAME, group.cast, *counts))
    heads = ("Tên", "Số phiếu", *(label for _, label in keys))
    return ResultTable(title, heads, rows, (40, *(14 for _ in heads[1:])))


def voter_table(record: ResultRecord) -> ResultTable | None:
    """Return who has voted how, of open votes."""
    ballots = record.published["ballots"]
    if record.vote["is_secret"] or not ballots:
        return None
    labels = {str(row.option_id): row.label for row in record.result.rows}
    rows: list[tuple[VoteCell, ...]] = []
    for place, ballot in enumerate(ballots, 1):
        voter = ballot["voter"]
        rows.append(
            (
                *(place, voter["name"], voter["unit"], voter["site"], voter["seat"]),
                _choices_words(ballot["choices"], labels),
                f"Ghi hộ: {ballot['entered_by']}" if ballot["entered_by"] else "",
            )
        )
    heads = (
        *("STT", "Họ và tên", "Đơn vị", "Điểm cầu", "Ghế"),
        *("Biểu quyết", "Ghi chú"),
    )
    return ResultTable("Từng đại biểu", heads, rows, (6, 32, 32, 30, 10, 40, 24))


def _choices_words(choices: dict[str, str | int] | None, labels: dict[str, str]) -> str:
    if choices is None:
        return "Không hợp lệ"
    words = [
        labels[option] if mark == 1 else f"{labels[option]}: {mark}"
        for option, mark in choices.items()
    ]
    return "; ".join(words) or "Phiếu trắng"


def all_tables(record: ResultRecord) -> list[ResultTable]:
    """Return the tables of a record, in order."""
    voters = voter_table(record)
    return [
        result_table(record),
        *(group_table(record, name, groups) for name, groups in record.groups()),
        *([voters] if voters else []),
    ]
