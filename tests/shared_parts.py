"""Share among the servers of a test run what depends on the code alone.

Nearly every test makes a server. Most of that time goes into routes, compiled templates
and compiled SQL, which are shared here; whatever holds data is made anew for each test.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.sansio.blueprints import BlueprintSetupState
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import OperationalError
from werkzeug.routing import Map, Rule, RuleFactory
from werkzeug.routing.matcher import StateMachineMatcher

from kiosk.accounts import passwords
from kiosk.badges.pins import codes
from kiosk.storage import database

# argon2's minimum of passes and KiB: a hash takes 0.1 ms, not 100 ms.
_QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
_rules: dict[object, Any] = {}
_routes: dict[object, Rule] = {}
_matchers: dict[object, StateMachineMatcher] = {}
_add_route = BlueprintSetupState.add_url_rule
_engines: dict[str, Engine] = {}


class _SharedRule(Rule):
    """A URL rule that is parsed and compiled once per text."""

    def compile(self) -> None:
        key = (self.rule, repr(self.defaults), self.merge_slashes, self.subdomain)
        if key not in _rules:
            super().compile()
            _rules[key] = self
            return
        first = _rules[key]
        self._parts, self._trace = first._parts, first._trace
        self._converters = first._converters
        self.arguments = first.arguments
        self._build = first._build.__func__.__get__(self, None)
        self._build_unknown = first._build_unknown.__func__.__get__(self, None)


class _SharedMap(Map):
    """A map of URLs whose matcher is made once for the same rules."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self.ordered: list[Rule] = []
        super().__init__(*arguments, **options)

    def add(self, rulefactory: RuleFactory) -> None:
        for rule in rulefactory.get_rules(self):
            rule.bind(self)
            self.take(rule)

    def take(self, rule: Rule) -> None:
        """Add a rule that is bound, be it to the map of another server."""
        self.ordered.append(rule)
        self._rules_by_endpoint.setdefault(rule.endpoint, []).append(rule)
        self._remap = True

    def update(self) -> None:
        if self._remap:
            self._matcher = self._shared_matcher()
        super().update()

    def _shared_matcher(self) -> StateMachineMatcher:
        rules = [rule for rule in self.ordered if not rule.build_only]
        key = tuple(
            (rule.rule, rule.endpoint, *sorted(rule.methods or ())) for rule in rules
        )
        if key not in _matchers:
            matcher = _matchers[key] = StateMachineMatcher(self.merge_slashes)
            for rule in rules:
                matcher.add(rule)
        return _matchers[key]


def _add_shared_route(
    state: BlueprintSetupState,
    rule: str,
    endpoint: str | None = None,
    view_func: Any = None,
    **options: Any,
) -> None:
    """Add a route of a blueprint; one of an earlier server is taken over."""
    app, names = state.app, (state.name_prefix, state.name, state.url_prefix)
    key = (names, rule, endpoint, view_func, repr(options))
    if known := _routes.get(key):
        app.url_map.take(known)
        app.view_functions[known.endpoint] = view_func
    else:
        _add_route(state, rule, endpoint, view_func, **options)
        _routes[key] = app.url_map.ordered[-1]


class _SharedTemplates(BytecodeCache):
    """A cache of compiled templates; Jinja compares the source before using one."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.code


def _create_engine(address: str, **options: Any) -> Engine:
    """Return a new engine with its own connections and the shared compiled SQL.

    SQLAlchemy caches compiled statements per dialect instance, and a dialect learns
    from its first connection what the database supports.
    """
    engine = create_engine(address, **options)
    name = engine.dialect.name
    if name not in _engines:
        first = create_engine("sqlite://") if name == "sqlite" else engine
        try:
            first.connect().close()
        except OperationalError:
            return engine
        _engines[name] = first
    engine.dialect = engine.pool._dialect = _engines[name].dialect
    engine._compiled_cache = _engines[name]._compiled_cache
    return engine


@contextmanager
def shared_parts() -> Iterator[None]:
    """Share these among servers made in the block, and shorten password hashes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "url_rule_class", _SharedRule)
        patch.setattr(Flask, "url_map_class", _SharedMap)
        patch.setattr(BlueprintSetupState, "add_url_rule", _add_shared_route)
        patch.setattr(Flask, "jinja_options", {"bytecode_cache": _SharedTemplates()})
        patch.setattr(database, "create_engine", _create_engine)
        decoy = _QUICK.hash("the password of nobody")
        patch.setattr(
            passwords, "hashing", passwords.Hashing(hasher=_QUICK, decoy=decoy)
        )
        patch.setattr(codes, "hasher", _QUICK)
        yield
