"""Optional repairs of single rows, and questions to the secretary until chosen."""

from kiosk.errors import N_
from kiosk.people.imports.cells import RowReason, has_lost_letters
from kiosk.people.imports.columns import NAME_PARTS
from kiosk.people.imports.diff import comparison_key
from kiosk.people.imports.repairs import name_and_position, repair_offer, seat_as_typed
from kiosk.people.rules import (
    FieldValues,
    ImportOptions,
    PersonField,
    RepairOffer,
    TableRow,
)


class RowRepairs:
    """Repairs rows as chosen, and counts what could be repaired."""

    def __init__(self, columns: dict[int, PersonField], choice: ImportOptions) -> None:
        """Repair names and seats in these columns."""
        self._columns, self._choice = columns, choice
        self._joined: list[str] = []
        self._seats: list[str] = []

    def repair(self, line: TableRow, words: FieldValues) -> list[RowReason]:
        """Apply the chosen repairs; return the questions that are left."""
        asked = [self._split_name(line, words), self._restored_seat(words)]
        return [reason for reason in asked if reason]

    def offers(self) -> list[RepairOffer]:
        """Return the possible repairs."""
        return [
            *repair_offer(
                "split_names",
                N_("{count} ô họ tên có cả chức vụ: {examples}."),
                N_("Tách phần sau họ tên thành chức vụ"),
                self._joined,
                is_taken=self._choice.split_names,
            ),
            *repair_offer(
                "restore_seats",
                N_("{count} số ghế đã bị Excel đổi thành ngày: {examples}."),
                N_("Trả lại số ghế như đã gõ"),
                self._seats,
                is_taken=self._choice.restore_seats,
            ),
        ]

    def _split_name(self, line: TableRow, words: FieldValues) -> RowReason | None:
        places = [p for p, field in self._columns.items() if field in NAME_PARTS]
        if len(places) != 1 or places[0] >= len(line.cells):
            return None
        pair = name_and_position(line.cells[places[0]])
        if pair is None or has_lost_letters(words.get(PersonField.FULL_NAME, "")):
            return None
        name, position = pair
        self._joined.append(words[PersonField.FULL_NAME])
        details: dict[str, str | int] = {"name": name[:60], "words": position[:60]}
        if not self._choice.split_names:
            sentence = N_("Ô họ tên gồm “{name}” và “{words}”. Xin chọn tách ở trên.")
            return sentence, details
        words[PersonField.FULL_NAME] = name
        other = words.setdefault(PersonField.POSITION, position)
        if comparison_key(other) == comparison_key(position):
            return None
        sentence = N_("Ô họ tên có “{words}”, cột chức vụ lại có “{other}”.")
        return sentence, {"words": position[:60], "other": other[:60]}

    def _restored_seat(self, words: FieldValues) -> RowReason | None:
        said = words.get(PersonField.SEAT, "")
        typed = seat_as_typed(said)
        if not typed:
            return None
        self._seats.append(f"{said} → {typed}")
        if self._choice.restore_seats:
            words[PersonField.SEAT] = typed
            return None
        sentence = N_(
            "Số ghế “{words}” là ngày. Có lẽ là “{seat}”: chọn trả lại ở trên."
        )
        return sentence, {"words": said, "seat": typed}
