"""Check the archive of a meeting: `python3 tools/verify_record.py FILE.zip`.

Nothing but Python's standard library is used, so that anybody can run and read this.
It recomputes the chain of the journal and of the access log, the signatures, and the
hashes of all results, documents and files, and names the first entry that was altered.

    --key FINGERPRINT   the key must be the one whose fingerprint is printed
    --root HASH         the journal must have had this hash, as printed in the minutes

Exit status: 0 the archive is whole, 1 it was altered, 2 it cannot be read as one.
"""

import argparse
import datetime as dt
import hashlib
import json
import re
import struct
import sys
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

WHOLE, ALTERED, UNREADABLE = 0, 1, 2
FORMAT, VERSION = "kiosk-archive", 1
GENESIS = "0" * 64
UNLISTED = ("manifest.json", "manifest.sig", "record_key.pub")
VIETNAM = dt.timezone(dt.timedelta(hours=7))
# Limits, so that a hostile file costs neither memory nor time.
MAX_ENTRIES, MAX_DIRECTORY_BYTES = 500_000, 100_000_000
MAX_TEXT_BYTES, MAX_LINE_BYTES, CHUNK = 100_000_000, 4_000_000, 1 << 20
# Above this size nothing real is compressed so much.
SMALL_BYTES, MAX_RATIO = 100_000_000, 250
MAX_CHECKPOINTS, MAX_SHOWN = 20_000, 20
# Raised by data of another shape than expected.
BAD_DATA = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError)
BAD_DATA = (*BAD_DATA, RecursionError)
# Raised by a damaged entry of the ZIP.
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError)

Content = dict[str, Any]
# How events are called that matter to a reader; others by their kind.
KINDS = {
    "meeting_stepped": "đổi trạng thái hội nghị",
    "agenda_changed": "sửa chương trình",
    "item_called": "chuyển nội dung",
    "page_turned": "lật trang trình chiếu",
    "document_published": "phát hành tài liệu",
    "document_replaced": "thay tài liệu bằng bản mới",
    "document_withdrawn": "thu hồi tài liệu",
    "floor_changed": "phát biểu",
    "checkin_changed": "điểm danh",
    "vote_opened": "mở biểu quyết",
    "vote_closed": "đóng biểu quyết",
    "vote_counted": "kiểm phiếu",
    "vote_result_recorded": "ghi mã kết quả biểu quyết",
    "vote_announced": "công bố kết quả biểu quyết",
    "minutes_finalised": "hoàn thành biên bản",
    "minutes_signed": "nhận biên bản đã ký",
    "sign_in_ended": "kết thúc phiên đăng nhập",
}


class NoArchiveError(Exception):
    """The file cannot be read as an archive; the message says why, in Vietnamese."""


# ---- Ed25519, RFC 8032, section 5.1 and appendix A ----

KEY_BYTES, SIGNATURE_BYTES = 32, 64
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
# Extended coordinates: x = X/Z, y = Y/Z, xy = T/Z.
Point = tuple[int, int, int, int]
NEUTRAL: Point = (0, 1, 1, 0)


