"""Table of server URLs for scripts: `write` generates it, `check` compares it.

`static/js/base/addresses.js` has one function for each endpoint that a script uses as
`addresses.<name>`, generated from Flask's URL map: `meeting_admin.change_state` is
`addresses.meetingAdminChangeState(meetingId)`. Endpoints that no script uses are left
out.
"""

import difflib
import re
import sys
import tempfile
import warnings
from pathlib import Path

from werkzeug.routing import Map, Rule

ROOT = Path(__file__).parents[1]
SCRIPTS = ROOT / "static" / "js"
TABLE = SCRIPTS / "base" / "addresses.js"
# Biome's line width.
WIDTH = 88
HEAD = """\
/**
 * The addresses of the server that scripts use, made from its url map by
 * `tools/addresses.py write`; not to be changed by hand.
 */

import { getAddress, postAddress } from "./address_builder.js";

/**
 * @typedef {import("./address_builder.js").GetAddress} GetAddress
 * @typedef {import("./address_builder.js").PostAddress} PostAddress
 * @typedef {import("./address_builder.js").Part} Part
 */
"""
TAGS = {"GET": ("getAddress", "GetAddress"), "POST": ("postAddress", "PostAddress")}

_IMPORTED = re.compile(
    r"""import \* as addresses from "\.[./]*/(?:base/)?addresses\.js";"""
)
_USED = re.compile(r"(?<![\w/.])addresses\.(\w+)")
_PARAMETER = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>")


class BadAddressError(Exception):
    """A script uses an unknown endpoint, or one that cannot be expressed."""


def camel_case(name: str) -> str:
    """Return the JavaScript name of an endpoint or a parameter."""
    first, *others = re.split(r"[._]", name)
    return first + "".join(other.capitalize() for other in others)


def names_used(scripts: Path = SCRIPTS) -> dict[str, str]:
    """Return each name that a script takes from the table, with one such script."""
    found = {}
    for path in sorted(scripts.rglob("*.js")):
        text = path.read_text("utf-8")
        if _IMPORTED.search(text):
            name = path.relative_to(scripts).as_posix()
            found |= dict.fromkeys(_USED.findall(text), name)
    return found


def url_map() -> Map:
    """Return the URL map of a server that is created and not started."""
    warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
    # The server's modules are found only once the root of the tree is on the path.
    sys.path.insert(0, str(ROOT))
    from kiosk.app import create_server  # noqa: PLC0415
    from kiosk.config import read_config  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        settings = {"KIOSK_DATA": f"{folder}/data", "KIOSK_ASYNC_MODE": "threading"}
        server = create_server(read_config(settings))
        server.store.database.close()
        return server.app.url_map


def _parameters(rule: Rule) -> list[str]:
    return [camel_case(name) for _converter, name in _PARAMETER.findall(rule.rule)]


def _method(rules: list[Rule]) -> str:
    methods = {m for rule in rules for m in rule.methods or ()} - {"HEAD", "OPTIONS"}
    if len(methods) != 1 or methods.isdisjoint(TAGS):
        raise BadAddressError(f"{rules[0].endpoint}: methods {sorted(methods)}")
    return methods.pop()


def _template(rule: Rule, tag: str) -> str:
    path = _PARAMETER.sub(lambda found: f"${{{camel_case(found[2])}}}", rule.rule)
    return f"{tag}`{path}`"


def _fitting(head: str, *breaks: str) -> str:
    """Return the first layout whose lines all fit, as Biome does; else the last."""
    layouts = [f"{head}{layout}" for layout in breaks]
    return next(
        (one for one in layouts if max(map(len, one.splitlines())) <= WIDTH),
        layouts[-1],
    )


def entry(rules: list[Rule]) -> str:
    """Return the function of one endpoint.

    An endpoint may have a second address that lacks one of the parameters, which is
    then optional and stands last.

    :raises BadAddressError: it has other addresses, or more than one method.
    """
    rules = sorted(rules, key=lambda rule: len(rule.arguments))
    short, long = rules[0], rules[-1]
    lacking = [p for p in _parameters(long) if p not in _parameters(short)]
    if (len(rules), len(lacking)) not in {(1, 0), (2, 1)}:
        raise BadAddressError(f"{short.endpoint}: {[rule.rule for rule in rules]}")
    if any(converter == "path" for converter, _ in _PARAMETER.findall(long.rule)):
        raise BadAddressError(f"{short.endpoint}: a parameter with slashes")
    tag, returned = TAGS[_method(rules)]
    types = [f"{name}: Part" for name in _parameters(short)]
    types += [f"{name}?: Part | null" for name in lacking]
    names = _parameters(short) + [f"{name} = null" for name in lacking]
    head = f"export const {camel_case(short.endpoint)} = ({', '.join(names)}) =>"
    made = _template(short, tag)
    layouts = [f" {made};", f"\n  {made};"]
    if lacking:
        parts = (f"{lacking[0]} === null", f"? {made}", f": {_template(long, tag)};")
        layouts = [f" {' '.join(parts)}", f"\n  {' '.join(parts)}"]
        layouts.append("\n  " + "\n    ".join(parts))
    return (
        f"/** @type {{({', '.join(types)}) => {returned}}} */\n"
        f"{_fitting(head, *layouts)}\n"
    )


def table(routes: Map, used: dict[str, str]) -> str:
    """Return the text of the table for the names `used`.

    :raises BadAddressError: a name stands for no endpoint.
    """
    rules: dict[str, list[Rule]] = {}
    for rule in routes.iter_rules():
        rules.setdefault(camel_case(rule.endpoint), []).append(rule)
    unknown = [f"{name} ({used[name]})" for name in sorted(used.keys() - rules.keys())]
    if unknown:
        raise BadAddressError("no endpoint: " + ", ".join(unknown))
    return "\n".join([HEAD, *(entry(rules[name]) for name in sorted(used))])


def main() -> int:
    """Write the table, or print how the committed one differs; return the status."""
    try:
        wanted = table(url_map(), names_used())
    except BadAddressError as error:
        print(error)
        return 1
    if sys.argv[1:] == ["write"]:
        TABLE.write_text(wanted, "utf-8")
    kept = TABLE.read_text("utf-8") if TABLE.exists() else ""
    difference = difflib.unified_diff(
        kept.splitlines(), wanted.splitlines(), "committed", "url map", lineterm=""
    )
    print("\n".join(difference))
    print(f"{wanted.count('export const')} addresses")
    return 0 if kept == wanted else 1


if __name__ == "__main__":
    sys.exit(main())
