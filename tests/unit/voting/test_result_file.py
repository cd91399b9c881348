"""The published result, and the tool that recounts it."""

import copy
import hashlib
import json
from pathlib import Path

import pytest

from kiosk.cli.main import main
from kiosk.voting.result_file import check_code, result_content
from tests.unit.voting.conftest import NO, YES
from tools import recount


@pytest.fixture
def out(tmp_path) -> Path:
    return tmp_path / "result.json"


def counted(room, **fields) -> int:
    """Return a vote in which three have voted, closed and counted."""
    vote = room.opened(**fields)
    for tablet, place in zip(room.tablets, (YES, YES, NO), strict=False):
        assert room.cast(vote, tablet, place).json["kept"]
    room.act(vote, "close")
    return vote


def content_of(room, vote: int) -> dict:
    with room.store.read_session() as session:
        return result_content(session, room.meeting, vote)


def check(content: dict, out: Path) -> int:
    out.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return recount.main([str(out)])


def signed(content: dict) -> dict:
    """Return the content with a check code that fits it."""
    rest = {name: each for name, each in content.items() if name != "sha256"}
    return rest | {"sha256": check_code(rest)}


SECRET_KINDS = [
    {"kind": "secret"},
    {"kind": "election", "form": "up_to", "max_choices": 2, "is_secret": True},
]
OPEN_KINDS = [
    {"kind": "open"},
    {"kind": "open", "is_rehearsal": True},
    {"kind": "election", "form": "up_to", "max_choices": 1},
]


@pytest.mark.parametrize("fields", [*OPEN_KINDS, *SECRET_KINDS])
def test_a_right_file_is_right(room, out, capsys, fields):
    content = content_of(room, counted(room, **fields))
    assert len(content["ballots"]) == 3
    assert check(content, out) == 0
    said = capsys.readouterr().out
    assert "SHA-256" in said
    assert content["sha256"] in said
    assert "SAI" not in said
    assert ("BIỂU QUYẾT THỬ" in said) == fields.get("is_rehearsal", False)


def test_with_levels(room, out):
    vote = room.opened(kind="confidence", form="levels", labels=["Ông A", "Bà B"])
    options = [str(one["id"]) for one in room.shown(vote)["options"]]
    levels = room.shown(vote)["levels"]
    for tablet, level in zip(room.tablets, levels, strict=False):
        choices = dict.fromkeys(options, level)
        path = f"{room.at}/{vote}/ballot"
        assert tablet.post(path, json={"choices": choices}).json["kept"]
    room.act(vote, "close")
    assert check(content_of(room, vote), out) == 0


@pytest.mark.parametrize("fields", [OPEN_KINDS[0], SECRET_KINDS[0]])
@pytest.mark.parametrize("is_signed", [False, True])
def test_one_changed_ballot_is_found(room, out, capsys, fields, is_signed):
    content = content_of(room, counted(room, **fields))
    yes, no = (str(option["id"]) for option in content["options"][:2])
    mine = next(each for each in content["ballots"] if each["choices"] == {yes: 1})
    mine["choices"] = {no: 1}
    assert check(signed(content) if is_signed else content, out) == 1
    said = capsys.readouterr().out
    assert "đếm lại được" in said
    assert ("SAI   mã kiểm tra" in said) == (not is_signed)


def test_a_ballot_that_was_taken_out_or_put_in_is_found(room, out):
    content = content_of(room, counted(room))
    less, more = copy.deepcopy(content), copy.deepcopy(content)
    del less["ballots"][0]
    more["ballots"].append(more["ballots"][0])
    assert check(signed(less), out) == 1
    assert check(signed(more), out) == 1


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("passed", True),
        ("valid", 4),
        ("needed", 1),
        ("by_site", [{"name": "", "cast": 2, "counts": {}}]),
        ("base_counts", {"summoned": 1, "members": 0, "present": 1, "cast": 3}),
    ],
)
def test_a_changed_result_is_found(room, out, place, value):
    content = content_of(room, counted(room))
    assert content["result"][place] != value
    content["result"][place] = value
    assert check(signed(content), out) == 1


def test_a_name_beside_a_secret_ballot_is_found(room, out):
    content = content_of(room, counted(room, kind="secret"))
    content["ballots"][0]["voter"] = {"id": 1}
    assert check(signed(content), out) == 1


BAD_FILES = [
    "",
    "{",
    "[]",
    "null",
    "{}",
    '{"format": "kiosk-vote-result", "version": 2}',
    '{"format": "kiosk-vote-result", "version": 1}',
    "[" * 100_000,
]