def _sum(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _product(factor: int, point: Point) -> Point:
    result = NEUTRAL
    while factor:
        if factor & 1:
            result = _sum(result, point)
        point = _sum(point, point)
        factor >>= 1
    return result


def _is_same(one: Point, other: Point) -> bool:
    return not (
        (one[0] * other[2] - other[0] * one[2]) % P
        or (one[1] * other[2] - other[1] * one[2]) % P
    )


def _point(data: bytes) -> Point | None:
    """Return the point that 32 bytes encode, None for none."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if len(data) != KEY_BYTES or y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = _point((4 * pow(5, -1, P) % P).to_bytes(KEY_BYTES, "little")) or NEUTRAL


def is_signed(message: str, signature: str, key: str) -> bool:
    """Return whether the hexadecimal signature is by the hexadecimal public key."""
    try:
        sig, public = bytes.fromhex(signature), bytes.fromhex(key)
    except (ValueError, TypeError):
        return False
    if len(sig) != SIGNATURE_BYTES:
        return False
    r, a, s = _point(sig[:32]), _point(public), int.from_bytes(sig[32:], "little")
    if r is None or a is None or s >= ORDER:
        return False
    whole = sig[:32] + public + message.encode()
    h = int.from_bytes(hashlib.sha512(whole).digest(), "little") % ORDER
    return _is_same(_product(s, BASE), _sum(r, _product(h, a)))


def fingerprint(key: str) -> str:
    """Return the digits by which people compare a public key."""
    return hashlib.sha256(bytes.fromhex(key)).hexdigest()[:32]


# ---- The ZIP file ----


def _check_directory(path: Path) -> None:
    """Refuse a ZIP whose list of files alone would fill the memory."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 65_557))
        tail = file.read()
        at = tail.rfind(b"PK\5\6")
        if at < 0 or len(tail) < at + 22:
            raise NoArchiveError("Đây không phải là tệp ZIP, hoặc tệp bị cụt.")
        count, length = struct.unpack("<HI", tail[at + 10 : at + 16])
        locator = tail[max(0, at - 20) : at]
        if locator[:4] == b"PK\6\7":
            # ZIP64: the list is described elsewhere.
            file.seek(struct.unpack("<Q", locator[8:16])[0])
            record = file.read(56)
            if record[:4] != b"PK\6\6":
                raise NoArchiveError("Danh mục của tệp ZIP bị hỏng.")
            count, length = struct.unpack("<QQ", record[32:48])
    if count > MAX_ENTRIES or length > MAX_DIRECTORY_BYTES:
        raise NoArchiveError("Tệp ZIP có quá nhiều tệp bên trong.")


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse what no archive of Kiosk has: bombs, doubles, ways out of the folder."""
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise NoArchiveError("Tệp ZIP có hai tệp trùng tên.")
    end = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        name, parts = entry.filename, entry.filename.split("/")
        if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_./-]*", name) or ".." in parts:
            raise NoArchiveError(f"Tệp ZIP có tên tệp lạ: {name[:100]!r}.")
        if entry.flag_bits & 0x1 or entry.compress_type not in {0, 8}:
            raise NoArchiveError(f"Không đọc được cách nén của tệp {name}.")
        if entry.header_offset < end:
            raise NoArchiveError("Tệp ZIP có các phần chồng lên nhau.")
        end = entry.header_offset + 30 + entry.compress_size
        ratio = entry.file_size / max(1, entry.compress_size)
        if entry.file_size > SMALL_BYTES and ratio > MAX_RATIO:
            raise NoArchiveError(f"Tệp {name} nén quá chặt, giống một tệp phá hoại.")


class Archive:
    """The files of an archive, read in pieces."""

    def __init__(self, path: Path) -> None:
        """Open it.

        :raises NoArchiveError: it is no ZIP, or a hostile one.
        """
        try:
            _check_directory(path)
            self._zip = zipfile.ZipFile(path)
        except (*DAMAGED, *BAD_DATA) as error:
            raise NoArchiveError(f"Không mở được tệp ZIP: {error}") from error
        entries = self._zip.infolist()
        _check_entries(entries)
        self.sizes = {
            one.filename: one.file_size for one in entries if not one.is_dir()
        }
        self.damaged: set[str] = set()

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield a file's content; where it is damaged, what can be read before that."""
        try:
            with self._zip.open(name) as file:
                while piece := file.read(CHUNK):
                    yield piece
        except (*DAMAGED, *BAD_DATA):
            self.damaged.add(name)

    def text(self, name: str) -> bytes:
        """Return a short file, empty where it is missing or too long."""
        if self.sizes.get(name, MAX_TEXT_BYTES) >= MAX_TEXT_BYTES:
            return b""
        return b"".join(self.pieces(name))

    def lines(self, name: str) -> Iterator[bytes]:
        """Yield a file's lines; one that is too long is cut."""
        rest = b""
        for piece in self.pieces(name) if name in self.sizes else ():
            *whole, rest = (rest + piece).split(b"\n")
            yield from whole
            if len(rest) > MAX_LINE_BYTES:
                yield rest[:MAX_LINE_BYTES]
                rest = b""
        if rest:
            yield rest

    def digest(self, name: str) -> str:
        """Return the SHA-256 of a file, "" where it cannot be read to its end."""
        found = hashlib.sha256()
        for piece in self.pieces(name):
            found.update(piece)
        return "" if name in self.damaged else found.hexdigest()


# ---- Chains ----


def canonical(value: Any) -> bytes:
    """Return JSON with sorted keys and no spaces."""
    tight = (",", ":")
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=tight)
    return text.encode()


