"""Recount a published result of a vote: `python3 tools/recount.py FILE`.

FILE is written by `python -m kiosk result`. Nothing but Python's standard library is
used, so that anybody can run and read this. Exit status: 0 the result is right, 1 it is
wrong, 2 the file cannot be read as a result.
"""

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

RIGHT, WRONG, UNREADABLE = 0, 1, 2
FORMAT, VERSION = "kiosk-vote-result", 1
MAX_BYTES = 100_000_000
# Raised by a file that has not the shape of a result.
BAD_FILE = (OSError, ValueError, LookupError, TypeError, AttributeError)
BAD_FILE = (*BAD_FILE, ArithmeticError, RecursionError)

Content = dict[str, Any]
# What was checked, and what is wrong with it; empty: nothing.
Finding = tuple[str, str]


class Recount:
    """The counts of a file's ballots, or of its tellers, and what follows from them."""

    def __init__(self, content: Content) -> None:
        """Count; an error of BAD_FILE says that this is no result."""
        self.content, self.vote = content, content["vote"]
        self.rule, self.result = content["rule"], content["result"]
        self.labels = {int(one["id"]): one["label"] for one in content["options"]}
        self.counts = dict.fromkeys(("valid", "invalid", "blank"), 0)
        self.marks: Counter[tuple[int, str]] = Counter()
        for ballot in content["ballots"]:
            self._count(ballot["choices"])
        for counted in content["counts"]:
            for name in self.counts:
                self.counts[name] += int(counted[name])
            for option, marks in counted["marks"].items():
                self.marks.update({(int(option), m): int(n) for m, n in marks.items()})
        self.bases = {
            "summoned": int(content["presence"]["summoned"]),
            "members": int(self.rule["members"]),
            "present": int(content["presence"]["present"]),
            "cast": sum(self.counts.values()),
        }
        # More than the share, or at least the share; whole numbers only.
        share = self.bases[self.rule["base"]] * int(self.rule["numerator"])
        of = int(self.rule["denominator"])
        self.needed = share // of + 1 if self.rule["strict"] else -(-share // of)

    def _count(self, choices: Content | None) -> None:
        if choices is None or self._is_invalid(choices):
            self.counts["invalid"] += 1
        elif not choices:
            self.counts["blank"] += 1
        else:
            self.counts["valid"] += 1
            self.marks.update((int(key), str(mark)) for key, mark in choices.items())

    def _is_invalid(self, choices: Content) -> bool:
        if not {int(key) for key in choices} <= set(self.labels):
            return True
        if self.vote["form"] == "levels":
            known = all(level in self.vote["levels"] for level in choices.values())
            return not known or len(choices) not in {0, len(self.labels)}
        most = 1 if self.vote["form"] == "one" else int(self.vote["max_choices"])
        return any(mark != 1 for mark in choices.values()) or len(choices) > most

    def passes(self, count: int) -> bool:
        """Return whether `count` is enough by the rule."""
        return self.bases[self.rule["base"]] > 0 and count >= self.needed

    def votes(self, option: int) -> int:
        """Return the votes for an option; with levels those of the highest."""
        has_levels = self.vote["form"] == "levels"
        return self.marks[option, self.vote["levels"][0] if has_levels else "1"]

    def row(self, option: int) -> Content:
        """Return what the result must say of an option."""
        count, levels = self.votes(option), {}
        passed = self.passes(count)
        if self.vote["form"] == "levels":
            levels = {each: self.marks[option, each] for each in self.vote["levels"]}
            # The lowest level is the one that has consequences.
            passed = not self.passes(levels[self.vote["levels"][-1]])
        said = {"option_id": option, "label": self.labels[option], "levels": levels}
        of = {f"of_{name}": self.bases[name] for name in ("summoned", "present")}
        return said | of | {"count": count, "passed": passed}

    def elected(self) -> tuple[list[int], list[int]]:
        """Return the elected, highest first, and those tied at the last place."""
        most = int(self.vote["max_choices"])
        passed = [each for each in self.labels if self.passes(self.votes(each))]
        ranked = sorted(passed, key=lambda each: (-self.votes(each), each))
        if len(ranked) <= most:
            return ranked, []
        last = self.votes(ranked[most - 1])
        if self.votes(ranked[most]) < last:
            return ranked[:most], []
        higher = [each for each in ranked if self.votes(each) > last]
        return higher, [each for each in ranked if self.votes(each) == last]

    def leaves_to_chair(self) -> bool:
        """Return whether the rule leaves an equal number of votes to the chair."""
        first, *others = map(self.votes, self.labels)
        is_equal = first > 0 and others[:1] == [first]
        is_missed = not self.passes(first) and self.passes(first + 1)
        return self.rule["tie"] == "chair" and is_equal and is_missed


