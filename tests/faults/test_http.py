"""The paths that the server answers, and those that it does not."""

import urllib.error
import urllib.request

import pytest

from tests.faults.server_process import ServerProcess


def fetch(url: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Return the status, the headers in lower case and the body of an answer."""
    request = urllib.request.Request(url, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, _lower(answer.headers.items()), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, _lower(error.headers.items()), error.read()


def _lower(headers: object) -> dict[str, str]:
    return {name.lower(): value for name, value in headers}  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_a_healthy_server_says_so(server: ServerProcess, path: str) -> None:
    assert fetch(server.url + path)[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/webhooks/web/",
        "/webhooks/rest/webhook",
        "/status",
        "/model",
        "/conversations/x/tracker",
        "/assets/../../pyproject.toml",
        "/assets/%2e%2e/pyproject.toml",
        "/widget.js/",
        "/health",
    ],
)
def test_every_other_path_is_not_found(server: ServerProcess, path: str) -> None:
    assert fetch(server.url + path)[0] == 404
    assert fetch(server.url + path, "POST")[0] == 404


def test_the_root_is_ours_and_not_rasas(server: ServerProcess) -> None:
    assert b"Hello from Rasa" not in fetch(server.url + "/")[2]


@pytest.mark.parametrize("path", ["/", "/health/live", "/nothing"])
def test_every_answer_carries_a_strict_policy(server: ServerProcess, path: str) -> None:
    headers = fetch(server.url + path)[1]
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"


def test_a_body_that_is_too_large_is_refused(server: ServerProcess) -> None:
    request = urllib.request.Request(server.url + "/socket.io/?EIO=4", data=b"x" * 100_000)
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(request, timeout=10)
    assert fetch(server.url + "/health/ready")[0] == 200
