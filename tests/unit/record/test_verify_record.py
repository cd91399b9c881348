"""`tools/verify_record.py`: whole archives, altered ones, and hostile files."""

import json
import re
import zipfile
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_access, sign_access_log
from kiosk.documents.rules import Publication
from kiosk.identity import Endpoint
from kiosk.record.actions import make_checkpoint
from kiosk.storage.chain import GENESIS, canonical_json, link_hash, sha256_of_json
from kiosk.voting.digests import ResultDigests
from tests.unit.ingestion import sample_files
from tests.unit.record.archive_builder import (
    ACCESS,
    JOURNAL,
    Files,
    end_of,
    files_of_meeting,
    with_manifest,
    write_zip,
)
from tests.unit.voting.conftest import NO, YES, VotingRoom
from tools import verify_record

KEY = bytes(range(32))


def vote_on(room, **fields) -> int:
    vote = room.opened(**fields)
    for tablet, place in zip(room.tablets, (YES, YES, NO), strict=False):
        assert room.cast(vote, tablet, place).json["kept"]
    room.act(vote, "close")
    ResultDigests(room.store).record(vote)
    room.act(vote, "announce")
    return vote


def publish_document(room) -> int:
    item = room.scene.make_item(room.meeting)
    paper = room.scene.make_document(
        room.meeting, item, [sample_files.picture("WEBP")], Publication.DRAFT
    )
    path = f"/m/{room.meeting}/documents/{paper}/publish"
    reply = room.secretary.post(path, json={})
    assert reply.status_code < 300, reply.json
    return paper


@dataclass(frozen=True)
class MeetingArchive:
    """The archive of a meeting with an open and a secret vote and a document."""

    files: Files
    votes: list[int]
    paper: int
    root: str


@pytest.fixture(scope="module")
def archive_once():
    return []


@pytest.fixture
def made(request, archive_once) -> MeetingArchive:
    """Make it for the first test only."""
    if not archive_once:
        store, scene, client_for = (
            request.getfixturevalue(name) for name in ("store", "scene", "client_for")
        )
        room = VotingRoom(scene, store, client_for)
        votes = [vote_on(room), vote_on(room, kind="secret")]
        paper = publish_document(room)
        with store.unit_of_work("test") as work:
            for port in range(4):
                endpoint = Endpoint("10.0.0.7", port)
                log_access(work, AccessAction.SIGNED_IN, "thuky", endpoint)
            sign_access_log(work, KEY)
            make_checkpoint(work, room.meeting, KEY)
        files = files_of_meeting(store, room.meeting)
        archive_once.append(
            MeetingArchive(files, votes, paper, end_of(store, room.meeting))
        )
    return archive_once[0]


@pytest.fixture
def files(made) -> Files:
    return dict(made.files)


@pytest.fixture
def votes(made) -> list[int]:
    return made.votes


@pytest.fixture
def verify(tmp_path, capsys):
    """Write the files as a ZIP, run the tool; return its status and what it says."""

    def run(files, *options, key=KEY):
        path = write_zip(with_manifest(files, key), tmp_path / "archive.zip")
        return run_on(path, capsys, *options)

    return run


def run_on(path, capsys, *options):
    status = verify_record.main([str(path), *options])
    said = capsys.readouterr()
    return status, said.out + said.err


def first(said: str) -> str:
    return said.partition("Chỗ đầu tiên:\n")[2].splitlines()[0].strip()


