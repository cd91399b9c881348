"""Newer facts never overwrite what was edited in the document."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.minutes.facts.digest import content_digest
from kiosk.minutes.facts.fact_block import FactBlock, fact_block
from kiosk.minutes.facts.nodes import bullets, heading, paragraph, strong, table
from kiosk.minutes.facts.refresh import (
    FactStatus,
    insert_fact,
    is_edited,
    refresh,
    replace_fact,
)

Node = dict[str, Any]


def fact(key: str, *texts: str) -> FactBlock:
    return fact_block(key, "Phát biểu", [paragraph(text) for text in texts], key)


def doc(*nodes: Node) -> Node:
    return {"type": "doc", "content": list(nodes)}


def statuses(reports) -> dict[str, FactStatus]:
    return {one.key: one.status for one in reports}


OLD = [fact("speech.1", "An nói"), fact("speech.2", "Bình nói"), fact("vote.1", "Qua")]
NEW = [fact("speech.1", "An nói 5 phút"), *OLD[1:]]


def test_untouched_facts_become_newer_and_all_else_stays():
    document = doc(heading(1, "Diễn biến"), *(one.node() for one in OLD))
    before = copy.deepcopy(document)
    refreshed, reports = refresh(document, NEW)
    assert refreshed == doc(heading(1, "Diễn biến"), *(one.node() for one in NEW))
    assert statuses(reports) == {"speech.1": FactStatus.CHANGED}
    assert document == before


def test_the_same_facts_change_nothing():
    document = doc(*(one.node() for one in OLD))
    assert refresh(document, OLD) == (document, [])


def test_an_edited_fact_is_kept_and_reported():
    edited = OLD[0].node() | {"content": [paragraph("An nói rất hay")]}
    document = doc(edited, OLD[1].node(), OLD[2].node())
    refreshed, reports = refresh(document, NEW)
    assert refreshed == document
    assert statuses(reports) == {"speech.1": FactStatus.EDITED}
    # The secretary may take it over deliberately.
    assert replace_fact(document, NEW, "speech.1")["content"][0] == NEW[0].node()


def test_bold_set_by_hand_is_an_edit():
    bold = OLD[0].node() | {"content": [paragraph(strong("An nói"))]}
    assert is_edited(bold)
    assert refresh(doc(bold), NEW[:1])[0] == doc(bold)


def test_an_edit_of_a_fact_that_has_not_changed_is_nothing_to_report():
    edited = OLD[0].node() | {"content": [paragraph("An nói rất hay")]}
    assert refresh(doc(edited), OLD[:1]) == (doc(edited), [])


def test_a_fact_that_was_removed_stays_removed_until_it_is_wanted():
    document = doc(OLD[0].node(), paragraph("Chữ của thư ký"), OLD[2].node())
    refreshed, reports = refresh(document, OLD)
    assert (refreshed, statuses(reports)) == (document, {"speech.2": FactStatus.NEW})
    inserted = insert_fact(document, OLD, "speech.2")
    keys = [one.get("attrs", {}).get("key") for one in inserted["content"]]
    assert keys == ["speech.1", "speech.2", None, "vote.1"]
    assert insert_fact(inserted, OLD, "speech.2") == inserted


@pytest.mark.parametrize(
    ("there", "wanted", "keys"),
    [
        (["vote.1"], "speech.1", ["speech.1", "vote.1"]),
        ([], "speech.2", ["speech.2"]),
        (["speech.1"], "unknown", ["speech.1"]),
    ],
)
def test_where_a_fact_is_inserted(there, wanted, keys):
    document = doc(*(one.node() for one in OLD if one.key in there))
    inserted = insert_fact(document, OLD, wanted)
    assert [one["attrs"]["key"] for one in inserted["content"]] == keys


def test_a_fact_that_is_none_any_more_is_kept_and_reported():
    gone = fact("vote.9", "Biểu quyết đã huỷ").node()
    refreshed, reports = refresh(doc(gone), [])
    assert refreshed == doc(gone)
    assert [(one.key, one.detail, one.status) for one in reports] == [
        ("vote.9", "Biểu quyết đã huỷ", FactStatus.GONE)
    ]


def test_facts_in_lists_and_copies_are_found():
    inside = {"type": "bullet_list", "content": [{"type": "list_item"}]}
    inside["content"][0]["content"] = [OLD[0].node()]
    copied = OLD[0].node() | {"content": [paragraph("bản sao đã sửa")]}
    refreshed, reports = refresh(doc(inside, copied), NEW[:1])
    item = refreshed["content"][0]["content"][0]
    assert item["content"] == [NEW[0].node()]
    assert refreshed["content"][1] == copied
    assert statuses(reports) == {"speech.1": FactStatus.EDITED}


class TestDigests:
    """Of an outline: what an editor adds by itself is no edit."""

    NODES = (
        paragraph("Tán thành ", strong("25")),
        bullets(["một", "hai"]),
        table(("STT", "Tên"), [("1", "An")]),
    )

    def test_default_attributes_and_split_texts_change_nothing(self):
        nodes = json.loads(json.dumps(self.NODES))
        nodes[0]["content"][0:1] = [
            {"type": "text", "text": "Tán "},
            {"type": "text", "text": "thành ", "marks": []},
        ]
        cell = nodes[2]["content"][1]["content"][0]
        cell["attrs"] = {"colspan": 1, "rowspan": 1, "colwidth": None}
        assert content_digest(nodes) == content_digest(self.NODES)

    def test_text_in_another_normal_form_is_the_same(self):
        assert content_digest([paragraph("u\u031b\u0323")]) == content_digest(
            [paragraph("ự")]
        )

    @pytest.mark.parametrize(
        "change",
        [
            lambda nodes: nodes.pop(),
            lambda nodes: nodes.append(paragraph("")),
            lambda nodes: nodes[0]["content"][0].update(text="Không tán thành "),
            lambda nodes: nodes[0]["content"][1].pop("marks"),
            lambda nodes: nodes[1].update(type="ordered_list"),
            lambda nodes: nodes[2]["content"][1]["content"][0]["attrs"].update(
                colspan=2
            ),
        ],
    )
    def test_text_marks_and_structure_count(self, change):
        nodes = json.loads(json.dumps(self.NODES))
        change(nodes)
        assert content_digest(nodes) != content_digest(self.NODES)


# Texts of facts, and what a secretary makes of them.
KEYS = st.sampled_from([f"speech.{number}" for number in range(4)])
TEXTS = st.text(alphabet="aăđ ", max_size=4)
FACTS = st.dictionaries(KEYS, TEXTS, max_size=4).map(
    lambda found: [fact(key, text) for key, text in sorted(found.items())]
)


@st.composite
def documents(draw) -> Node:
    """A document with own words, and facts that are untouched, edited or removed."""
    nodes: list[Node] = []
    for one in draw(FACTS):
        kind = draw(st.sampled_from(["kept", "edited", "removed", "copied"]))
        if kind in {"kept", "copied"}:
            nodes += [one.node()] * (2 if kind == "copied" else 1)
        if kind == "edited":
            nodes.append(one.node() | {"content": [paragraph(draw(TEXTS))]})
        if draw(st.booleans()):
            nodes.append(paragraph(draw(TEXTS)))
    return doc(*nodes)


@given(documents(), FACTS)
@settings(max_examples=300)
def test_a_refresh_never_overwrites_an_edit(document, facts):
    before = copy.deepcopy(document)
    refreshed, reports = refresh(document, facts)
    assert document == before
    now = {one.key: one for one in facts}
    assert len(refreshed["content"]) == len(document["content"])
    for old, new in zip(document["content"], refreshed["content"], strict=True):
        if old["type"] != "fact" or is_edited(old):
            assert new == old
        else:
            key = old["attrs"]["key"]
            assert new == (now[key].node() if key in now else old)
    # Again it finds nothing that it would change.
    again, reports_again = refresh(refreshed, facts)
    assert again == refreshed
    assert FactStatus.CHANGED not in statuses(reports_again).values()
    present = {
        one["attrs"]["key"] for one in document["content"] if one["type"] == "fact"
    }
    new = {one.key for one in reports if one.status == FactStatus.NEW}
    assert new == set(now) - present
