"""The addresses of results, asked of a real server."""

import json
import secrets
from itertools import takewhile

import pytest

import store
from advisor.speaking.export import address
from store import Assessment, Assessments, NewAssessment
from tests.faults.server_process import ServerProcess
from tests.faults.test_http import fetch

UNKNOWN = address("A" * 22)
CALLER = {"X-Forwarded-For": "10.9.0.1"}


@pytest.fixture
def kept(server: ServerProcess) -> Assessment:
    """A result in the server's database."""
    new = NewAssessment(
        conversation="c",
        idempotency_key=secrets.token_hex(8),
        name="baking bread",
        answers={"core": "yes"},
        bpo=-6,
        kpo=-6,
        outcome="in_house",
        confidence="firm",
        criteria_version="1",
        model_version="m",
    )
    return Assessments(store.migrate(store.default_url(server.data))).save(new)


def test_a_kept_result_is_shown_and_can_be_taken_along(
    server: ServerProcess, kept: Assessment
) -> None:
    url = server.url + address(kept.id)
    status, headers, body = fetch(url, **CALLER)
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert b"Keep this work in-house: it is what customers choose you for." in body
    status, headers, body = fetch(f"{url}.json", **CALLER)
    assert (status, headers["content-type"]) == (200, "application/json")
    assert "outsourcing-advice-baking-bread.json" in headers["content-disposition"]
    assert json.loads(body)["recommendation"]["outcome"] == "in_house"


def test_every_answer_below_results_carries_the_strictest_policy(
    server: ServerProcess, kept: Assessment
) -> None:
    for path in (address(kept.id), address(kept.id) + ".csv", UNKNOWN):
        headers = fetch(server.url + path, **CALLER)[1]
        assert "script-src" not in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-robots-tag"] == "noindex, nofollow"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    "path", ["/results/", "/results/x", "/results/%3Cscript%3E", "/results/..%2f..%2fetc%2fpasswd"]
)
def test_an_address_that_cannot_be_looks_like_one_that_is_unknown(
    server: ServerProcess, path: str
) -> None:
    status, _, body = fetch(server.url + path, **CALLER)
    assert status == 404
    assert body == fetch(server.url + UNKNOWN, **CALLER)[2]


def test_a_head_request_gets_no_body(server: ServerProcess, kept: Assessment) -> None:
    status, headers, body = fetch(server.url + address(kept.id), "HEAD", **CALLER)
    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) > 1000


def test_guessing_is_slowed_down(server: ServerProcess, kept: Assessment) -> None:
    guesser = {"X-Forwarded-For": "10.9.0.2"}
    # The bucket refills meanwhile, so a slow machine gets more answers than the limit.
    guesses = (fetch(server.url + UNKNOWN, **guesser)[0] for _ in range(200))
    answers = list(takewhile(lambda status: status != 429, guesses))
    assert set(answers) == {404}
    assert 60 <= len(answers) < 200
    assert fetch(server.url + address(kept.id), **CALLER)[0] == 200