class TestWhole:
    def test_a_whole_archive_is_whole(self, files, verify, made):
        status, said = verify(files, "--root", made.root)
        assert status == verify_record.WHOLE, said
        assert "NGUYÊN VẸN" in said
        assert made.root in said
        assert "kết quả biểu quyết: 2" in said
        assert "nhật ký truy cập: 4 dòng" in said

    def test_root_and_fingerprint_are_compared_with_what_is_printed(
        self, files, verify
    ):
        right = verify_record.fingerprint(SigningKey(KEY).verify_key.encode().hex())
        assert verify(files, "--key", right.upper())[0] == verify_record.WHOLE
        status, said = verify(files, "--key", "f" * 32)
        assert (status, "record_key.pub" in first(said)) == (1, True)
        status, said = verify(files, "--root", "a" * 64)
        assert (status, "mã bản ghi in trên giấy" in first(said)) == (1, True)

    def test_names_may_have_been_erased_and_the_meeting_renamed(self, files, verify):
        for path in [one for one in files if one.startswith("results/")]:
            result = json.loads(files[path])
            result["meeting"]["title"] = "Tên khác"
            for ballot in result["ballots"]:
                if "voter" in ballot:
                    ballot["voter"] |= {"name": "", "unit": "", "seat": ""}
                    ballot["entered_by"] = ""
            del result["sha256"]
            files[path] = json.dumps(result | {"sha256": sha256_of_json(result)})
            files[path] = files[path].encode()
        status, said = verify(files)
        assert status == verify_record.WHOLE, said

    def test_a_section_may_begin_later_and_hide_what_others_did(self, files, verify):
        rows = [json.loads(line) for line in files[ACCESS].splitlines()]
        hidden = {name: each for name, each in rows[2].items() if name != "hash"}
        shown = [
            {"n": 1, "hash": rows[0]["hash"], "anchor": True},
            rows[1],
            {"n": 3, "content_sha256": sha256_of_json(hidden), "hash": rows[2]["hash"]},
            rows[3],
        ]
        files[ACCESS] = "".join(f"{canonical_json(x)}\n" for x in shown).encode()
        assert verify(files)[0] == verify_record.WHOLE
        shown[2]["content_sha256"] = "0" * 64
        files[ACCESS] = "".join(f"{canonical_json(x)}\n" for x in shown).encode()
        assert first(verify(files)[1]).startswith(f"{ACCESS}, dòng 3")

    def test_the_journal_may_do_neither(self, files, verify):
        rows = [json.loads(line) for line in files[JOURNAL].splitlines()]
        content = {name: each for name, each in rows[1].items() if name != "hash"}
        for place, line in (
            (0, {"n": 1, "hash": rows[0]["hash"], "anchor": True}),
            (
                1,
                {
                    "n": 2,
                    "content_sha256": sha256_of_json(content),
                    "hash": rows[1]["hash"],
                },
            ),
        ):
            changed = [*rows[:place], line, *rows[place + 1 :]]
            lines = "".join(f"{canonical_json(one)}\n" for one in changed)
            status, said = verify(files | {JOURNAL: lines.encode()})
            assert status == verify_record.ALTERED
            assert first(said).startswith(f"{JOURNAL}, dòng {place + 1} ")


def altered(files, path, old, new, count=1):
    assert old in files[path], files[path][:500]
    return files | {path: files[path].replace(old, new, count)}


