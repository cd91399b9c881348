"""Compare the people of a file with the members of a meeting; pure.

Lists have no identifiers: a row matches a member if the names are equal and the other
fields leave no doubt. An ambiguous row becomes a problem with the reason.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from kiosk.errors import N_
from kiosk.people.rules import (
    ExistingMember,
    FieldValues,
    ImportedPerson,
    ImportPlan,
    MemberChange,
    PersonField,
    RowProblem,
)
from kiosk.vietnamese import index_forms

Key = tuple[str, ...]

# Fields that distinguish people with one name, surest first.
_MATCH_FIELDS = ((PersonField.UNIT, PersonField.POSITION), (PersonField.UNIT,), ())


@lru_cache(maxsize=65_536)
def comparison_key(text: str) -> str:
    """Return a key that ignores case, punctuation and position of tone marks."""
    return index_forms(text)[1]


def _normalised_key(words: FieldValues, fields: Iterable[PersonField]) -> Key:
    return tuple(comparison_key(words.get(field, "")) for field in fields)


def _exact_key(words: FieldValues, fields: Iterable[PersonField]) -> Key:
    return tuple(words.get(field, "") for field in fields)


def resolve_sites(
    entries: Sequence[ImportedPerson], sites: Sequence[str], *, create: bool
) -> tuple[list[ImportedPerson], list[str], list[RowProblem]]:
    """Return entries with the meeting's site names, new sites, problems.

    An unknown site is new; unless `create` is set it is a problem of its row.
    """
    names = {comparison_key(name): name for name in sites}
    new: dict[str, str] = {}
    settled, problems = [], []
    for entry in entries:
        said = entry.words.get(PersonField.SITE)
        if said is None:
            settled.append(entry)
            continue
        key = comparison_key(said)
        name = names.get(key) or new.setdefault(key, said)
        if key in names or create:
            settled.append(
                ImportedPerson(entry.row, {**entry.words, PersonField.SITE: name})
            )
        else:
            sentence = N_("Hội nghị chưa có điểm cầu “{site}”.")
            problems.append(
                RowProblem(entry.row, entry.name, sentence, {"site": said[:80]})
            )
    return settled, list(new.values()), problems


def compare_people(
    entries: Sequence[ImportedPerson], known: Sequence[ExistingMember]
) -> ImportPlan:
    """Return what the entries would change among the existing members."""
    plan = ImportPlan()
    rows: dict[str, list[ImportedPerson]] = defaultdict(list)
    for entry in entries:
        rows[comparison_key(entry.name)].append(entry)
    members: dict[str, list[ExistingMember]] = defaultdict(list)
    for member in known:
        members[comparison_key(member.words[PersonField.FULL_NAME])].append(member)
    matched = 0
    for key, namesakes in rows.items():
        matched += _SameName(plan, members.get(key, [])).settle(namesakes)
    plan.absent = len(known) - matched
    plan.new.sort(key=lambda entry: entry.row)
    plan.changed.sort(key=lambda change: change.row)
    return plan


class _SameName:
    """Members and rows with one name."""

    def __init__(self, plan: ImportPlan, members: Sequence[ExistingMember]) -> None:
        self._plan, self._all = plan, len(members)
        self._left = {member.id: member for member in members}

    def settle(self, rows: Sequence[ImportedPerson]) -> int:
        """Assign each row; return how many members were matched."""
        rows = self._leave_same(self._single(rows))
        for fields in _MATCH_FIELDS:
            rows = self._change(rows, fields)
        for row in rows:
            self._add(row)
        return self._all - len(self._left)

    def _single(self, rows: Sequence[ImportedPerson]) -> list[ImportedPerson]:
        """Drop rows that repeat another; report rows that contradict one."""
        first: dict[Key, ImportedPerson] = {}
        for row in rows:
            before = first.setdefault(_normalised_key(row.words, _MATCH_FIELDS[0]), row)
            if before is row:
                continue
            details: dict[str, str | int] = {"other": before.row}
            if before.words == row.words:
                sentence = N_("Trùng với dòng {other}.")
                self._plan.duplicates.append(
                    RowProblem(row.row, row.name, sentence, details)
                )
            else:
                sentence = N_(
                    "Cùng họ tên, đơn vị, chức vụ với dòng {other} nhưng khác phần còn"
                    " lại. Xin giữ một dòng, hoặc ghi rõ chức vụ."
                )
                self._plan.problems.append(
                    RowProblem(row.row, row.name, sentence, details)
                )
        return list(first.values())

    def _leave_same(self, rows: Sequence[ImportedPerson]) -> list[ImportedPerson]:
        """Return the rows that differ from every member."""
        different = []
        by_words: dict[tuple[PersonField, ...], dict[Key, list[ExistingMember]]] = {}
        for row in rows:
            fields = tuple(row.words)
            if fields not in by_words:
                by_words[fields] = self._by(_exact_key, fields)
            found = by_words[fields].get(_exact_key(row.words, fields), [])
            member = next((each for each in found if each.id in self._left), None)
            if member is None:
                different.append(row)
            else:
                del self._left[member.id]
                self._plan.same += 1
        return different

    def _by(
        self,
        key: Callable[[FieldValues, Iterable[PersonField]], Key],
        fields: tuple[PersonField, ...],
    ) -> dict[Key, list[ExistingMember]]:
        """Return the unmatched members by the key of these fields."""
        members: dict[Key, list[ExistingMember]] = defaultdict(list)
        for member in self._left.values():
            members[key(member.words, fields)].append(member)
        return members

    def _change(
        self, rows: list[ImportedPerson], fields: tuple[PersonField, ...]
    ) -> list[ImportedPerson]:
        """Match rows that `fields` identify uniquely; return the others."""
        counts = Counter(_normalised_key(row.words, fields) for row in rows)
        members = self._by(_normalised_key, fields)
        left = []
        for row in rows:
            key = _normalised_key(row.words, fields)
            found = members.get(key, [])
            is_one = counts[key] == 1 and len(found) == 1
            if is_one and (fields or not _name_different_units(row, found[0])):
                del self._left[found[0].id]
                self._note_change(row, found[0])
            else:
                left.append(row)
        return left

    def _note_change(self, row: ImportedPerson, member: ExistingMember) -> None:
        after = {
            field: said
            for field, said in row.words.items()
            if not _is_same_text(said, member.words.get(field, ""))
        }
        if not after:
            self._plan.same += 1
            return
        if PersonField.ROLE in after and member.has_account:
            sentence = N_(
                "Người này có tài khoản văn phòng: vai trò không đổi bằng danh sách."
            )
            self._plan.problems.append(RowProblem(row.row, row.name, sentence))
            return
        before = {field: member.words.get(field, "") for field in after}
        self._plan.changed.append(
            MemberChange(row.row, member.id, row.name, before, after)
        )

    def _add(self, row: ImportedPerson) -> None:
        unit = comparison_key(row.words.get(PersonField.UNIT, ""))
        alike = [
            member
            for member in self._left.values()
            if not unit
            or comparison_key(member.words.get(PersonField.UNIT, "")) in {unit, ""}
        ]
        if alike:
            sentence = N_(
                "Trong danh sách có {count} người cùng tên mà tệp không nói rõ là ai."
                " Xin ghi đủ đơn vị và chức vụ."
            )
            self._plan.problems.append(
                RowProblem(row.row, row.name, sentence, {"count": len(alike)})
            )
        else:
            self._plan.new.append(row)


def _is_same_text(said: str, known: str) -> bool:
    """Return whether both texts are equal, ignoring all-caps or all-lowercase."""
    is_plain = said in {said.upper(), said.lower()}
    return said == known or (
        is_plain and bool(known) and comparison_key(said) == comparison_key(known)
    )


def _name_different_units(row: ImportedPerson, member: ExistingMember) -> bool:
    """Return whether both name a unit, which then differs."""
    return bool(row.words.get(PersonField.UNIT) and member.words.get(PersonField.UNIT))
