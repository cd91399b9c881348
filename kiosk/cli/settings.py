"""`settings`: show every setting in force, but no password."""

import argparse
import re
from dataclasses import fields

from kiosk.config import Config


def run(config: Config, _arguments: argparse.Namespace) -> int:
    """Print name, value and reason of each setting."""
    for item in fields(Config):
        value = getattr(config, item.name)
        if isinstance(value, bool):
            value = "yes" if value else "no"
        shown = re.sub(r"(?<=://)([^:/@]*):\S*@", r"\1:…@", str(value))
        print(f"{item.metadata['name']}={shown}")
        print(f"    {item.metadata['reason']}")
    return 0
