"""`archive`: write the archive file of a scanned document, without the worker."""

import argparse
import shutil
from pathlib import Path

from kiosk.archive_files.export import ARCHIVE_FILE, archive_export_plan
from kiosk.archive_files.queries import archive_plan_for
from kiosk.cli.exit_status import FAILED_STATUS, REFUSED_STATUS
from kiosk.cli.operator_identity import operator_actor, print_error
from kiosk.cli.progress import Progress
from kiosk.config import Config
from kiosk.errors import KioskError
from kiosk.exports.generate import make_files
from kiosk.processes.sandbox import Sandbox
from kiosk.storage.schema_update import update_schema
from kiosk.storage.store import open_store


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Generate the archive file, replacing an existing file."""
    store, out = open_store(config), Path(arguments.out)
    try:
        update_schema(store.config, store.database)
        operator_actor(store, arguments.meeting)
        with store.read_session() as session:
            plan = archive_plan_for(session, arguments.meeting, arguments.document)
        sandbox, progress = Sandbox(lower_priority=False), Progress("trang")
        export_plan = archive_export_plan(store, plan)
        with make_files(store, sandbox, ARCHIVE_FILE, export_plan, progress) as made:
            shutil.copyfile(made.files["pdf"], out)
    except KioskError as refusal:
        print_error(refusal.sentence.format(**refusal.details))
        return REFUSED_STATUS
    except ValueError:
        print_error("Không tạo được bản lưu trữ. Xin xem nhật ký.")
        return FAILED_STATUS
    except OSError as error:
        print_error(f"Không ghi được tệp {out}: {error.strerror}")
        return FAILED_STATUS
    finally:
        store.database.close()
    print(f"{out}: {len(plan.pages)} trang")
    return 0
