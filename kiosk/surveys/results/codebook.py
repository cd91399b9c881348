"""The codebook, and scripts that read data and labels into SPSS and R; pure."""

from collections.abc import Iterable, Sequence

from kiosk.surveys.results.columns import ColumnKind, DataColumn

CODEBOOK_HEADS = ("Cột", "Câu hỏi", "Loại", "Mã", "Nghĩa")
KIND_LABELS = {
    ColumnKind.CODE: "mã",
    ColumnKind.NUMBER: "số",
    ColumnKind.DATE: "ngày",
    ColumnKind.TEXT: "chữ",
}
# SPSS: labels of at most 256 and 120 bytes, and strings of 32,767 bytes.
LONGEST_VARIABLE_LABEL = 256
LONGEST_VALUE_LABEL = 120
_SPSS_FORMATS = {
    ColumnKind.CODE: "F8.0",
    ColumnKind.NUMBER: "F16.4",
    ColumnKind.DATE: "SDATE10",
    ColumnKind.TEXT: "A8000",
}


def codebook_rows(columns: Iterable[DataColumn]) -> list[tuple[str, ...]]:
    """Return a row for each column, and one for each of its codes."""
    rows: list[tuple[str, ...]] = []
    for column in columns:
        rows.append((column.name, column.label, KIND_LABELS[column.kind], "", ""))
        rows.extend(
            (column.name, "", "", str(code), label) for _, code, label in column.codes
        )
    return rows


def spss_syntax(columns: Sequence[DataColumn], data: str) -> str:
    """Return syntax that opens the file `data` (UTF-8, codes) with all labels."""
    formats = "\n".join(
        f"    {column.name} {_SPSS_FORMATS[column.kind]}" for column in columns
    )
    labels = "\n".join(
        f"  {column.name} {_quoted(column.label, LONGEST_VARIABLE_LABEL)}"
        for column in columns
    )
    lines = [
        "* Encoding: UTF-8.",
        "SET UNICODE=ON DECIMAL=DOT.",
        f"GET DATA /TYPE=TXT /FILE={_quoted(data)} /ENCODING='UTF8'",
        '  /ARRANGEMENT=DELIMITED /FIRSTCASE=2 /DELIMITERS="," /QUALIFIER=\'"\'',
        f"  /VARIABLES=\n{formats}.",
        f"VARIABLE LABELS\n{labels}.",
    ]
    for column in columns:
        if column.codes:
            values = " ".join(
                f"{code} {_quoted(label, LONGEST_VALUE_LABEL)}"
                for _, code, label in column.codes
            )
            lines.append(f"VALUE LABELS {column.name} {values}.")
    return "\n".join([*lines, "EXECUTE.", ""])


def _quoted(text: str, most_bytes: int = 10_000) -> str:
    """Return a text in quotes on one line, cut to so many bytes."""
    line = " ".join(text.split())
    cut = line.encode()[:most_bytes].decode(errors="ignore")
    return "'" + cut.replace("'", "''") + "'"


def r_script(columns: Sequence[DataColumn], data: str) -> str:
    """Return a script that reads the file `data` with factors and labels."""
    texts = [c.name for c in columns if c.kind is ColumnKind.TEXT]
    dates = [c.name for c in columns if c.kind is ColumnKind.DATE]
    classes = ", ".join(
        [
            *(f"{name} = {_r_text('character')}" for name in texts),
            *(f"{name} = {_r_text('Date')}" for name in dates),
        ]
    )
    lines = [
        f"khao_sat <- read.csv({_r_text(data)}, fileEncoding = {_r_text('UTF-8')},",
        f"  na.strings = {_r_text('')}, colClasses = c({classes}))",
    ]
    for column in columns:
        place = f"khao_sat${column.name}"
        if column.codes:
            codes = ", ".join(str(code) for _, code, _ in column.codes)
            labels = ", ".join(_r_text(label) for _, _, label in column.codes)
            lines.append(
                f"{place} <- factor({place}, levels = c({codes}), labels = c({labels}))"
            )
        lines.append(f"attr({place}, {_r_text('label')}) <- {_r_text(column.label)}")
    return "\n".join([*lines, ""])


def _r_text(text: str) -> str:
    line = " ".join(text.split())
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'
