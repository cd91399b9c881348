"""Run an OpenID provider that is not ours, and sign in there as a browser would."""

import contextlib
import html
import json
import re
import shutil
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from joserfc.jwk import RSAKey

from tests.services import ROOT, Service

# What a header must escape is in it.
SECRET = "chi-de-thu:1+1=2%41&x"
FORM_ADDRESS = re.compile(r'<form[^>]*action="([^"]+)"')
PROMPT = re.compile(r'name="prompt" value="(\w+)"')
MOST_STEPS = 12


def person(*groups: str, **claims: Any) -> dict[str, Any]:
    """Return what the provider says of a person."""
    return {"groups": list(groups), **claims}


class OpenidProvider(Service):
    """oidc-provider of npm, in a process of its own."""

    def __init__(self, redirects: Sequence[str]) -> None:
        """Let browsers be sent back to these servers."""
        super().__init__()
        self.redirects = list(redirects)
        # By subject.
        self.people: dict[str, dict[str, Any]] = {}
        self.conforms = True
        self.key_name = "first"

    @property
    def issuer(self) -> str:
        """Its name and address."""
        return f"http://localhost:{self.port}"

    @property
    def secret_file(self) -> str:
        """The file of the client's secret."""
        return str(self.folder / "secret")

    def command(self) -> Sequence[str]:
        """Start it with the present people and a key of the present name."""
        key = RSAKey.generate_key(2048, {"kid": self.key_name, "use": "sig"})
        settings = {
            "port": self.port,
            "redirects": self.redirects,
            "keys": [key.as_dict(private=True)],
            "people": self.people,
            "secret": SECRET,
            "conforms": self.conforms,
        }
        (self.folder / "settings.json").write_text(json.dumps(settings))
        (self.folder / "secret").write_text(f"{SECRET}\n")
        node = shutil.which("node") or "node"
        script = ROOT / "tests/openid_provider.mjs"
        return [node, str(script), str(self.folder / "settings.json")]

    def restart(self, key_name: str = "") -> None:
        """Start it anew, with a new key under this name."""
        self.stop()
        self.key_name = key_name or self.key_name
        self.start()


@dataclass
class Visitor:
    """A browser without scripts, which the provider remembers."""

    jar: CookieJar = field(default_factory=CookieJar)

    def sign_in(self, address: str, login: str, back: str) -> dict[str, str]:
        """Sign in at the provider; return the words it sends to `back`."""
        opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.jar), _NoRedirect
        )
        form: dict[str, str] | None = None
        for _ in range(MOST_STEPS):
            data = urlencode(form).encode() if form else None
            form = None
            with contextlib.closing(self._open(opener, address, data)) as reply:
                target = reply.headers.get("Location")
                text = "" if target else reply.read().decode()
            if target and target.startswith(back):
                words = parse_qs(urlsplit(target).fragment)
                return {name: values[0] for name, values in words.items()}
            if target:
                address = urljoin(address, target)
                continue
            found, prompt = FORM_ADDRESS.search(text), PROMPT.search(text)
            assert found, text
            assert prompt, text
            address = urljoin(address, html.unescape(found.group(1)))
            form = {"prompt": prompt.group(1), "login": login, "password": "x"}
        raise AssertionError("the provider goes round in circles")

    @staticmethod
    def _open(opener: Any, address: str, data: bytes | None) -> Any:
        try:
            return opener.open(address, data, timeout=10)
        except HTTPError as answer:
            return answer


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None
