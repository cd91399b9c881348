"""`settings`: print all settings in force, without passwords."""

import argparse
import re
from dataclasses import fields

from kiosk.config import Config


def run(config: Config, _arguments: argparse.Namespace) -> int:
    """Print name, value and explanation of each setting."""
    values = config.environment()
    for item in fields(Config):
        name = item.metadata["name"]
        shown = re.sub(r"(?<=://)([^:/@]*):\S*@", r"\1:…@", values[name])
        if shown and not item.repr:
            shown = "…"
        print(f"{name}={shown}")
        print(f"    {item.metadata['reason']}")
    return 0
