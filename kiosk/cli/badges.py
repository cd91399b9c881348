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
from kiosk.handouts.generator import HandoutOrder, HandoutRefused, generate_handout
from kiosk.handouts.rules import BadgeSheet, HandoutKind, HandoutSpec
from kiosk.handouts.store import HandoutStore
from kiosk.processes.sandbox import Sandbox
from kiosk.storage.migrate import migrate
from kiosk.storage.store import Store, open_store


def _make(store: Store, order: HandoutOrder, out: Path) -> None:
    with generate_handout(store, Sandbox(), order, Progress("người")) as handout:
        # The file contains badge secrets: readable by its owner only.
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file, handout.path.open("rb") as source:
            os.fchmod(descriptor, 0o600)
            shutil.copyfileobj(source, file)
    print(f"{out}: {handout.people} người")
    if handout.left_out:
        print_error(
            f"{handout.left_out} người có thẻ cấp từ trước nên không in lại được. Thêm"
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
        migrate(store.database)
        actor = operator_actor(store, arguments.meeting)
        logo = HandoutStore(store.files.root).logo(arguments.meeting)
        _make(
            store, HandoutOrder(arguments.meeting, spec, base, actor.label, logo), out
        )
    except KioskError as refusal:
        print_error(refusal.sentence.format(**refusal.details))
        return REFUSED_STATUS
    except HandoutRefused as refusal:
        print_error(refusal.sentence)
        return REFUSED_STATUS
    except (OSError, ValueError) as error:
        print_error(f"Không tạo được tệp {out}: {error}")
        return FAILED_STATUS
    finally:
        store.database.close()
    return 0
