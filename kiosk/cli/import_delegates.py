"""`import-delegates`: bring a list of people in as the secretary's screen does."""

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kiosk.cli.operator_identity import REFUSED_STATUS, operator_actor, print_error
from kiosk.config import Config
from kiosk.errors import N_, Invalid, KioskError
from kiosk.people.actions import PreparedImport, apply_import
from kiosk.people.imports.draft import import_counts
from kiosk.people.imports.planning import plan_import, read_people_file
from kiosk.people.imports.table_parser import ParsedPeople, TableReading
from kiosk.people.rules import (
    MAX_IMPORT_BYTES,
    ImportNote,
    ImportOptions,
    ImportPlan,
    RowProblem,
)
from kiosk.processes.sandbox import Sandbox
from kiosk.storage.files import too_large
from kiosk.storage.migrate import migrate
from kiosk.storage.store import Store, open_store
from kiosk.text_encodings import TextEncoding

FAILED_STATUS = 1
_SEPARATORS = {"semicolon": ";", "comma": ",", "tab": "\t"}


def _choice(arguments: argparse.Namespace) -> ImportOptions:
    encoding, separator = arguments.encoding, arguments.separator
    return ImportOptions(
        writing=TextEncoding(encoding) if encoding else None,
        separator=_SEPARATORS[separator] if separator else None,
        sheet=arguments.sheet,
        create_sites=arguments.create_sites,
        skip_hidden=arguments.skip_hidden,
        drop_titles=arguments.drop_titles,
        split_names=arguments.split_names,
        restore_seats=arguments.restore_seats,
    )


def _said(said: ImportNote | RowProblem) -> str:
    return said.sentence.format(**said.details)


def _rows(problems: Sequence[RowProblem]) -> list[dict[str, Any]]:
    return [
        {"row": each.row, "name": each.name, "reason": _said(each)} for each in problems
    ]


def _told(plan: ImportPlan, sheet: ParsedPeople) -> dict[str, Any]:
    counts, reading = import_counts(plan, sheet), sheet.reading
    return {
        "encoding": reading.writing,
        "samples": {each.writing: each.names for each in reading.samples},
        "columns": {each.heading: each.field for each in reading.columns if each.field},
        "unused_columns": {
            each.heading: _said(each.why)
            for each in reading.columns
            if each.why and not each.field
        },
        "notes": [_said(note) for note in reading.notes],
        "offers": {
            f"--{each.name.replace('_', '-')}": _said(each.note) for each in plan.offers
        },
        "new": counts.new,
        "changed": counts.changed,
        "same": counts.same,
        "duplicates": _rows(plan.duplicates),
        "errors": _rows(plan.problems),
        "left_out": _rows(sheet.left_out),
        "new_sites": plan.new_sites,
    }


def _check(
    plan: ImportPlan, reading: TableReading, arguments: argparse.Namespace
) -> None:
    """Let nothing be written of which something is not clear.

    :raises Invalid: it is not.
    """
    if reading.writing is None:
        raise Invalid(N_("Xin chọn bảng mã trước: dòng nào hiện đúng họ tên?"))
    if not reading.has_names:
        raise Invalid(N_("Không thấy cột họ và tên. Xin đặt tiêu đề cột rồi nhập lại."))
    if plan.problems and not arguments.skip_errors:
        raise Invalid(
            N_(
                "Có {count} dòng lỗi nên chưa ghi gì. Xin sửa, hoặc thêm --skip-errors."
            ),
            count=plan.bad_rows,
        )


def _bring(store: Store, arguments: argparse.Namespace) -> tuple[dict[str, Any], int]:
    actor, began = operator_actor(store, arguments.meeting), time.monotonic()
    told: dict[str, Any] = {"file": arguments.file, "written": False}
    choice = _choice(arguments)
    status = 0
    try:
        source = Path(arguments.file).resolve()
        if source.stat().st_size > MAX_IMPORT_BYTES:
            raise too_large(MAX_IMPORT_BYTES)
        table = read_people_file(
            Sandbox(), store.files.scratch, source, choice, lambda _rows: None
        )
        told |= {"rows": len(table.lines), "separator": table.separator}
        with store.read_session() as session:
            sheet, plan = plan_import(session, actor.meeting_id, table, choice)
        told |= _told(plan, sheet)
        _check(plan, sheet.reading, arguments)
        if not arguments.dry_run:
            prepared = PreparedImport(plan)
            with store.unit_of_work(actor.label) as work:
                apply_import(work, actor=actor, prepared=prepared)
            told["written"] = True
    except KioskError as refusal:
        told["reason"] = refusal.sentence.format(**refusal.details)
        status = REFUSED_STATUS
    told["seconds"] = round(time.monotonic() - began, 2)
    return told, status


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Read the list, say what it would change, and write it unless told not to."""
    store = open_store(config)
    try:
        migrate(store.database)
        told, status = _bring(store, arguments)
    except KioskError as refusal:
        print_error(refusal.sentence.format(**refusal.details))
        return REFUSED_STATUS
    except OSError as error:
        print_error(f"Không đọc được tệp {arguments.file}: {error.strerror}")
        return FAILED_STATUS
    finally:
        store.database.close()
    if arguments.json:
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _print(told)
    if "reason" in told:
        print_error(told["reason"])
    return status


def _print(told: dict[str, Any]) -> None:
    if "new" not in told:
        return
    _print_left_out(told)
    if told["encoding"] is None:
        for encoding, names in told["samples"].items():
            print(f"--encoding {encoding}: {', '.join(names)}")
    print(
        f"Mới {told['new']}, thay đổi {told['changed']}, giữ nguyên {told['same']},"
        f" trùng {len(told['duplicates'])}, lỗi {len(told['errors'])},"
        f" bỏ ngoài {len(told['left_out'])}."
        f" {'Đã ghi' if told['written'] else 'Chưa ghi gì'} ({told['seconds']} giây)."
    )


def _print_left_out(told: dict[str, Any]) -> None:
    """Name each column and row that is left out, and what can be done about it."""
    for note in told["notes"]:
        print(note)
    for heading, why in told["unused_columns"].items():
        print(f"cột “{heading}” không dùng: {why}")
    for kind in ("errors", "duplicates", "left_out"):
        for line in told[kind]:
            print(f"dòng {line['row']}: {line['reason']}")
    for option, sentence in told["offers"].items():
        print(f"{option}: {sentence}")
