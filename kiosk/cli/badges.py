"""`badges`: generate badges, invitations or desk lists, without the worker."""

import argparse
import os
import shutil
from pathlib import Path

from kiosk.cli.addresses import base_url, lan_url
from kiosk.cli.exit_status import FAILED_STATUS, REFUSED_STATUS
from kiosk.cli.operator_identity import operator_actor, print_error
from kiosk.cli.progress import Progress
from kiosk.config import Config
from kiosk.errors import KioskError
from kiosk.exports.generate import make_files
from kiosk.handouts.export import HANDOUT, handout_plan
from kiosk.handouts.rules import BadgeSheet, HandoutKind, HandoutOrder, HandoutSpec
from kiosk.processes.sandbox import Sandbox
from kiosk.storage.schema_update import update_schema
from kiosk.storage.store import Store, open_store


def _make(store: Store, meeting_id: int, order: HandoutOrder, out: Path) -> None:
    progress = Progress("người")
    plan = handout_plan(store, meeting_id, order, progress)
    with make_files(store, Sandbox(), HANDOUT, plan, progress) as made:
        (path,) = made.files.values()
        # The file contains badge secrets: readable by its owner only.
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file, path.open("rb") as source:
            os.fchmod(descriptor, 0o600)
            shutil.copyfileobj(source, file)
    print(f"{out}: {plan.total} người")
    if plan.left_out:
        print_error(
            f"{plan.left_out} người có thẻ cấp từ trước nên không in lại được. Thêm"
            " --renew-old để cấp lại thẻ cho cả số người này: thẻ giấy cũ hết hiệu lực."
        )


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Generate the file; people without a badge are issued one."""
    store, out = open_store(config), Path(arguments.out)
    spec = HandoutSpec(
        HandoutKind(arguments.kind),
        BadgeSheet(arguments.sheet),
        by_site=arguments.by_site,
        only_new=arguments.only_new,
        renew_old=arguments.renew_old,
    )
    base = lan_url(config) or base_url(config)
    try:
        update_schema(store.config, store.database)
        actor = operator_actor(store, arguments.meeting)
        _make(store, arguments.meeting, HandoutOrder(spec, base, actor.label), out)
    except KioskError as refusal:
        print_error(refusal.sentence.format(**refusal.details))
        return REFUSED_STATUS
    except (OSError, ValueError) as error:
        print_error(f"Không tạo được tệp {out}: {error}")
        return FAILED_STATUS
    finally:
        store.database.close()
    return 0