def _same(found: object, said: object) -> str:
    return "" if found == said else f"đếm lại được {found}, tệp ghi {said}"


def _check_code(count: Recount) -> Iterator[Finding]:
    """Compare the SHA-256 of everything else, as JSON with sorted keys."""
    rest = {name: each for name, each in count.content.items() if name != "sha256"}
    tight = (",", ":")
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=tight)
    code = hashlib.sha256(text.encode()).hexdigest()
    yield (
        "mã kiểm tra SHA-256 của toàn bộ nội dung",
        _same(code, count.content["sha256"]),
    )


def _check_voters(count: Recount) -> Iterator[Finding]:
    ballots = count.content["ballots"]
    if count.vote["is_secret"]:
        names = {"choices"}
        if count.vote.get("has_receipt"):
            names |= {"nonce", "commitment"}
        named = sum(set(ballot) != names for ballot in ballots)
        words = "phiếu kín không kèm tên hay dấu hiệu nào của người bỏ phiếu"
        yield words, f"{named} phiếu có thêm dữ liệu" if named else ""
    elif ballots:
        twice = len(ballots) - len({ballot["voter"]["id"] for ballot in ballots})
        yield "mỗi người một phiếu", f"{twice} phiếu thừa" if twice else ""
    eligible = int(count.content["presence"]["eligible"])
    more = f"{len(ballots)} phiếu, {eligible} người" if len(ballots) > eligible else ""
    yield "số phiếu không quá số người được bỏ phiếu", more


def _commitment(vote_id: int, ballot: Content) -> str:
    choices = ballot["choices"]
    text = ""
    if choices is not None:
        ordered = {key: choices[key] for key in sorted(choices, key=int)}
        text = json.dumps(ordered, ensure_ascii=False, separators=(",", ":"))
    whole = f"{vote_id}|{text}|{ballot['nonce']}"
    return hashlib.sha256(whole.encode()).hexdigest()


def _root(commitments: list[str]) -> str:
    """Return the root of the Merkle tree of RFC 6962."""
    level = [hashlib.sha256(b"\0" + bytes.fromhex(one)).digest() for one in commitments]
    while len(level) > 1:
        pairs = [level[place : place + 2] for place in range(0, len(level), 2)]
        level = [
            hashlib.sha256(b"\1" + b"".join(pair)).digest() if pair[1:] else pair[0]
            for pair in pairs
        ]
    return (level[0] if level else hashlib.sha256(b"").digest()).hex()


def _check_receipts(count: Recount) -> Iterator[Finding]:
    if not count.vote.get("has_receipt"):
        return
    ballots, vote_id = count.content["ballots"], int(count.vote["id"])
    said = [ballot["commitment"] for ballot in ballots]
    found = [_commitment(vote_id, ballot) for ballot in ballots]
    wrong = sum(one != other for one, other in zip(found, said, strict=True))
    words = "mã SHA-256 của từng phiếu (lựa chọn và số ngẫu nhiên)"
    yield words, f"{wrong} phiếu không khớp" if wrong else ""
    nonces = [ballot["nonce"] for ballot in ballots if ballot["nonce"]]
    twice = len(nonces) - len(set(nonces))
    yield "không phiếu nào dùng lại số ngẫu nhiên", f"{twice} phiếu" if twice else ""
    bad = sum(re.fullmatch("[0-9a-f]{32}", nonce) is None for nonce in nonces)
    yield "số ngẫu nhiên đủ 128 bit", f"{bad} phiếu không đúng" if bad else ""
    root = count.result["receipt_root"]
    yield "mã gốc của danh sách phiếu", _same(_root(sorted(found)), root)


def _check_counts(count: Recount) -> Iterator[Finding]:
    result = count.result
    for name, words in (
        ("valid", "số phiếu hợp lệ"),
        ("invalid", "số phiếu không hợp lệ"),
        ("blank", "số phiếu trắng"),
    ):
        yield words, _same(count.counts[name], result[name])
    bases = "số được triệu tập, thành viên, có mặt, số phiếu đã bỏ"
    yield bases, _same(count.bases, result["base_counts"])
    rows = [count.row(option) for option in count.labels]
    yield "số phương án trong kết quả", _same(len(rows), len(result["rows"]))
    for row, said in zip(rows, result["rows"], strict=False):
        yield f"số phiếu và kết quả của “{row['label']}”", _same(row, said)


