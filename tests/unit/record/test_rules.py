"""Any change of a chain is found, whoever recomputes what."""

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.record.rules import (
    FAULT_SENTENCES,
    ChainedEntry,
    ChainEnd,
    CheckState,
    FaultKind,
    SignedState,
    check_sentence,
    checkpoint_message,
    find_fault,
    removal_message,
)
from kiosk.record.signing import fingerprint, in_groups, is_signed, public_key, sign
from kiosk.storage.chain import GENESIS, canonical_json, link_hash

KEY = bytes(range(32))
AT = dt.datetime(2026, 11, 29, 8, 30, tzinfo=dt.UTC)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
BODIES = st.dictionaries(TEXTS, st.none() | st.integers() | TEXTS, max_size=3)


def chain(bodies: list[dict]) -> list[ChainedEntry]:
    link, entries = GENESIS, []
    for number, body in enumerate(bodies, 1):
        content = {"n": number, "body": body}
        link = link_hash(link, content)
        entries.append(ChainedEntry(number, content, link))
    return entries


def end_of(entries: list[ChainedEntry]) -> ChainEnd:
    return ChainEnd(entries[-1].number, entries[-1].hash) if entries else ChainEnd()


def state(entry: ChainedEntry, key: bytes = KEY) -> SignedState:
    message = checkpoint_message(1, entry.number, entry.hash, AT)
    signature = sign(key, message)
    return SignedState(entry.number, entry.hash, message, signature, public_key(key))


@st.composite
def chains(draw):
    """Return a chain, its signed states, and one place in it."""
    entries = chain(draw(st.lists(BODIES, min_size=2, max_size=9)))
    signed = draw(st.sets(st.sampled_from(range(len(entries))), max_size=3))
    place = draw(st.sampled_from(range(len(entries))))
    return entries, [state(entries[at]) for at in sorted(signed)], place


@given(chains())
def test_a_whole_chain_is_whole_also_from_a_cut_on(made):
    entries, states, place = made
    assert find_fault(entries, states, end_of(entries)) is None
    cut = end_of(entries[:place])
    assert find_fault(entries[place:], states, end_of(entries), cut) is None


@given(chains(), BODIES)
def test_a_changed_entry_is_named(made, body):
    entries, states, place = made
    changed = {**entries[place].content, "body": body}
    assume(canonical_json(changed) != canonical_json(entries[place].content))
    number = place + 1
    other = [*entries]
    other[place] = ChainedEntry(number, changed, entries[place].hash)
    fault = find_fault(other, states, end_of(entries))
    assert (fault.kind, fault.number) == (FaultKind.CHANGED, number)


@given(chains())
def test_a_deleted_entry_is_named(made):
    entries, states, place = made
    kept = [one for at, one in enumerate(entries) if at != place]
    fault = find_fault(kept, states, end_of(entries))
    assert fault.number == place + 1
    is_last = place == len(entries) - 1
    assert fault.kind == (FaultKind.TRUNCATED if is_last else FaultKind.MISSING)


@given(chains(), st.integers(0, 8))
def test_exchanged_entries_are_found_at_the_first(made, other):
    entries, states, place = made
    other %= len(entries)
    assume(other != place)
    one, two = sorted((place, other))
    moved = [*entries]
    moved[one], moved[two] = (
        ChainedEntry(entries[a].number, entries[b].content, entries[b].hash)
        for a, b in ((one, two), (two, one))
    )
    fault = find_fault(moved, states, end_of(entries))
    assert (fault.kind, fault.number) == (FaultKind.CHANGED, one + 1)


@given(chains(), BODIES)
def test_an_inserted_entry_is_found_with_and_without_new_numbers(made, body):
    entries, states, place = made
    new = ChainedEntry(place + 1, {"n": place + 1, "body": body}, entries[place].hash)
    later = [
        ChainedEntry(one.number + 1, {**one.content, "n": one.number + 1}, one.hash)
        for one in entries[place:]
    ]
    for rest in (entries[place:], later):
        fault = find_fault([*entries[:place], new, *rest], states, end_of(entries))
        assert fault is not None
        assert place + 1 <= fault.number <= place + 2


@given(chains())
def test_a_cut_end_is_found_by_the_counter_or_else_by_a_checkpoint(made):
    entries, states, place = made
    kept = entries[:place]
    fault = find_fault(kept, states, end_of(entries))
    assert (fault.kind, fault.number) == (FaultKind.TRUNCATED, place + 1)
    last = max((one.number for one in states), default=0)
    fault = find_fault(kept, states, end_of(kept))
    assert (fault is not None) is (last > place)


@given(chains(), BODIES)
def test_a_chain_written_anew_is_found_by_a_checkpoint_behind_the_change(made, body):
    entries, states, place = made
    bodies = [one.content["body"] for one in entries]
    assume(canonical_json(bodies[place]) != canonical_json(body))
    anew = chain([*bodies[:place], body, *bodies[place + 1 :]])
    later = [one.number for one in states if one.number > place]
    earlier = [one.number for one in states if one.number <= place]
    fault = find_fault(anew, states, end_of(anew))
    if not later:
        # The limit of a chain: what nobody has signed can be written anew.
        assert fault is None
        return
    assert fault.kind == FaultKind.REWRITTEN
    assert (fault.number, fault.after) == (min(later), max(earlier, default=0))