@pytest.mark.parametrize("text", BAD_FILES)
def test_what_is_no_result_is_unreadable(out, text, capsys):
    out.write_text(text, "utf-8")
    assert recount.main([str(out)]) == 2
    assert "Không đọc được" in capsys.readouterr().err


def test_a_result_with_wrong_shapes_is_unreadable(room, out):
    content = content_of(room, counted(room))
    for name in ("vote", "rule", "presence", "options", "ballots", "counts", "result"):
        for value in (None, 1, "x", [1], {}):
            bad = copy.deepcopy(content) | {name: value}
            assert check(bad, out) in {1, 2}
    zero = copy.deepcopy(content)
    zero["rule"]["denominator"] = 0
    assert check(zero, out) == 2


def test_a_missing_file_and_no_file(tmp_path):
    assert recount.main([str(tmp_path / "none.json")]) == 2
    assert recount.main([]) == 2
    assert recount.main(["--help"]) == 2


def test_secret_ballots_stand_there_without_names_in_an_order_that_says_nothing(room):
    content = content_of(room, counted(room, kind="secret"))
    yes, no = (str(option["id"]) for option in content["options"][:2])
    assert content["ballots"] == [{"choices": {each: 1}} for each in (yes, yes, no)]
    assert "Lò Văn" not in json.dumps(content, ensure_ascii=False)


def test_open_ballots_have_their_voters(room):
    content = content_of(room, counted(room))
    names = [ballot["voter"]["name"] for ballot in content["ballots"]]
    assert names == ["Lò Văn 0", "Lò Văn 1", "Lò Văn 2"]


def test_the_code_is_of_canonical_json(room):
    content = content_of(room, counted(room))
    code = content.pop("sha256")
    text = json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    assert hashlib.sha256(text.encode()).hexdigest() == code


def test_hands_and_paper(room, out):
    hands = room.opened(kind="hands")
    options = [str(one["id"]) for one in room.shown(hands)["options"]]
    counts = dict(zip(options, (4, 1, 0), strict=True))
    room.act(hands, "hand-count", room.secretary, site_id=None, counts=counts)
    room.act(hands, "close")
    content = content_of(room, hands)
    assert check(content, out) == 0
    content["counts"][0]["marks"][options[0]]["1"] = 5
    assert check(signed(content), out) == 1

    paper = room.opened(kind="paper", is_secret=True)
    options = [str(one["id"]) for one in room.shown(paper)["options"]]
    numbers = {"issued": 6, "returned": 5, "valid": 4, "invalid": 1}
    counts = dict(zip(options, (3, 1, 0), strict=True))
    reasons = {"Gạch cả ba": 1}
    more = {"counts": counts, "reasons": reasons}
    room.act(paper, "paper-count", room.secretary, **numbers, **more)
    room.act(paper, "close")
    content = content_of(room, paper)
    assert check(content, out) == 0
    content["result"]["returned"] = 6
    assert check(signed(content), out) == 1


class TestCommand:
    """`python -m kiosk result MEETING VOTE --out FILE`."""

    @pytest.fixture(autouse=True)
    def settings(self, store, monkeypatch):
        monkeypatch.setenv("KIOSK_DATA", str(store.config.data))
        if not store.database.is_sqlite:
            monkeypatch.setenv("KIOSK_DATABASE_URL", store.config.database_address)

    def run(self, room, vote: int, out: Path) -> int:
        return main(["result", str(room.meeting), str(vote), "--out", str(out)])

    def test_writes_a_file_that_is_right(self, room, out, capsys):
        vote = counted(room, is_rehearsal=True)
        assert self.run(room, vote, out) == 0
        assert "BIỂU QUYẾT THỬ" in capsys.readouterr().out
        assert json.loads(out.read_text("utf-8"))["rehearsal"] is True
        assert recount.main([str(out)]) == 0
        assert list(out.parent.glob("*.part")) == []

    @pytest.mark.parametrize("name", [None, "cancel"])
    def test_never_of_a_vote_that_is_open_or_cancelled(self, room, out, capsys, name):
        vote = room.opened(kind="secret")
        room.cast(vote, room.tablets[0], YES)
        if name:
            room.act(vote, name, reason="thử")
        assert self.run(room, vote, out) == 2
        assert "chưa có kết quả" in capsys.readouterr().err
        assert not out.exists()

    def test_of_a_vote_that_is_not_there(self, room, out, capsys):
        assert self.run(room, 99, out) == 2
        assert capsys.readouterr().err

    def test_where_it_cannot_write(self, room, tmp_path, capsys):
        vote = counted(room)
        assert self.run(room, vote, tmp_path / "none" / "result.json") == 1
        assert "Không ghi được" in capsys.readouterr().err