def _check_groups(count: Recount) -> Iterator[Finding]:
    levels = count.vote["levels"]
    for name, words in (("by_site", "điểm cầu"), ("by_unit", "đơn vị")):
        groups = count.result[name]
        if not groups:
            continue
        total = sum(int(group["cast"]) for group in groups)
        yield f"tổng số phiếu theo {words}", _same(count.bases["cast"], total)
        for option, label in count.labels.items():
            key = f"{option}:{levels[0]}" if levels else str(option)
            each = sum(int(group["counts"].get(key, 0)) for group in groups)
            yield f"tổng theo {words} của “{label}”", _same(count.votes(option), each)


def _check_paper(count: Recount) -> Iterator[Finding]:
    if count.vote["kind"] == "paper":
        result = count.result
        returned = count.counts["valid"] + count.counts["invalid"]
        yield (
            "phiếu thu về = hợp lệ + không hợp lệ",
            _same(returned, int(result["returned"])),
        )
        more = int(result["returned"]) - int(result["issued"])
        yield "phiếu thu về không quá phiếu phát ra", f"thừa {more}" if more > 0 else ""
        reasons = sum(map(int, result["reasons"].values()))
        yield "tổng theo lý do không hợp lệ", _same(count.counts["invalid"], reasons)


def _check_outcome(count: Recount) -> Iterator[Finding]:
    result, form = count.result, count.vote["form"]
    yield "số phiếu cần có theo quy tắc", _same(count.needed, result["needed"])
    if form == "up_to":
        elected, tie = count.elected()
        yield "trúng cử, số phiếu từ cao xuống", _same(elected, result["elected"])
        yield "bằng phiếu ở vị trí cuối", _same(tie, result["tie"])
    elif form == "one" and count.leaves_to_chair():
        is_wrong = result["passed"] is not None and not result["by_chair"]
        words = "số phiếu ngang nhau nên do chủ toạ quyết định"
        yield words, "tệp không ghi chủ toạ quyết định" if is_wrong else ""
    elif form == "one":
        passed = count.passes(count.votes(next(iter(count.labels))))
        yield "thông qua hay không thông qua", _same(passed, result["passed"])


CHECKS: tuple[Callable[[Recount], Iterator[Finding]], ...] = (
    *(_check_code, _check_voters, _check_receipts, _check_counts),
    *(_check_groups, _check_paper, _check_outcome),
)


def check(path: Path) -> tuple[Recount, list[Finding]]:
    """Return the recount of a file and what was found; may raise BAD_FILE."""
    if path.stat().st_size > MAX_BYTES:
        raise ValueError("tệp quá lớn")
    content = json.loads(path.read_bytes())
    if (content["format"], content["version"]) != (FORMAT, VERSION):
        raise ValueError("không phải tệp kết quả mà công cụ này hiểu")
    count = Recount(content)
    return count, [finding for each in CHECKS for finding in each(count)]


def main(arguments: list[str]) -> int:
    """Recount a file, say what was checked, and return the exit status."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print((__doc__ or "").strip(), file=sys.stderr)
        return UNREADABLE
    try:
        count, findings = check(Path(arguments[0]))
        if count.content["rehearsal"]:
            print("BIỂU QUYẾT THỬ: đây không phải kết quả thật.")
        ballots = len(count.content["ballots"])
        print(f"{count.vote['title']}: {ballots} phiếu")
    except BAD_FILE as error:
        print(f"Không đọc được kết quả trong tệp: {error!r}", file=sys.stderr)
        return UNREADABLE
    for words, wrong in findings:
        print(f"SAI   {words}: {wrong}" if wrong else f"ĐÚNG  {words}")
    wrongs = sum(bool(wrong) for _, wrong in findings)
    if wrongs:
        print(f"\nKết quả SAI: {wrongs} trong {len(findings)} điều không khớp.")
        return WRONG
    print(f"\nKết quả ĐÚNG: cả {len(findings)} điều đều khớp.")
    if count.vote.get("has_receipt"):
        print(f"So mã gốc danh sách phiếu với biên bản: {count.result['receipt_root']}")
    print(f"So mã kiểm tra với mã in trong biên bản: {count.content['sha256']}")
    return RIGHT


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