class TestAltered:
    """Each with a manifest signed anew: as by somebody who has the key."""

    def test_a_line_of_the_journal(self, files, verify):
        number = 4
        line = files[JOURNAL].splitlines()[number - 1]
        other = re.sub(rb'"actor":"([^"]*)"', b'"actor":"somebody"', line)
        status, said = verify(altered(files, JOURNAL, line, other))
        assert status == verify_record.ALTERED
        assert first(said).startswith(f"{JOURNAL}, dòng {number} (")
        assert "đã bị sửa" in first(said)

    @pytest.mark.parametrize("secret", [False, True])
    def test_a_ballot_of_a_result(self, files, verify, votes, secret):
        vote = votes[secret]
        path = f"results/vote-{vote}.json"
        result = json.loads(files[path])
        yes, no = result["options"][0]["id"], result["options"][1]["id"]
        place = next(
            n for n, b in enumerate(result["ballots"]) if str(yes) in b["choices"]
        )
        result["ballots"][place]["choices"] = {str(no): 1}
        del result["sha256"]
        # Even with a check code that fits.
        result["sha256"] = sha256_of_json(result)
        files[path] = json.dumps(result).encode()
        status, said = verify(files)
        assert status == verify_record.ALTERED
        assert first(said).startswith(f"{path}: biểu quyết “Thông qua nghị quyết”")
        assert "lá phiếu thứ" in first(said)
        assert ("của đại biểu số" in first(said)) is not secret

    def test_one_byte_of_a_ballot_that_is_no_result_any_more(
        self, files, verify, votes
    ):
        path = f"results/vote-{votes[0]}.json"
        status, said = verify(altered(files, path, b'"choices"', b'"ch\xffices"'))
        assert status == verify_record.ALTERED
        assert first(said).startswith(f"{path}: lá phiếu hoặc số liệu đã bị sửa")

    @pytest.mark.parametrize("table", ["named_ballots", "plain_ballots"])
    def test_a_ballot_of_the_tables(self, files, verify, table):
        path = f"data/{table}.jsonl"
        row = json.loads(files[path].splitlines()[0])
        (option,) = json.loads(row["choices"])
        other = row["choices"].replace(option, str(int(option) + 1))
        old, new = (json.dumps(one)[1:-1].encode() for one in (row["choices"], other))
        status, said = verify(altered(files, path, old, new))
        assert status == verify_record.ALTERED
        assert "lá phiếu" in first(said)
        assert "bảng phiếu trong thư mục data" in first(said)

    def test_a_result_that_is_missing(self, files, verify, votes):
        path = f"results/vote-{votes[1]}.json"
        del files[path]
        assert first(verify(files)[1]).startswith(f"{path}: thiếu kết quả")

    def test_a_document(self, files, verify, made):
        path = f"documents/{made.paper}-to-trinh.pdf"
        files[path] = files[path][:-1] + b"?"
        status, said = verify(files)
        assert status == verify_record.ALTERED
        assert first(said) == f"{path}: không phải tệp đã phát hành mà nhật ký ghi"

    def test_a_line_of_the_access_log(self, files, verify):
        status, said = verify(altered(files, ACCESS, b"10.0.0.7", b"10.0.0.8"))
        assert status == verify_record.ALTERED
        assert first(said).startswith(f"{ACCESS}, dòng 1 (signed_in của thuky lúc ")

    @pytest.mark.parametrize("path", [JOURNAL, ACCESS])
    def test_lines_cut_off_at_the_end(self, files, verify, path):
        kept = files[path].splitlines(keepends=True)[:-2]
        status, said = verify(files | {path: b"".join(kept)})
        assert status == verify_record.ALTERED
        assert first(said) == f"{path}: các dòng sau số {len(kept)} đã bị xoá"

    def test_a_journal_written_anew_differs_from_its_checkpoint(self, files, verify):
        rows = [json.loads(line) for line in files[JOURNAL].splitlines()]
        rows[2]["actor"], link = "somebody", GENESIS
        for row in rows:
            del row["hash"]
            row["hash"] = link = link_hash(link, row)
        lines = "".join(f"{canonical_json(row)}\n" for row in rows).encode()
        status, said = verify(files | {JOURNAL: lines})
        assert status == verify_record.ALTERED
        assert "các dòng từ sau số 0 đến đây đã bị viết lại" in first(said)

    @pytest.mark.parametrize("folder", ["journal", "access_log"])
    def test_a_checkpoint(self, files, verify, folder):
        path = f"{folder}/checkpoints.json"
        status, said = verify(altered(files, path, b'"at": "20', b'"at": "21'))
        assert status == verify_record.ALTERED
        assert "chữ ký sai" in first(said)


class TestWithoutTheKey:
    """Whoever has no key cannot sign the manifest anew."""

    def test_any_file_that_is_changed_is_named(self, files, tmp_path, capsys):
        whole = with_manifest(files, KEY)
        for path in [one for one in files if not one.startswith(("jour", "acc"))]:
            changed = whole | {path: files[path] + b" "}
            status, said = run_on(write_zip(changed, tmp_path / "a.zip"), capsys)
            assert status == verify_record.ALTERED, path
            assert path in said

    def test_added_and_missing_files_are_named(self, files, tmp_path, capsys):
        whole = with_manifest(files, KEY)
        added = write_zip(whole | {"documents/9-la.pdf": b""}, tmp_path / "a.zip")
        assert "documents/9-la.pdf: tệp lạ" in first(run_on(added, capsys)[1])
        del whole["index.html"]
        missing = write_zip(whole, tmp_path / "b.zip")
        assert first(run_on(missing, capsys)[1]).startswith("index.html: tệp có trong")

    def test_another_key_does_not_fit_the_printed_one(self, files, verify):
        right = verify_record.fingerprint(SigningKey(KEY).verify_key.encode().hex())
        status, said = verify(files, "--key", right, key=bytes(32))
        assert (status, "record_key.pub" in said) == (1, True)

    @pytest.mark.parametrize(
        "name", ["manifest.json", "manifest.sig", "record_key.pub"]
    )
    def test_manifest_signature_or_key(self, files, tmp_path, capsys, name):
        whole = with_manifest(files, KEY)
        content = bytearray(whole[name])
        content[10] = ord("0") if content[10] != ord("0") else ord("1")
        path = write_zip(whole | {name: bytes(content)}, tmp_path / "a.zip")
        status, said = run_on(path, capsys)
        assert status == verify_record.ALTERED
        assert "manifest.json" in first(said)

    def test_a_byte_of_the_zip_itself(self, files, tmp_path, capsys):
        path = write_zip(with_manifest(files, KEY), tmp_path / "a.zip")
        with zipfile.ZipFile(path) as archive:
            entry = archive.getinfo(ACCESS)
        content = bytearray(path.read_bytes())
        content[entry.header_offset + 30 + len(ACCESS) + 40] ^= 1
        path.write_bytes(content)
        status, said = run_on(path, capsys)
        assert status == verify_record.ALTERED
        assert ACCESS in first(said)


