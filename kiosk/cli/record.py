"""`record`: print a meeting's root and key, and check the chains in the database."""

import argparse

from kiosk.accounts.queries.access_chain import check_access_log
from kiosk.cli.exit_status import FAILED_STATUS, REFUSED_STATUS
from kiosk.cli.operator_identity import operator_actor, print_error
from kiosk.config import Config
from kiosk.errors import KioskError
from kiosk.record.queries import checkpoints_of, journal_end
from kiosk.record.rules import FAULT_SENTENCES
from kiosk.record.signing import fingerprint, in_groups, public_key
from kiosk.record.verification import ChainCheck, check_journal, unsigned_removals
from kiosk.storage.schema_update import update_schema
from kiosk.storage.store import Store, open_store
from kiosk.vietnamese import clock_time, short_date


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Print what is signed and what the checks have found; 1: there is a fault."""
    store, meeting_id = open_store(config), arguments.meeting
    try:
        update_schema(store.config, store.database)
        operator_actor(store, meeting_id)
        _print_state(store, meeting_id)
        with store.read_session() as session:
            checks = {
                "Nhật ký của hội nghị": check_journal(session, meeting_id),
                "Nhật ký truy cập": check_access_log(session),
            }
            unsigned = unsigned_removals(session)
    except KioskError as refusal:
        print_error(refusal.sentence.format(**refusal.details))
        return REFUSED_STATUS
    finally:
        store.database.close()
    for name, check in checks.items():
        print(f"{name}: {_result(check)}")
    for removed in unsigned:
        print(f"Ghi chú xoá hội nghị số {removed} có chữ ký không đúng.")
    is_whole = not unsigned and not any(check.fault for check in checks.values())
    return 0 if is_whole else FAILED_STATUS


def _print_state(store: Store, meeting_id: int) -> None:
    own = fingerprint(public_key(store.config.record_key()))
    with store.read_session() as session:
        end = journal_end(session, meeting_id)
        checkpoints = checkpoints_of(session, meeting_id)
    print(f"Số mục: {end.number}")
    print(f"Mã bản ghi (mục {end.number}): {end.hash}")
    if checkpoints:
        newest = checkpoints[-1]
        at = f"{clock_time(newest.at)} {short_date(newest.at)}"
        print(f"Đã ký đến mục {newest.number} lúc {at}: {newest.hash}")
    print(f"Dấu của khoá: {in_groups(own)}")
    others = {fingerprint(one.public_key) for one in checkpoints} - {own}
    for other in sorted(others):
        print(f"Có mốc do khoá khác ký (máy chủ trước đây): {in_groups(other)}")


def _result(check: ChainCheck) -> str:
    if check.fault is None:
        return f"nguyên vẹn, {check.entries} mục."
    return FAULT_SENTENCES[check.fault.kind].format(
        number=check.fault.number, after=check.fault.after
    )
