"""What a vote must have before it is kept or opened."""

import pytest
from msgspec.structs import replace

from kiosk.errors import Invalid
from kiosk.voting.rules.drafts import checked_form
from kiosk.voting.rules.forms import OptionForm, SharesForm, VoteForm
from kiosk.voting.rules.kinds import PRESETS, BallotForm, VoteKind, VoterRule
from tests.expected_errors import refused

ELECTION = {"kind": VoteKind.ELECTION, "form": BallotForm.UP_TO}
CONFIDENCE = {"kind": VoteKind.CONFIDENCE, "form": BallotForm.LEVELS}
SECRET, PAPER = {"kind": VoteKind.SECRET}, {"kind": VoteKind.PAPER}
KEPT = ("max_choices", "share_count", "share_threshold", "levels", "has_receipt")


def form(**fields):
    options = [OptionForm(one) for one in fields.pop("labels", ["Có", "Không"])]
    given = {"title": " Bầu cử ", "kind": VoteKind.OPEN, "options": options}
    return VoteForm(**given | fields)


def test_candidates_are_sorted_by_given_name():
    names = ["Trần Văn Ước", "Lê Thị Ánh", "Nguyễn Văn Đức", "Phạm Thị Dung"]
    election = form(labels=names, kind=VoteKind.ELECTION, form=BallotForm.UP_TO)
    labels = [one.label for one in checked_form(election).options]
    assert labels == ["Lê Thị Ánh", "Phạm Thị Dung", "Nguyễn Văn Đức", "Trần Văn Ước"]
    assert checked_form(form()).title == "Bầu cử"


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("no_title", {"title": " "}),
        ("few_options", {"labels": ["Có"]}),
        ("few_options", {"labels": ["Có", ""]}),
        ("few_options", ELECTION | {"labels": []}),
        ("same_options", {"labels": ["Có", "có"]}),
        ("wrong_base", {"voter_rule": VoterRule.SUMMONED}),
        ("wrong_form", {"form": BallotForm.UP_TO}),
        ("many_seats", ELECTION | {"max_choices": 3}),
        ("bad_shares", {"share_count": 3, "share_threshold": 2}),
        ("bad_shares", SECRET | {"share_count": 3, "share_threshold": 1}),
        ("bad_shares", SECRET | {"share_count": 2, "share_threshold": 3}),
        ("bad_shares", PAPER | {"share_count": 3, "share_threshold": 2}),
        ("bad_levels", CONFIDENCE | {"levels": ["Cao", "Cao"]}),
        ("bad_levels", CONFIDENCE | {"levels": ["Cao"]}),
        ("bad_receipt", {"has_receipt": True}),
        ("bad_receipt", {"kind": VoteKind.PAPER, "has_receipt": True}),
        ("bad_receipt", SECRET | {"has_receipt": True, "is_rehearsal": True}),
    ],
)
def test_a_draft_that_makes_no_sense_is_refused(code, wrong):
    with refused(Invalid, code):
        checked_form(form(**wrong))


@pytest.mark.parametrize(
    "edge",
    [
        {
            "kind": VoteKind.ELECTION,
            "form": BallotForm.UP_TO,
            "labels": ["Lò Văn Pánh"],
        },
        ELECTION | {"max_choices": 2},
        SECRET | {"share_count": 2, "share_threshold": 2},
        SECRET | {"share_count": 3, "share_threshold": 2},
        CONFIDENCE | {"levels": ["Cao", "Thấp"]},
        SECRET | {"has_receipt": True},
    ],
)
def test_a_draft_at_the_edge_is_kept_as_it_is(edge):
    kept = checked_form(form(**edge))
    for name in (
        "max_choices",
        "share_count",
        "share_threshold",
        "levels",
        "has_receipt",
    ):
        if name in edge:
            assert getattr(kept, name) == edge[name]


def test_what_does_not_belong_to_the_form_is_left_out_and_texts_are_composed():
    options = [OptionForm("Co\u0301", "mo\u0323t"), OptionForm("Không")]
    kept = checked_form(
        form(
            options=options,
            question="Go\u0300m",
            max_choices=2,
            levels=["Cao", "Thấp"],
        )
    )
    assert kept.options[0] == OptionForm("Có", "mọt")
    assert (kept.question, kept.max_choices, kept.levels) == ("Gòm", 1, [])


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("  Một  HAI\tba ", ["một hai ba"]),
        (["Một hai", " ", "BA bốn"], ["một hai", "ba bốn"]),
        ("", []),
    ],
)
def test_shares_are_read_in_one_spelling(words, lines):
    assert SharesForm(words).lines() == lines


def test_a_confidence_vote_has_three_levels_by_itself():
    draft = form(kind=VoteKind.CONFIDENCE, form=BallotForm.LEVELS, is_secret=True)
    assert len(checked_form(draft).levels) == 3
    assert checked_form(draft).is_secret


@pytest.mark.parametrize("name", PRESETS)
def test_presets_are_votes_that_can_be_kept(name):
    preset = PRESETS[name]
    rule = replace(preset.rule, members=50)
    kept = checked_form(form(labels=list(preset.options), rule=rule))
    assert len(kept.options) == 3