def link_hash(previous: str, content_sha256: str) -> str:
    """Return the hash of an entry after the hash `previous`."""
    both = bytes.fromhex(previous) + bytes.fromhex(content_sha256)
    return hashlib.sha256(b"\0" + both).hexdigest()


# Lines of a section of the access log without a content.
ANCHOR_FIELDS = {"n", "hash", "anchor"}
HIDDEN_FIELDS = {"n", "hash", "content_sha256"}


@dataclass
class Report:
    """What was found, in the order of the entries."""

    findings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)


@dataclass
class Chain:
    """One chain of an archive, as it is read line by line."""

    file: str
    number: int = 0
    hash: str = GENESIS
    # Hashes by the numbers that signed checkpoints name; of several keys all must fit.
    signed: dict[int, set[str]] = field(default_factory=dict)
    confirmed: int = 0
    # Only a section may begin later than at 1, and leave out what others did.
    is_section: bool = False

    def take(self, entry: Content) -> str:
        """Go on to the next entry; return what is wrong with it, "" for nothing."""
        number = entry["n"]
        if self.is_section and set(entry) == ANCHOR_FIELDS and not self.number:
            self.number, self.hash = int(number), str(entry["hash"])
            bytes.fromhex(self.hash)
            return self._check_signed(before=0)
        if number != self.number + 1:
            return f"thiếu dòng số {self.number + 1} (gặp dòng số {number})"
        if self.is_section and set(entry) == HIDDEN_FIELDS:
            own = entry["content_sha256"]
        else:
            content = {name: each for name, each in entry.items() if name != "hash"}
            own = hashlib.sha256(canonical(content)).hexdigest()
        if link_hash(self.hash, own) != entry["hash"]:
            return "nội dung không khớp mã: dòng này, hoặc dòng ngay trước, đã bị sửa"
        before, self.number, self.hash = self.confirmed, number, entry["hash"]
        return self._check_signed(before)

    def _check_signed(self, before: int) -> str:
        if self.signed.get(self.number, {self.hash}) != {self.hash}:
            return f"các dòng từ sau số {before} đến đây đã bị viết lại: khác mốc đã ký"
        if self.number in self.signed:
            self.confirmed = self.number
        return ""

    def end(self) -> str:
        """Return what is missing at the end, "" for nothing."""
        if self.number < max(self.signed, default=0):
            return f"{self.file}: các dòng sau số {self.number} đã bị xoá"
        return ""


def read_entry(line: bytes) -> Content:
    """Return a line's entry.

    :raises ValueError: it is none, or of another form (as all of BAD_DATA).
    """
    entry = json.loads(line)
    if not isinstance(entry, dict):
        raise TypeError("no entry")
    if canonical(entry) != line:
        raise ValueError("not as it was written")
    return entry


def moment(entry: Content) -> str:
    """Return an entry's time in Vietnam, "" where it has none."""
    try:
        at = dt.datetime.fromisoformat(entry["at"]).astimezone(VIETNAM)
    except (*BAD_DATA, OSError):
        return ""
    return f" lúc {at:%H:%M:%S} ngày {at:%d/%m/%Y}"