class TestUnreadable:
    @pytest.mark.parametrize("content", [b"", b"PK", b"no zip at all" * 99])
    def test_no_zip(self, tmp_path, capsys, content):
        path = tmp_path / "a.zip"
        path.write_bytes(content)
        status, said = run_on(path, capsys)
        assert (status, "Không đọc được hồ sơ" in said) == (2, True)

    def test_no_file(self, tmp_path, capsys):
        assert run_on(tmp_path / "none.zip", capsys)[0] == verify_record.UNREADABLE

    @pytest.mark.parametrize(
        "files",
        [
            {"readme.txt": b""},
            {"manifest.json": b"{"},
            {"manifest.json": b'{"format":"x","version":1,"files":[]}'},
            {"manifest.json": b"[" * 100_000},
            {"../manifest.json": b"{}"},
            {"/etc/passwd": b""},
            {"a\\b": b""},
        ],
    )
    def test_another_zip_or_a_hostile_one(self, tmp_path, capsys, files):
        path = write_zip(files, tmp_path / "a.zip")
        assert run_on(path, capsys)[0] == verify_record.UNREADABLE

    def test_a_bomb(self, tmp_path, capsys):
        path = write_zip({"manifest.json": bytes(110_000_000)}, tmp_path / "a.zip")
        status, said = run_on(path, capsys)
        assert (status, "phá hoại" in said) == (2, True)

    def test_doubles(self, tmp_path, capsys):
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("manifest.json", "{}")
            with pytest.warns(UserWarning, match="Duplicate"):
                archive.writestr("manifest.json", "{}")
        assert run_on(path, capsys)[0] == verify_record.UNREADABLE

    def test_a_long_list_of_files(self, tmp_path, capsys, monkeypatch):
        monkeypatch.setattr(verify_record, "MAX_ENTRIES", 3)
        path = write_zip({str(n): b"" for n in range(4)}, tmp_path / "a.zip")
        assert run_on(path, capsys)[0] == verify_record.UNREADABLE

    def test_a_line_without_end(self, files, verify, monkeypatch):
        monkeypatch.setattr(verify_record, "MAX_LINE_BYTES", 1000)
        files[JOURNAL] += b"x" * 3_000_000
        status, said = verify(files)
        assert status == verify_record.ALTERED
        assert "không đọc được" in first(said)


class TestSignatures:
    @given(st.binary(min_size=32, max_size=32), st.text(max_size=200), st.integers(0))
    def test_they_are_those_of_ed25519(self, seed, message, place):
        key = SigningKey(seed)
        try:
            signature = bytearray(key.sign(message.encode()).signature)
        except UnicodeEncodeError:
            return
        public = key.verify_key.encode().hex()
        assert verify_record.is_signed(message, signature.hex(), public)
        assert not verify_record.is_signed(f"{message}.", signature.hex(), public)
        signature[place % 64] ^= 1 << place % 8
        assert not verify_record.is_signed(message, signature.hex(), public)

    def test_those_of_rfc_8032_section_7_1(self):
        public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
        signature = (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        )
        assert verify_record.is_signed("", signature, public)
        more = int.from_bytes(bytes.fromhex(signature)[32:], "little")
        beyond = (more + verify_record.ORDER).to_bytes(32, "little").hex()
        assert not verify_record.is_signed("", signature[:64] + beyond, public)

    @pytest.mark.parametrize(
        ("signature", "key"),
        [("", ""), ("x", "y"), ("00" * 64, "ff" * 32), ("ff" * 64, "00" * 32)],
    )
    def test_no_signature(self, signature, key):
        assert not verify_record.is_signed("", signature, key)


def test_the_tool_and_the_product_hash_alike():
    content = {"n": 1, "text": "Đồng ý", "number": 0.1, "list": [None, True]}
    own = sha256_of_json(content)
    assert verify_record.link_hash(GENESIS, own) == link_hash(GENESIS, content)
