"""The OpenAPI document is true: schemathesis calls every operation by it."""

import re
from collections import Counter

import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import booleans
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from kiosk.api.limits import ApiLimits
from kiosk.api.route_table import ROUTES
from kiosk.api.rules import ApiScope
from tests.unit.api.conftest import UNLIMITED

# Under ten seconds for all operations together.
EXAMPLES = 8
# A write also refuses what no schema can say: a unit that does not exist, a text of
# blanks, another version than was read.
EXCLUDED = {False: [], True: [positive_data_acceptance]}


@pytest.fixture
def description(server):
    """The schema as it is served."""
    server.app.extensions["kiosk.api_limits"] = ApiLimits(UNLIMITED, UNLIMITED)
    return schemathesis.openapi.from_wsgi("/api/openapi.json", server.app)


def wrong_parts(case):
    """Return the parts of a request that are wrong on purpose, as "query"."""
    return {
        where.value
        for where, part in case.meta.components.items()
        if part.mode is GenerationMode.NEGATIVE
    }


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_no_answer_is_undocumented(description, made, make_token, mode):
    token, ids = make_token(ApiScope), {"meeting_id": made.meeting}
    ids |= {"document_id": made.documents[0], "minutes_id": made.minutes, "vote_id": 2}
    ids |= {"task_id": made.task, "survey_id": made.survey}
    answered = Counter()

    def check(operation):
        @settings(
            max_examples=EXAMPLES,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode), exists=booleans())
        def call(case, exists):
            wrong = wrong_parts(case)
            if exists and case.path_parameters and "path" not in wrong:
                case.path_parameters = {one: ids[one] for one in case.path_parameters}
            bearer = {} if "header" in wrong else {"Authorization": f"Bearer {token}"}
            reply = case.call_and_validate(
                headers=bearer, excluded_checks=EXCLUDED[operation.method != "get"]
            )
            answered[operation.label, reply.status_code] += 1

        call()

    for result in description.get_all_operations():
        operation = result.ok()
        if mode is GenerationMode.POSITIVE or operation.query:
            check(operation)
    statuses = {status for _, status in answered}
    assert statuses >= ({200, 404} if mode is GenerationMode.POSITIVE else {401, 422})


def test_every_route_of_the_table_is_described(server):
    described = server.app.test_client().get("/api/openapi.json").json
    operations = {
        operation["operationId"]: operation["security"][0]["token"]
        for path in described["paths"].values()
        for operation in path.values()
    }
    assert operations == {
        route.name: [route.scope] if route.scope else [] for route in ROUTES
    }
    assert described["openapi"].startswith("3.1")


def test_no_reference_is_empty_and_no_type_is_unused(server):
    text = server.app.test_client().get("/api/openapi.json").text
    named = set(re.findall(r"#/components/schemas/(\w+)", text))
    assert named == set(msgspec.json.decode(text)["components"]["schemas"])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_document_and_page_are_in_both_languages(server, language):
    client = server.app.test_client()
    headers = {"Accept-Language": language}
    text = client.get("/api/openapi.json", headers=headers).text
    page = client.get("/api/", headers=headers).text
    for route in ROUTES:
        assert f"/api/v1{route.path}" in page
        assert route.name in text
    for sentence in ("Danh mục tài liệu", "Số byte của tệp gốc."):
        assert (sentence in text) is (sentence in page) is (language == "vi")
    is_ascii = text.replace("“", "").replace("”", "").isascii()
    assert is_ascii is (language == "en")