@given(chains(), st.integers(0, 63))
def test_a_forged_checkpoint_is_found(made, place):
    entries, states, _ = made
    assume(states)
    right = bytearray.fromhex(states[0].signature)
    right[place] ^= 1
    one = states[0]
    forged = SignedState(one.number, one.hash, one.message, right.hex(), one.public_key)
    fault = find_fault(entries, [forged, *states[1:]], end_of(entries))
    assert (fault.kind, fault.number) == (FaultKind.BAD_SIGNATURE, one.number)


@given(chains(), BODIES)
def test_a_chain_written_anew_and_signed_by_another_key_is_found(made, body):
    entries, states, place = made
    later = [one.number for one in states if one.number > place]
    assume(later)
    bodies = [one.content["body"] for one in entries]
    assume(canonical_json(bodies[place]) != canonical_json(body))
    anew = chain([*bodies[:place], body, *bodies[place + 1 :]])
    forged = [state(anew[one.number - 1], bytes(32)) for one in states]
    fault = find_fault(anew, [*states, *forged], end_of(anew))
    assert (fault.kind, fault.number) == (FaultKind.REWRITTEN, min(later))


def test_entries_the_counter_does_not_know_are_found():
    entries = chain([{}, {}, {}])
    fault = find_fault(entries, [], end_of(entries[:2]))
    assert (fault.kind, fault.number) == (FaultKind.ADDED, 3)
    fault = find_fault(entries, [], ChainEnd(3, "0" * 64))
    assert (fault.kind, fault.number) == (FaultKind.CHANGED, 3)


def forged_state(entry: ChainedEntry) -> SignedState:
    right = state(entry)
    return SignedState(
        right.number, right.hash, right.message, "00" * 64, right.public_key
    )


@pytest.mark.parametrize(
    ("forged_at", "kind"), [(1, FaultKind.BAD_SIGNATURE), (3, FaultKind.CHANGED)]
)
def test_of_a_forged_signature_and_a_changed_entry_the_earlier_is_named(
    forged_at, kind
):
    entries = chain([{}, {}, {}])
    states = [forged_state(entries[forged_at - 1])]
    changed = ChainedEntry(2, {"n": 2, "body": {"other": 1}}, entries[1].hash)
    found = find_fault([entries[0], changed, entries[2]], states, end_of(entries))
    assert (found.kind, found.number) == (kind, min(forged_at, 2))


@pytest.mark.parametrize(
    ("forged_at", "kind"), [(1, FaultKind.BAD_SIGNATURE), (3, FaultKind.REWRITTEN)]
)
def test_of_a_forged_signature_and_a_rewritten_entry_the_earlier_is_named(
    forged_at, kind
):
    entries = chain([{}, {}, {}])
    states = [state(entries[1]), forged_state(entries[forged_at - 1])]
    anew = chain([{}, {"other": 1}, {}])
    found = find_fault(anew, states, end_of(anew))
    assert (found.kind, found.number) == (kind, min(forged_at, 2))


def test_a_cut_whose_hash_is_no_hash_is_a_fault():
    entries = chain([{}, {}])
    fault = find_fault(entries[1:], [], end_of(entries), ChainEnd(1, "no hash"))
    assert (fault.kind, fault.number) == (FaultKind.CHANGED, 2)


class TestSigning:
    def test_only_message_and_key_together_are_right(self):
        signature, by = sign(KEY, "a"), public_key(KEY)
        assert is_signed("a", signature, by)
        assert not is_signed("b", signature, by)
        assert not is_signed("a", signature, public_key(bytes(32)))

    @pytest.mark.parametrize("wrong", ["", "x", "00" * 64, "ff" * 99])
    def test_no_signature_and_no_key_are_no_errors(self, wrong):
        assert not is_signed("a", wrong, public_key(KEY))
        assert not is_signed("a", sign(KEY, "a"), wrong)

    def test_the_message_names_everything_that_counts(self):
        at = dt.datetime(
            2026, 11, 29, 15, 30, tzinfo=dt.timezone(dt.timedelta(hours=7))
        )
        assert checkpoint_message(7, 12, "ab", at) == (
            "kiosk-checkpoint\n7\n12\nab\n2026-11-29T08:30:00.000000+00:00"
        )
        assert removal_message(7, 12, "ab", at, "load_test") == (
            "kiosk-removal\n7\n12\nab\n2026-11-29T08:30:00.000000+00:00\nload_test"
        )

    def test_a_fingerprint_is_read_in_groups(self):
        digits = fingerprint(public_key(KEY))
        assert len(digits) == 32
        assert in_groups(digits).split() == [digits[n : n + 4] for n in range(0, 32, 4)]


def test_each_fault_has_a_sentence():
    assert set(FAULT_SENTENCES) == set(FaultKind)


def test_a_check_has_a_sentence_for_its_state_or_its_fault():
    assert check_sentence(None) == check_sentence(CheckState.NONE)
    states = (CheckState.NONE, CheckState.RUNNING, CheckState.WHOLE)
    assert len({check_sentence(state) for state in states}) == len(states)
    for kind in FaultKind:
        assert check_sentence(CheckState.WHOLE, kind) == FAULT_SENTENCES[kind]
