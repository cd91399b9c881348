"""What the child that writes the data of a survey is given."""

from typing import Any

import msgspec

from kiosk.surveys.results.columns import DataColumn
from kiosk.surveys.results.cross_tables import CrossTable
from kiosk.surveys.results.figures import QuestionFigures


class DataRow(msgspec.Struct, frozen=True, array_like=True):
    """An answer on its way to the child; `extra` are name, unit and groups."""

    answers: dict[str, Any]
    extra: list[str] = []


class SurveyData(msgspec.Struct, frozen=True):
    """What the files are made of; the answers lie in a file of their own."""

    title: str
    counted: int
    columns: list[DataColumn]
    # Heads of name, unit and groups: of named surveys only.
    extra: list[str]
    figures: list[tuple[QuestionFigures, list[CrossTable]]]
