"""What the people of a file would change in a meeting's list; pure.

People have no number that a list could name, so a row and a member are the same
person when their names are, and what else is said leaves no doubt. Where there is
doubt nobody guesses: the row is shown with the reason.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from kiosk.errors import N_
from kiosk.roster.rules import Change, Entry, Field, Known, Plan, Problem
from kiosk.vietnamese import index_forms

Words = dict[Field, str]
Key = tuple[str, ...]

# What tells people of one name apart, the surest first.
_TELLING = ((Field.UNIT, Field.POSITION), (Field.UNIT,), ())


@lru_cache(maxsize=65_536)
def key_of(text: str) -> str:
    """Return what is equal for words that differ in case, signs and tone place."""
    return index_forms(text)[1]


def _key(words: Words, fields: Iterable[Field]) -> Key:
    return tuple(key_of(words.get(field, "")) for field in fields)


def _exactly(words: Words, fields: Iterable[Field]) -> Key:
    return tuple(words.get(field, "") for field in fields)


def settle_sites(
    entries: Sequence[Entry], sites: Sequence[str], *, create: bool
) -> tuple[list[Entry], list[str], list[Problem]]:
    """Return the entries with sites as the meeting calls them, new sites, problems.

    A site nobody knows is new; without leave to `create` it is a problem of its row.
    """
    names = {key_of(name): name for name in sites}
    new: dict[str, str] = {}
    settled, problems = [], []
    for entry in entries:
        said = entry.words.get(Field.SITE)
        if said is None:
            settled.append(entry)
            continue
        key = key_of(said)
        name = names.get(key) or new.setdefault(key, said)
        if key in names or create:
            settled.append(Entry(entry.row, {**entry.words, Field.SITE: name}))
        else:
            sentence = N_("Hội nghị chưa có điểm cầu “{site}”.")
            problems.append(
                Problem(entry.row, entry.name, sentence, {"site": said[:80]})
            )
    return settled, list(new.values()), problems


def compare(entries: Sequence[Entry], known: Sequence[Known]) -> Plan:
    """Return what the entries would change in the list of those who are known."""
    plan = Plan()
    rows: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        rows[key_of(entry.name)].append(entry)
    members: dict[str, list[Known]] = defaultdict(list)
    for member in known:
        members[key_of(member.words[Field.FULL_NAME])].append(member)
    matched = 0
    for key, namesakes in rows.items():
        matched += _Namesakes(plan, members.get(key, [])).settle(namesakes)
    plan.absent = len(known) - matched
    plan.new.sort(key=lambda entry: entry.row)
    plan.changed.sort(key=lambda change: change.row)
    return plan


class _Namesakes:
    """The members of one name, and the rows that bear it."""

    def __init__(self, plan: Plan, members: Sequence[Known]) -> None:
        self._plan, self._all = plan, len(members)
        self._left = {member.id: member for member in members}

    def settle(self, rows: Sequence[Entry]) -> int:
        """Put each row where it belongs; return how many members were found."""
        rows = self._leave_same(self._single(rows))
        for fields in _TELLING:
            rows = self._change(rows, fields)
        for row in rows:
            self._add(row)
        return self._all - len(self._left)

    def _single(self, rows: Sequence[Entry]) -> list[Entry]:
        """Leave out rows that repeat another, and those that contradict one."""
        first: dict[Key, Entry] = {}
        for row in rows:
            before = first.setdefault(_key(row.words, _TELLING[0]), row)
            if before is row:
                continue
            details: dict[str, str | int] = {"other": before.row}
            if before.words == row.words:
                sentence = N_("Trùng với dòng {other}.")
                self._plan.duplicates.append(
                    Problem(row.row, row.name, sentence, details)
                )
            else:
                sentence = N_(
                    "Cùng họ tên, đơn vị, chức vụ với dòng {other} nhưng khác phần còn"
                    " lại. Xin giữ một dòng, hoặc ghi rõ chức vụ."
                )
                self._plan.problems.append(
                    Problem(row.row, row.name, sentence, details)
                )
        return list(first.values())

    def _leave_same(self, rows: Sequence[Entry]) -> list[Entry]:
        """Return the rows of which no member has all that they say."""
        different = []
        by_words: dict[tuple[Field, ...], dict[Key, list[Known]]] = {}
        for row in rows:
            fields = tuple(row.words)
            if fields not in by_words:
                by_words[fields] = self._by(_exactly, fields)
            found = by_words[fields].get(_exactly(row.words, fields), [])
            member = next((each for each in found if each.id in self._left), None)
            if member is None:
                different.append(row)
            else:
                del self._left[member.id]
                self._plan.same += 1
        return different

    def _by(
        self, key: Callable[[Words, Iterable[Field]], Key], fields: tuple[Field, ...]
    ) -> dict[Key, list[Known]]:
        """Return the members that are left by what `key` makes of these fields."""
        members: dict[Key, list[Known]] = defaultdict(list)
        for member in self._left.values():
            members[key(member.words, fields)].append(member)
        return members

    def _change(self, rows: list[Entry], fields: tuple[Field, ...]) -> list[Entry]:
        """Pair what `fields` pair without doubt; return the rows that are left."""
        counts = Counter(_key(row.words, fields) for row in rows)
        members = self._by(_key, fields)
        left = []
        for row in rows:
            key = _key(row.words, fields)
            found = members.get(key, [])
            is_one = counts[key] == 1 and len(found) == 1
            if is_one and (fields or not _contradict(row, found[0])):
                del self._left[found[0].id]
                self._note_change(row, found[0])
            else:
                left.append(row)
        return left

    def _note_change(self, row: Entry, member: Known) -> None:
        after = {
            field: said
            for field, said in row.words.items()
            if not _says_same(said, member.words.get(field, ""))
        }
        if not after:
            self._plan.same += 1
            return
        if Field.ROLE in after and member.has_account:
            sentence = N_(
                "Người này có tài khoản văn phòng: vai trò không đổi bằng danh sách."
            )
            self._plan.problems.append(Problem(row.row, row.name, sentence))
            return
        before = {field: member.words.get(field, "") for field in after}
        self._plan.changed.append(Change(row.row, member.id, row.name, before, after))

    def _add(self, row: Entry) -> None:
        unit = key_of(row.words.get(Field.UNIT, ""))
        alike = [
            member
            for member in self._left.values()
            if not unit or key_of(member.words.get(Field.UNIT, "")) in {unit, ""}
        ]
        if alike:
            sentence = N_(
                "Trong danh sách có {count} người cùng tên mà tệp không nói rõ là ai."
                " Xin ghi đủ đơn vị và chức vụ."
            )
            self._plan.problems.append(
                Problem(row.row, row.name, sentence, {"count": len(alike)})
            )
        else:
            self._plan.new.append(row)


def _says_same(said: str, known: str) -> bool:
    """Tell whether a cell says what is known, if only in capitals or small letters."""
    is_plain = said in {said.upper(), said.lower()}
    return said == known or (is_plain and bool(known) and key_of(said) == key_of(known))


def _contradict(row: Entry, member: Known) -> bool:
    """Tell whether both name a unit: then they are two people of one name."""
    return bool(row.words.get(Field.UNIT) and member.words.get(Field.UNIT))