def journal_words(entry: Content) -> str:
    """Return what a journal entry reports."""
    body = entry.get("body")
    kind = str(body.get("kind")) if isinstance(body, dict) else "?"
    return f"{KINDS.get(kind, kind)}{moment(entry)}"


def access_words(entry: Content) -> str:
    """Return what an entry of the access log reports."""
    if "content_sha256" in entry:
        return "của người ngoài hội nghị"
    said = f"{entry.get('act', '?')} của {entry.get('username', '?')}"
    return f"{said[:200]}{moment(entry)}"


def read_checkpoints(
    archive: Archive, name: str, prefix: str
) -> tuple[dict[int, set[str]], list[str]]:
    """Return the hashes by number that the signatures confirm, and what is wrong."""
    try:
        checkpoints = json.loads(archive.text(name) or b"[]")
        if not isinstance(checkpoints, list) or len(checkpoints) > MAX_CHECKPOINTS:
            raise ValueError("no list")
    except BAD_DATA:
        return {}, [f"{name}: không đọc được, tệp đã bị sửa hoặc hỏng"]
    signed: dict[int, set[str]] = {}
    for one in checkpoints:
        try:
            number, link, at = int(one["number"]), str(one["hash"]), str(one["at"])
            parts = [prefix, str(number), link, at]
            if one.get("before"):
                parts[0] = "kiosk-access-cut"
                parts.append(str(one["before"]))
            is_right = is_signed("\n".join(parts), one["signature"], one["public_key"])
        except BAD_DATA:
            is_right = False
        if not is_right:
            words = one.get("number", "?") if isinstance(one, dict) else "?"
            return signed, [f"{name}: mốc ở dòng số {words} có chữ ký sai"]
        signed.setdefault(number, set()).add(link)
    return signed, []


# ---- The parts of an archive ----


@dataclass
class Journal:
    """What the journal says about the other files."""

    end: int = 0
    root: str = GENESIS
    # By vote: the hash of the result; by document: the hash of the published original.
    results: dict[int, str] = field(default_factory=dict)
    documents: dict[int, str] = field(default_factory=dict)
    has_root: bool = False


def check_chain(
    archive: Archive, chain: Chain, words: Callable[[Content], str], report: Report
) -> Iterator[Content]:
    """Yield the entries of a chain up to the first that is altered."""
    for place, line in enumerate(archive.lines(chain.file), 1):
        try:
            entry = read_entry(line)
            wrong = chain.take(entry)
        except BAD_DATA:
            entry, wrong = {}, "dòng này đã bị sửa, không đọc được như đã ghi"
        if wrong:
            said = f" ({words(entry)})" if entry else ""
            report.findings.append(f"{chain.file}, dòng {place}{said}: {wrong}")
            return
        yield entry
    if wrong := chain.end():
        report.findings.append(wrong)


def check_journal(archive: Archive, report: Report, root: str) -> Journal:
    """Check the journal and return what it says about the other files."""
    name, journal = "journal/journal.jsonl", Journal()
    first = next(archive.lines(name), b"{}")
    try:
        meeting = int(read_entry(first).get("meeting", 0))
    except BAD_DATA:
        meeting = 0
    prefix = f"kiosk-checkpoint\n{meeting}"
    states, wrong = read_checkpoints(archive, "journal/checkpoints.json", prefix)
    chain = Chain(name, signed=states)
    for entry in check_chain(archive, chain, journal_words, report):
        journal.has_root |= bool(root) and str(entry["hash"]).startswith(root)
        body = entry.get("body")
        if entry.get("meeting") != meeting or not isinstance(body, dict):
            report.findings.append(f"{name}, dòng {entry['n']}: của hội nghị khác")
            break
        if body.get("kind") == "vote_result_recorded":
            journal.results[body["vote_id"]] = str(body["digest"])
        if body.get("kind") == "document_published":
            journal.documents[body["document_id"]] = str(body.get("sha256", ""))
    report.findings += wrong
    journal.end, journal.root = chain.number, chain.hash
    report.facts.append(
        f"nhật ký: {chain.number} dòng, {len(states)} mốc đã ký,"
        f" dòng cuối được ký: {chain.confirmed}"
    )
    return journal


