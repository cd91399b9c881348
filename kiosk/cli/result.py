"""`result`: write the result of a closed vote as JSON, to be recounted by anybody."""

import argparse
from pathlib import Path

from kiosk.cli.exit_status import FAILED_STATUS, REFUSED_STATUS
from kiosk.cli.operator_identity import print_error
from kiosk.config import Config
from kiosk.errors import KioskError
from kiosk.storage.schema_update import update_schema
from kiosk.storage.store import open_store
from kiosk.voting.result_file import result_content, result_text


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Write the file, replacing an existing one."""
    store, out = open_store(config), Path(arguments.out)
    try:
        update_schema(store.config, store.database)
        with store.read_session() as session:
            content = result_content(session, arguments.meeting, arguments.vote)
        part = out.with_name(f"{out.name}.part")
        part.write_text(result_text(content), "utf-8")
        part.replace(out)
    except KioskError as refusal:
        print_error(refusal.sentence.format(**refusal.details))
        return REFUSED_STATUS
    except OSError as error:
        print_error(f"Không ghi được tệp {out}: {error.strerror}")
        return FAILED_STATUS
    finally:
        store.database.close()
    if content["rehearsal"]:
        print("BIỂU QUYẾT THỬ: không phải kết quả thật.")
    print(f"{out}: {content['vote']['title']}")
    print(f"Mã kiểm tra SHA-256: {content['sha256']}")
    return 0
