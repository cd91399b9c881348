"""Every address that a template asks for exists."""

import re
from pathlib import Path

from kiosk.app import ROOT

_ASKED = re.compile(r"url_for\(([^,()]*(?:\([^()]*\)[^,()]*)*)")
_ENDPOINT = re.compile(r"""["']((?:\w+\.)?\w+)["']""")


def endpoints_in(template: Path) -> set[str]:
    """Return the endpoints named in a template, also those chosen between."""
    return {
        endpoint
        for asked in _ASKED.findall(template.read_text())
        for endpoint in _ENDPOINT.findall(asked)
    }


def test_every_endpoint_a_template_names_is_there(server):
    asked = {
        endpoint: template.name
        for template in (ROOT / "templates").rglob("*.html")
        for endpoint in endpoints_in(template)
    }
    assert len(asked) > 20
    gone = {
        e: where for e, where in asked.items() if e not in server.app.view_functions
    }
    assert gone == {}