def check_access_log(archive: Archive, report: Report) -> None:
    """Check the section of the access log."""
    name, folder = "access_log/access.jsonl", "access_log/checkpoints.json"
    states, wrong = read_checkpoints(archive, folder, "kiosk-access-checkpoint")
    chain = Chain(name, signed=states, is_section=True)
    count = sum(1 for _ in check_chain(archive, chain, access_words, report))
    report.findings += wrong
    report.facts.append(f"nhật ký truy cập: {count} dòng")


def result_digest(result: Content) -> str:
    """Return the hash of what never changes of a result: no names, no announcement."""
    ballots = []
    for ballot in result["ballots"]:
        rest = {name: each for name, each in ballot.items() if name != "entered_by"}
        if "voter" in ballot:
            rest["voter"] = ballot["voter"]["id"]
        ballots.append(rest)
    if ballots and "voter" in ballots[0]:
        ballots.sort(key=lambda ballot: ballot["voter"])
    content = {n: each for n, each in result.items() if n not in {"meeting", "sha256"}}
    vote = {n: each for n, each in result["vote"].items() if n != "announced_at"}
    content |= {"meeting": result["meeting"]["id"], "vote": vote, "ballots": ballots}
    return hashlib.sha256(canonical(content)).hexdigest()


Ballots = dict[int, Counter[str]]


def stored_ballots(archive: Archive, report: Report) -> Ballots:
    """Return the ballots of the tables by vote: voter (or "") and choices."""
    found: Ballots = {}
    for name in ("data/plain_ballots.jsonl", "data/named_ballots.jsonl"):
        for place, line in enumerate(archive.lines(name), 1):
            try:
                row = json.loads(line)
                choices = json.loads(row["choices"]) if row["choices"] else None
                ballot = _ballot_key(row.get("member_id", ""), choices)
                found.setdefault(int(row["vote_id"]), Counter())[ballot] += 1
            except BAD_DATA:
                said = "lá phiếu này đã bị sửa, không đọc được"
                report.findings.append(f"{name}, dòng {place}: {said}")
                break
    return found


def _ballot_key(voter: object, choices: object) -> str:
    return f"{voter} {canonical(choices).decode()}"


def _odd_ballot(result: Content, stored: Ballots) -> str:
    """Return which ballot of a result differs from the tables, "" for none known."""
    rows = stored.get(result["vote"]["id"])
    if rows is None:
        return ""
    left = rows.copy()
    for place, ballot in enumerate(result["ballots"], 1):
        voter = ballot["voter"]["id"] if "voter" in ballot else ""
        key = _ballot_key(voter, ballot["choices"])
        if left[key] <= 0:
            who = f" của đại biểu số {voter}" if voter != "" else ""
            return f"lá phiếu thứ {place}{who}"
        left[key] -= 1
    more = sum(left.values())
    return f"{more} lá phiếu bị bỏ bớt" if more else ""


def _wrong_result(text: bytes, said: str | None, stored: Ballots) -> str:
    """Return what is wrong with a result, "" for nothing; may raise BAD_DATA."""
    result = json.loads(text)
    title = f"biểu quyết “{str(result['vote']['title'])[:120]}”"
    rest = {name: each for name, each in result.items() if name != "sha256"}
    code = hashlib.sha256(canonical(rest)).hexdigest()
    is_right = said is None or result_digest(result) == said
    odd = _odd_ballot(result, stored)
    if code != result["sha256"] or not is_right:
        where = f", {odd}" if odd else ""
        return f"{title}{where}: kết quả đã bị sửa sau khi kiểm phiếu"
    if odd:
        return f"{title}: {odd} khác với bảng phiếu trong thư mục data"
    return ""


