"""`worker`: run the job queues until stopped."""

import argparse
import logging

from kiosk.cli.parent_death_signal import end_with_parent
from kiosk.config import Config
from kiosk.worker import run_worker


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Process the job queues."""
    end_with_parent(arguments.with_parent)
    logging.basicConfig(
        level=config.log_level,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    run_worker(config)
    return 0
