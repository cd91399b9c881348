"""`archive`: write a scanned paper's archive file, whether or not a worker runs."""

import argparse
from pathlib import Path

from kiosk.archiving.archivist import make_here
from kiosk.archiving.queries import plan_of
from kiosk.cli.keeper import REFUSED_STATUS, complain, keeper_of
from kiosk.cli.progress import Progress
from kiosk.config import Config
from kiosk.documents.sandbox import Sandbox
from kiosk.errors import KioskError
from kiosk.storage.migrate import migrate
from kiosk.storage.store import open_store

FAILED_STATUS = 1


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Make the file and write it; an older one of that name is replaced."""
    store, out = open_store(config), Path(arguments.out)
    try:
        migrate(store.database)
        keeper_of(store, arguments.meeting)
        with store.reading() as session:
            plan = plan_of(session, arguments.meeting, arguments.document)
        told = Progress("trang")
        out.write_bytes(make_here(store, Sandbox(), arguments.document, plan, told))
    except KioskError as refusal:
        complain(refusal.sentence.format(**refusal.details))
        return REFUSED_STATUS
    except ValueError:
        complain("Không tạo được bản lưu trữ. Xin xem nhật ký.")
        return FAILED_STATUS
    except OSError as error:
        complain(f"Không ghi được tệp {out}: {error.strerror}")
        return FAILED_STATUS
    finally:
        store.database.close()
    print(f"{out}: {len(plan.pages)} trang")
    return 0