def check_results(archive: Archive, journal: Journal, report: Report) -> None:
    """Check every result against the journal and the stored ballots."""
    stored, seen = stored_ballots(archive, report), set()
    for name in sorted(archive.sizes):
        found = re.fullmatch(r"results/vote-(\d{1,18})\.json", name)
        if not found:
            continue
        vote_id = int(found[1])
        seen.add(vote_id)
        said = journal.results.get(vote_id)
        if said is None:
            report.notes.append(f"{name}: nhật ký không ghi mã của kết quả này")
        try:
            wrong = _wrong_result(archive.text(name), said, stored)
        except BAD_DATA as error:
            wrong = f"lá phiếu hoặc số liệu đã bị sửa, không đọc được ({error})"[:300]
        if wrong:
            report.findings.append(f"{name}: {wrong}")
    for vote_id in sorted(set(journal.results) - seen):
        words = "thiếu kết quả mà nhật ký có ghi"
        report.findings.append(f"results/vote-{vote_id}.json: {words}")
    report.facts.append(f"kết quả biểu quyết: {len(seen)}")


def check_files(
    archive: Archive, manifest: Content, journal: Journal, report: Report
) -> None:
    """Check every file against the manifest, and documents against the journal."""
    listed = {str(one["path"]): one for one in manifest["files"]}
    digests: dict[str, str] = {}
    for name in sorted(set(archive.sizes) - set(UNLISTED)):
        digests[name] = archive.digest(name)
        if name not in listed:
            report.findings.append(f"{name}: tệp lạ, không có trong danh mục")
        elif not digests[name]:
            report.findings.append(f"{name}: tệp bị hỏng trong ZIP")
        elif digests[name] != listed[name]["sha256"]:
            report.findings.append(f"{name}: nội dung khác với danh mục đã ký")
    for name in sorted(set(listed) - set(digests)):
        report.findings.append(f"{name}: tệp có trong danh mục đã bị xoá")
    _check_documents(manifest, journal, digests, report)
    report.facts.append(f"tệp: {len(digests)}")


def _check_documents(
    manifest: Content, journal: Journal, digests: dict[str, str], report: Report
) -> None:
    missing, all_digests = set(manifest.get("missing", ())), set(digests.values())
    for document, sha256 in sorted(journal.documents.items()):
        if not sha256 or sha256 in all_digests:
            continue
        pattern = re.compile(rf"documents/{document}-[^/]*")
        names = [name for name in digests if pattern.fullmatch(name)]
        names = [one for one in names if not one.endswith("-searchable.pdf")]
        where = names[0] if names else f"documents/{document}-…"
        if sha256 in missing:
            report.notes.append(f"{where}: máy chủ đã mất tệp này trước khi lập hồ sơ")
        else:
            words = "không phải tệp đã phát hành mà nhật ký ghi"
            report.findings.append(f"{where}: {words}")


def check_manifest(
    archive: Archive, journal: Journal, manifest: Content, report: Report
) -> str:
    """Check the signature of the list of files; return the key's fingerprint."""
    key = archive.text("record_key.pub").decode("ascii", "replace").strip()
    signature = archive.text("manifest.sig").decode("ascii", "replace").strip()
    digest = hashlib.sha256(archive.text("manifest.json")).hexdigest()
    if not is_signed(f"kiosk-archive\n{digest}", signature, key):
        words = "chữ ký không đúng: danh mục, chữ ký hoặc khoá đã bị sửa"
        report.findings.append(f"manifest.json: {words}")
    said = manifest.get("journal", {})
    if (said.get("last"), said.get("root")) != (journal.end, journal.root):
        words = "dòng cuối và mã của nhật ký khác với danh mục"
        report.findings.append(f"journal/journal.jsonl: {words}")
    try:
        return fingerprint(key)
    except ValueError:
        return ""


