"""Answers on their way to the files of a survey."""

import msgspec

from kiosk.surveys.results.data_child import rows_in
from kiosk.surveys.results.survey_data import DataRow


def test_a_name_pasted_from_word_can_stand_in_a_workbook(tmp_path):
    path = tmp_path / "rows"
    path.write_bytes(msgspec.json.encode(DataRow({"q1": 1}, ["Lê\x0bÁnh\x02"])) + b"\n")
    assert [(row.answers, row.extra) for row in rows_in(path)] == [
        ({"q1": 1}, ["Lê Ánh"])
    ]
