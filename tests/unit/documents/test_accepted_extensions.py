"""The upload button offers exactly the accepted extensions."""

import re
from pathlib import Path

from kiosk.documents.file_types import FILE_TYPES

SCRIPT = Path(__file__).parents[3] / "static/js/documents/upload_drop.js"


def test_the_button_offers_every_extension_and_no_other():
    offered = set(re.findall(r"[\",]\.(\w+)", SCRIPT.read_text())) | {"pdf"}
    assert offered == {
        each for facts in FILE_TYPES.values() for each in facts.extensions
    }
