"""Every address used in a template or a script exists."""

import re
from collections import Counter
from pathlib import Path

import pytest
from werkzeug.routing import Map, Rule

from kiosk.app import ROOT
from tools import addresses

_ASKED = re.compile(r"url_for\(([^,()]*(?:\([^()]*\)[^,()]*)*)")
_ENDPOINT = re.compile(r"""["']((?:\w+\.)?\w+)["']""")
_ENTRY = re.compile(
    r"export const (?P<name>\w+) = \((?P<parts>[^)]*)\) =>(?P<body>[^;]*);"
)
_PATH = re.compile(r"(get|post)Address`([^`]*)`")
_SAMPLE = {"sha256": "ab" * 32, "kind": "badges"}
# An address as the target of a link, an image or a navigation.
_VISITED = re.compile(
    r"(?:href|src|assign|replace|redirect|register|link)\b"
    r"""[:(= ]+(?:t\([^)]*\), )?(?:withQuery\()?[`${]*addresses\.(\w+)"""
)
_LINTED_NOT = re.compile(r"eslint-disable.*no-restricted-syntax")


def endpoints_in(template: Path) -> set[str]:
    """Return the endpoints named in a template, conditional ones included."""
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


def entries() -> dict[str, list[tuple[str, str]]]:
    """Return the methods and addresses of the committed table, with parts filled in."""

    def filled(path: str) -> str:
        return re.sub(r"\$\{(\w+)\}", lambda part: _SAMPLE.get(part[1], "1"), path)

    return {
        entry["name"]: [
            (method.upper(), filled(path)) for method, path in _PATH.findall(entry[0])
        ]
        for entry in _ENTRY.finditer(addresses.TABLE.read_text("utf-8"))
    }


def scripts() -> dict[str, str]:
    """Return the texts of all scripts by name, without the table."""
    return {
        path.relative_to(addresses.SCRIPTS).as_posix(): path.read_text("utf-8")
        for path in addresses.SCRIPTS.rglob("*.js")
        if path != addresses.TABLE
    }


def test_the_committed_table_is_what_the_url_map_gives(server):
    wanted = addresses.table(server.app.url_map, addresses.names_used())
    assert addresses.TABLE.read_text("utf-8") == wanted, "run tools/addresses.py write"


def test_every_address_of_the_table_leads_to_its_endpoint_with_its_method(server):
    known = entries()
    assert len(known) == addresses.TABLE.read_text("utf-8").count("export const")
    assert len(known) > 100
    routes = server.app.url_map.bind("localhost")
    led = {
        name: {
            addresses.camel_case(routes.match(path, method=method)[0])
            for method, path in given
        }
        for name, given in known.items()
    }
    assert led == {name: {name} for name in known}


def test_an_entry_has_an_address_for_each_of_its_rules(server):
    rules = Counter(r.endpoint for r in server.app.url_map.iter_rules())
    wanted = {addresses.camel_case(name): count for name, count in rules.items()}
    assert {
        name: len(given)
        for name, given in entries().items()
        if len(given) != wanted[name]
    } == {}


def test_no_link_and_no_change_of_place_uses_an_address_of_post():
    visited = {
        name: script
        for script, text in scripts().items()
        for name in _VISITED.findall(text)
    }
    assert {"screensTablet", "meetingAdminSecretary", "badgesShowIdle"} <= set(visited)
    methods = {name: given[0][0] for name, given in entries().items()}
    assert {name for name in visited if methods[name] != "GET"} == set()


def test_only_these_lines_may_hold_what_looks_like_an_address():
    # The linter rejects all others: `byHand` in eslint.config.mjs.
    exempt = Counter(
        script for script, text in scripts().items() for _ in _LINTED_NOT.findall(text)
    )
    assert exempt == {"badges/keyboard_scanner.js": 2, "offline/cache_store.js": 1}


def test_a_script_that_names_no_endpoint_is_a_mistake(server):
    with pytest.raises(addresses.BadAddressError, match=r"agendaGone \(a\.js\)"):
        addresses.table(server.app.url_map, {"agendaGone": "a.js"})


@pytest.mark.parametrize(
    "rules",
    [
        [Rule("/x", endpoint="x", methods=["GET", "POST"])],
        [Rule("/x", endpoint="x", methods=["PUT"])],
        [Rule("/x/<path:rest>", endpoint="x", methods=["GET"])],
        [
            Rule("/x", endpoint="x", methods=["GET"]),
            Rule("/y", endpoint="x", methods=["GET"]),
        ],
        [
            Rule("/x", endpoint="x", methods=["GET"]),
            Rule("/x/<a>/<b>", endpoint="x", methods=["GET"]),
        ],
    ],
    ids=["two methods", "PUT", "slashes", "two names", "two missing"],
)
def test_a_route_that_one_function_cannot_stand_for_is_refused(rules):
    routes = Map(rules)
    with pytest.raises(addresses.BadAddressError, match="x"):
        addresses.table(routes, {"x": "a.js"})


def test_names_are_taken_from_scripts_that_import_the_table(tmp_path):
    (tmp_path / "base").mkdir()
    imported = 'import * as addresses from "./base/addresses.js";\n'
    (tmp_path / "a.js").write_text(f"{imported}get(addresses.agendaRead(1));\n")
    (tmp_path / "b.js").write_text("const addresses = new Map(); addresses.get(1);\n")
    assert addresses.names_used(tmp_path) == {"agendaRead": "a.js"}
