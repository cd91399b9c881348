"""`import-delegates`: import a list of people, as the secretary's screen does."""

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kiosk.cli.exit_status import FAILED_STATUS, REFUSED_STATUS
from kiosk.cli.operator_identity import operator_actor, print_error
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
from kiosk.storage.schema_update import update_schema
from kiosk.storage.store import Store, open_store
from kiosk.text_encodings import TextEncoding

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


def _result_json(plan: ImportPlan, sheet: ParsedPeople) -> dict[str, Any]:
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
    """Check that the list is unambiguous, before anything is written.

    :raises Invalid: the text encoding, the name column or a row is not clear.
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
    result: dict[str, Any] = {"file": arguments.file, "written": False}
    choice = _choice(arguments)
    status = 0
    try:
        source = Path(arguments.file).resolve()
        if source.stat().st_size > MAX_IMPORT_BYTES:
            raise too_large(MAX_IMPORT_BYTES)
        table = read_people_file(
            Sandbox(), store.files.scratch, source, choice, lambda _rows: None
        )
        result |= {"rows": len(table.lines), "separator": table.separator}
        with store.read_session() as session:
            sheet, plan = plan_import(session, actor.meeting_id, table, choice)
        result |= _result_json(plan, sheet)
        _check(plan, sheet.reading, arguments)
        if not arguments.dry_run:
            prepared = PreparedImport(plan)
            with store.unit_of_work(actor.label) as work:
                apply_import(work, actor=actor, prepared=prepared)
            result["written"] = True
    except KioskError as refusal:
        result["reason"] = refusal.sentence.format(**refusal.details)
        status = REFUSED_STATUS
    result["seconds"] = round(time.monotonic() - began, 2)
    return result, status


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Read the list, print its changes, and write it unless it is a dry run."""
    store = open_store(config)
    try:
        update_schema(store.config, store.database)
        result, status = _bring(store, arguments)
    except KioskError as refusal:
        print_error(refusal.sentence.format(**refusal.details))
        return REFUSED_STATUS
    except OSError as error:
        print_error(f"Không đọc được tệp {arguments.file}: {error.strerror}")
        return FAILED_STATUS
    finally:
        store.database.close()
    if arguments.json:
        print(json.dumps(result, ensure_ascii=False, indent=2))
    else:
        _print(result)
    if "reason" in result:
        print_error(result["reason"])
    return status


def _print(result: dict[str, Any]) -> None:
    if "new" not in result:
        return
    _print_left_out(result)
    if result["encoding"] is None:
        for encoding, names in result["samples"].items():
            print(f"--encoding {encoding}: {', '.join(names)}")
    print(
        f"Mới {result['new']}, thay đổi {result['changed']},"
        f" giữ nguyên {result['same']},"
        f" trùng {len(result['duplicates'])}, lỗi {len(result['errors'])},"
        f" bỏ ngoài {len(result['left_out'])}."
        f" {'Đã ghi' if result['written'] else 'Chưa ghi gì'}"
        f" ({result['seconds']} giây)."
    )


def _print_left_out(result: dict[str, Any]) -> None:
    """Print columns and rows that are left out, and possible repairs."""
    for note in result["notes"]:
        print(note)
    for heading, why in result["unused_columns"].items():
        print(f"cột “{heading}” không dùng: {why}")
    for kind in ("errors", "duplicates", "left_out"):
        for line in result[kind]:
            print(f"dòng {line['row']}: {line['reason']}")
    for option, sentence in result["offers"].items():
        print(f"{option}: {sentence}")
