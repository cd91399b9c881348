"""Who is whom: same, changed, new, twice, or in doubt."""

import pytest

from kiosk.people.imports.diff import compare_people, resolve_sites
from kiosk.people.rules import ExistingMember, ImportedPerson, ImportPlan, PersonField

NAME = "Nguyễn Văn Hùng"


def row(number: int, name: str = NAME, **words: str) -> ImportedPerson:
    said = {PersonField(field): text for field, text in words.items()}
    return ImportedPerson(number, {PersonField.FULL_NAME: name, **said})


def member(number: int, name: str = NAME, *, account: bool = False, **words: str):
    said = dict.fromkeys(PersonField, "") | {
        PersonField(field): t for field, t in words.items()
    }
    return ExistingMember(
        number, {**said, PersonField.FULL_NAME: name}, has_account=account
    )


def kinds(plan: ImportPlan) -> tuple[int, ...]:
    return (
        len(plan.new),
        len(plan.changed),
        plan.same,
        len(plan.duplicates),
        len(plan.problems),
    )


class TestCompare:
    def test_who_is_not_known_is_new(self):
        plan = compare_people([row(2, unit="Sở Nội vụ")], [member(1, "Lê Ánh")])
        assert kinds(plan) == (1, 0, 0, 0, 0)
        assert plan.absent == 1

    def test_what_is_known_whole_changes_nothing(self):
        known = [member(1, unit="Sở Nội vụ", position="Giám đốc", seat="A-01")]
        plan = compare_people([row(2, unit="Sở Nội vụ", position="Giám đốc")], known)
        assert kinds(plan) == (0, 0, 1, 0, 0)

    def test_an_empty_cell_keeps_what_stands(self):
        plan = compare_people(
            [row(2, unit="Sở Nội vụ")], [member(1, unit="Sở Nội vụ", seat="A")]
        )
        assert plan.same == 1

    def test_another_post_in_the_same_unit_is_a_change(self):
        known = [member(7, unit="Sở Nội vụ", position="Phó Giám đốc")]
        plan = compare_people([row(2, unit="Sở Nội vụ", position="Giám đốc")], known)
        [change] = plan.changed
        assert (change.member_id, change.row) == (7, 2)
        assert change.before == {PersonField.POSITION: "Phó Giám đốc"}
        assert change.after == {PersonField.POSITION: "Giám đốc"}

    def test_case_and_tone_place_do_not_make_another_person(self):
        known = [member(1, "Lê Thị Hoà", unit="Đảng uỷ xã Đức Trọng")]
        [change] = compare_people(
            [row(2, "Lê Thị Hòa", unit="Đảng ủy xã Đức Trọng")], known
        ).changed
        assert change.after[PersonField.FULL_NAME] == "Lê Thị Hòa"

    @pytest.mark.parametrize("name", ["LÊ THỊ HOÀ", "LÊ THỊ HÒA", "lê thị hoà"])
    def test_a_known_name_stays_where_the_file_has_only_capitals(self, name):
        known = [member(1, "Lê Thị Hoà", unit="Sở Nội vụ", seat="A-1")]
        assert kinds(compare_people([row(2, name, unit="SỞ NỘI VỤ")], known)) == (
            0,
            0,
            1,
            0,
            0,
        )
        [change] = compare_people([row(2, name, seat="A-2")], known).changed
        assert change.after == {PersonField.SEAT: "A-2"}

    def test_one_name_in_two_units_is_two_people(self):
        plan = compare_people(
            [row(2, unit="Sở Tài chính")], [member(1, unit="Sở Nội vụ")]
        )
        assert kinds(plan) == (1, 0, 0, 0, 0)

    def test_a_unit_that_was_not_known_is_filled_in(self):
        [change] = compare_people([row(2, unit="Sở Nội vụ")], [member(1)]).changed
        assert change.after == {PersonField.UNIT: "Sở Nội vụ"}

    def test_a_name_alone_among_namesakes_is_in_doubt(self):
        known = [member(1, unit="Sở Nội vụ"), member(2, unit="Sở Tài chính")]
        plan = compare_people([row(2, seat="A-01")], known)
        assert kinds(plan) == (0, 0, 0, 0, 1)
        assert plan.problems[0].details == {"count": 2}

    def test_a_row_that_repeats_another_counts_once(self):
        plan = compare_people([row(2, unit="Sở"), row(9, unit="Sở")], [])
        assert kinds(plan) == (1, 0, 0, 1, 0)
        assert plan.duplicates[0].row == 9

    def test_a_row_that_contradicts_another_is_an_error(self):
        plan = compare_people(
            [row(2, unit="Sở", seat="A"), row(9, unit="Sở", seat="B")], []
        )
        assert kinds(plan) == (1, 0, 0, 0, 1)

    def test_namesakes_in_one_unit_are_told_apart_by_their_posts(self):
        rows = [row(2, unit="Sở", position="A"), row(3, unit="Sở", position="B")]
        known = [member(1, unit="Sở", position="A"), member(2, unit="Sở", position="B")]
        assert kinds(compare_people(rows, [])) == (2, 0, 0, 0, 0)
        assert kinds(compare_people(rows, known)) == (0, 0, 2, 0, 0)
        assert kinds(compare_people(rows, known[:1])) == (1, 0, 1, 0, 0)

    def test_the_role_of_staff_is_not_changed_by_a_list(self):
        known = [member(1, role="secretary", account=True)]
        plan = compare_people([row(2, role="chair")], known)
        assert kinds(plan) == (0, 0, 0, 0, 1)

    def test_the_signature_tells_plans_apart(self):
        one, other = (
            compare_people([row(2, seat="A")], []),
            compare_people([row(2, seat="B")], []),
        )
        assert one.signature != other.signature
        assert one.signature == compare_people([row(2, seat="A")], []).signature


class TestSites:
    def test_a_site_is_found_whatever_its_case(self):
        entries, new, wrong = resolve_sites(
            [row(2, site="XÃ ĐỨC TRỌNG")], ["Xã Đức Trọng"], create=False
        )
        assert entries[0].words[PersonField.SITE] == "Xã Đức Trọng"
        assert (new, wrong) == ([], [])

    def test_an_unknown_site_needs_leave(self):
        rows = [row(2, site="Xã Mới"), row(3, site="xã mới")]
        entries, new, wrong = resolve_sites(rows, [], create=False)
        assert (len(entries), new, len(wrong)) == (0, ["Xã Mới"], 2)
        entries, new, wrong = resolve_sites(rows, [], create=True)
        assert {entry.words[PersonField.SITE] for entry in entries} == {"Xã Mới"}
        assert (new, wrong) == (["Xã Mới"], [])