def read_manifest(archive: Archive, report: Report) -> Content:
    """Return the manifest; one that was damaged is a finding.

    :raises NoArchiveError: there is none, or it is of another format.
    """
    if "manifest.json" not in archive.sizes:
        raise NoArchiveError("Trong tệp ZIP không có manifest.json.")
    try:
        manifest = json.loads(archive.text("manifest.json"))
        files = {str(one["path"]): str(one["sha256"]) for one in manifest["files"]}
        found = (manifest["format"], manifest["version"])
        if len(files) != len(manifest["files"]) or not hasattr(
            manifest.get("journal", {}), "get"
        ):
            raise ValueError("doubles")
    except BAD_DATA as error:
        if "manifest.sig" not in archive.sizes:
            raise NoArchiveError("Không đọc được manifest.json.") from error
        report.findings.append("manifest.json: không đọc được, đã bị sửa hoặc hỏng")
        return {"files": []}
    if found != (FORMAT, VERSION):
        raise NoArchiveError("Hồ sơ do bản Kiosk mới hơn lập; xin dùng công cụ mới.")
    return manifest


def verify(path: Path, *, key: str = "", root: str = "") -> Report:
    """Check an archive; `key` and `root` are what is printed, "" for not known.

    :raises NoArchiveError: it cannot be read as one.
    """
    report, archive = Report(), Archive(path)
    manifest = read_manifest(archive, report)
    is_listed = not report.findings
    journal = check_journal(archive, report, root)
    check_results(archive, journal, report)
    check_access_log(archive, report)
    if is_listed:
        check_files(archive, manifest, journal, report)
    found = check_manifest(archive, journal, manifest, report)
    if key and not (found and found.startswith(key)):
        words = f"khoá đã ký là {found or 'không rõ'}, không phải khoá in trên giấy"
        report.findings.append(f"record_key.pub: {words}")
    if root and not journal.has_root:
        words = "không dòng nào có mã bản ghi in trên giấy"
        report.findings.append(f"journal/journal.jsonl: {words}")
    report.facts += [
        f"mã bản ghi (dòng {journal.end}): {journal.root}",
        f"dấu của khoá: {found or 'không rõ'}",
    ]
    return report


def _digits(text: str) -> str:
    digits = re.sub(r"[\s:.-]", "", text).lower()
    if not re.fullmatch("[0-9a-f]{16,64}", digits):
        raise argparse.ArgumentTypeError("phải có ít nhất 16 chữ số 0–9, a–f")
    return digits


def _say(report: Report, *, is_compared: bool) -> int:
    for fact in report.facts:
        print(f"  {fact}")
    for note in report.notes[:MAX_SHOWN]:
        print(f"LƯU Ý {note}")
    if not report.findings:
        print("\nHồ sơ NGUYÊN VẸN.")
        if not is_compared:
            print("Hãy so mã bản ghi và dấu của khoá với bản in trong biên bản đã ký.")
        return WHOLE
    print(f"\nHồ sơ ĐÃ BỊ SỬA. Chỗ đầu tiên:\n  {report.findings[0]}")
    if report.findings[1:]:
        print("Những chỗ khác:")
    for finding in report.findings[1:MAX_SHOWN]:
        print(f"  {finding}")
    return ALTERED


def main(arguments: list[str]) -> int:
    """Check an archive, say what was found, and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="verify_record.py", description="Kiểm tra hồ sơ (ZIP) của một hội nghị."
    )
    parser.add_argument("file", type=Path, metavar="TỆP.zip")
    parser.add_argument("--key", type=_digits, help="dấu của khoá đã in")
    parser.add_argument("--root", type=_digits, help="mã bản ghi đã in")
    given = parser.parse_args(arguments)
    try:
        report = verify(given.file, key=given.key or "", root=given.root or "")
    except NoArchiveError as error:
        print(f"Không đọc được hồ sơ: {error}", file=sys.stderr)
        return UNREADABLE
    return _say(report, is_compared=bool(given.key and given.root))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
