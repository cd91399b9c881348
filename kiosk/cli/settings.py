"""`settings`: show every setting in force."""

import argparse
from dataclasses import fields

from kiosk.config import Config


def run(config: Config, _arguments: argparse.Namespace) -> int:
    """Print name, value and reason of each setting."""
    for item in fields(Config):
        value = getattr(config, item.name)
        if isinstance(value, bool):
            value = "yes" if value else "no"
        print(f"{item.metadata['name']}={value}")
        print(f"    {item.metadata['reason']}")
    return 0
