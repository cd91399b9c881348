"""Describe the interface as OpenAPI 3.1, from the route table and the types."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from kiosk.api.requests import JSON_TYPE, ApiRoute
from kiosk.api.route_table import API_PREFIX, ROUTES
from kiosk.errors import N_
from kiosk.web.problems import PROBLEM_TYPE

Translate = Callable[[str], str]
VERSION = "1.0.0"
_REF = "#/components/schemas/{name}"
OK, NOT_MODIFIED, TOO_MANY = 200, 304, 429

STATUS_LABELS: dict[int, str] = {
    200: N_("Có kết quả"),
    201: N_("Đã tạo"),
    304: N_("Không đổi so với ETag đã có"),
    401: N_("Không có mã truy cập, hoặc mã đã hết hạn hay bị thu hồi"),
    403: N_("Mã truy cập không có quyền này"),
    404: N_("Không có, hoặc chưa được xem"),
    405: N_("Không có thao tác này ở địa chỉ này"),
    409: N_("Trái với trạng thái hiện tại"),
    412: N_("Đã bị sửa sau khi đọc"),
    413: N_("Dữ liệu gửi lên quá lớn"),
    422: N_("Tham số hoặc nội dung không đúng"),
    428: N_("Thiếu If-Match"),
    429: N_("Gửi quá nhiều yêu cầu; xin đợi theo Retry-After"),
    503: N_("Máy chủ tạm thời chưa trả lời được"),
}


class ProblemBody(msgspec.Struct):
    """An error (RFC 9457); `code` is stable, `title` is in the caller's language."""

    type: str
    title: str
    status: int
    code: str


def _types(routes: tuple[ApiRoute, ...]) -> list[Any]:
    found: list[Any] = [ProblemBody]
    for route in routes:
        named = (route.answer, route.query, route.body)
        found += [one for one in named if one is not None]
    return found


def _translated(value: Any, translate: Translate) -> Any:
    """Return a schema with its descriptions translated, without those of classes."""
    if isinstance(value, list):
        return [_translated(one, translate) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: translate(one)
        if key == "description" and isinstance(one, str)
        else _translated(one, translate)
        for key, one in value.items()
    }


def _schemas(
    routes: tuple[ApiRoute, ...], translate: Translate
) -> tuple[list[Any], dict[str, Any]]:
    """Return the schema of each type of `_types`, and all components."""
    shapes, components = msgspec.json.schema_components(
        _types(routes), ref_template=_REF
    )
    for component in components.values():
        # The docstring, which is for programmers of Kiosk.
        component.pop("description", None)
    return list(shapes), _translated(components, translate)


def _parameters(
    route: ApiRoute, components: dict[str, Any], translate: Translate
) -> Iterator[dict[str, Any]]:
    for name in route.id_names:
        schema = {"type": "integer", "format": "int64", "minimum": 0}
        yield {"name": name, "in": "path", "required": True, "schema": schema}
    shape = components[route.query.__name__]
    for name, schema in shape.get("properties", {}).items():
        shown = {key: one for key, one in schema.items() if key != "default"}
        # An absent parameter is its null.
        variants = [one for one in shown.pop("anyOf", []) if one != {"type": "null"}]
        for variant in variants:
            shown |= variant
        described = (
            {"description": text} if (text := shown.pop("description", "")) else {}
        )
        yield {"name": name, "in": "query", "schema": shown, **described}
    for name, schema, is_required, text in _headers_sent(route):
        yield {
            "name": name,
            "in": "header",
            "required": is_required,
            "description": translate(text),
            "schema": schema,
        }


def _headers_sent(route: ApiRoute) -> Iterator[tuple[str, Any, bool, str]]:
    """Yield the headers of a write: name, schema, whether required, description."""
    if route.current is not None:
        text = N_("ETag của bản vừa đọc; bản đã khác thì trả 412.")
        yield "If-Match", {"type": "string"}, True, text
    if route.method == "POST":
        key = {"type": "string", "pattern": "^[A-Za-z0-9_-]{16,64}$"}
        text = N_("Gửi lại với cùng khoá trong 10 phút thì chỉ làm một lần.")
        yield "Idempotency-Key", key, False, text


def _headers(status: int, route: ApiRoute) -> dict[str, Any]:
    names: list[str] = ["RateLimit", "RateLimit-Policy"] if status != 401 else []  # noqa: PLR2004 HTTP
    if status in {route.success, NOT_MODIFIED}:
        names.append("ETag")
    if status == OK and "cursor" in route.query.__struct_fields__:
        names.append("Link")
    if status == TOO_MANY:
        names.append("Retry-After")
    return {name: {"schema": {"type": "string"}} for name in names}


def _content(status: int, route: ApiRoute, shape: Any) -> dict[str, Any]:
    if status == NOT_MODIFIED:
        return {}
    if status != route.success:
        schema: Any = {"$ref": _REF.format(name=ProblemBody.__name__)}
        return {"content": {PROBLEM_TYPE: {"schema": schema}}}
    if route.media_type == JSON_TYPE:
        return {"content": {JSON_TYPE: {"schema": shape}}}
    return {"content": {route.media_type.partition(";")[0]: {}}}


def _operation(
    route: ApiRoute, shape: Any, components: dict[str, Any], translate: Translate
) -> dict[str, Any]:
    scopes = [str(route.scope)] if route.scope else []
    body: dict[str, Any] = {}
    if route.body is not None:
        form = {"$ref": _REF.format(name=route.body.__name__)}
        content = {"content": {JSON_TYPE: {"schema": form}}}
        body = {"requestBody": {"required": True, **content}}
    return {
        "operationId": route.name,
        "tags": [translate(route.tag)],
        "summary": translate(route.summary),
        "security": [{"token": scopes}],
        "parameters": list(_parameters(route, components, translate)),
        **body,
        "responses": {
            str(status): {
                "description": translate(STATUS_LABELS[status]),
                "headers": _headers(status, route),
                **_content(status, route, shape),
            }
            for status in route.statuses
        },
    }


def describe(
    translate: Translate, routes: tuple[ApiRoute, ...] = ROUTES
) -> dict[str, Any]:
    """Return the OpenAPI document; `translate` puts it into a language."""
    shapes, components = _schemas(routes, translate)
    by_type = dict(zip(map(repr, _types(routes)), shapes, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        shape = by_type[repr(route.answer)] if route.answer is not None else None
        operation = _operation(route, shape, components, translate)
        paths.setdefault(route.path, {})[route.method.lower()] = operation
    queries = {route.query.__name__ for route in routes}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": translate(N_("Giao diện Kiosk cho hệ thống khác")),
            "version": VERSION,
        },
        "servers": [{"url": API_PREFIX}],
        "paths": paths,
        "components": {
            "schemas": {
                name: shape for name, shape in components.items() if name not in queries
            },
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }
