"""Serve the route table."""

from collections.abc import Callable

from flask import Blueprint, Response

from kiosk.api.access import answer
from kiosk.api.requests import ApiRoute
from kiosk.api.route_table import API_PREFIX, ROUTES

blueprint = Blueprint("calls", __name__, url_prefix=API_PREFIX)


def _view(route: ApiRoute) -> Callable[..., Response]:
    def view(**ids: int) -> Response:
        return answer(route, ids)

    return view


for _route in ROUTES:
    blueprint.add_url_rule(
        _route.path.replace("{", "<int:").replace("}", ">"),
        _route.name,
        _view(_route),
        methods=[_route.method],
        provide_automatic_options=False,
    )
