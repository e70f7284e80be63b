"""What gets out: words in the log, connections to elsewhere, paths that are not ours."""

import ipaddress
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import rasa.server

from tests.faults import bars
from tests.faults.interviewee import BEGIN, Interviewee
from tests.faults.server_process import ServerProcess, failing_actions, tracer
from tests.faults.test_http import fetch

CANARY = "canary7f3a9"
FILES_AND_CHANNELS = [
    *("/webhooks/rest/webhook", "/webhooks/web/", "/webhooks/rest/", "/webhooks/callback/webhook"),
    *(
        "/webhook",
        "/actions",
        "/health",
        "/docs",
        "/openapi.json",
        "/metrics",
        "/robots.txt",
        "/.env",
        "/.git/config",
    ),
    *("/token.key", "/advisor.db", "/assets/", "/assets/../server/settings.py", "//etc/passwd"),
    *("/socket.io.js", "/socket.io/admin", "/results", "/static/", "/favicon.ico/x"),
]


def test_a_users_words_are_in_no_log_even_when_an_action_raises_over_them(
    assistant: ServerProcess,
) -> None:
    visitor = Interviewee(assistant, seed=3)
    visitor.tab.say(BEGIN)
    visitor.tab.say(f"{CANARY} work for clients")
    said = (f"what is {CANARY}?", f"we pay {CANARY} euros", f"/{CANARY}", CANARY * 300)
    for fault in ("", "raises"):
        with failing_actions(assistant.data, fault):
            for words in said:
                visitor.tab.say(words)
    visitor.tab.ask("user_message", {"id": CANARY, "text": [CANARY], "token": CANARY})
    fetch(f"{assistant.url}/results/{CANARY}?{CANARY}")
    visitor.tab.say("is it over?")
    files = [each for each in _written(assistant.data) if CANARY.encode() in each.read_bytes()]
    bars.record(bars.CANARIES, len(files), len(list(_written(assistant.data))))


def _written(folder: Path) -> list[Path]:
    """Return what the server writes, the database aside."""
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("advisor.db")
    ]


def test_nothing_connects_to_another_machine(limited: ServerProcess) -> None:
    if limited.trace is None:
        pytest.skip("strace was not found: outgoing connections are not traced")
    visitor = Interviewee(limited, seed=4)
    for _ in range(8):
        visitor.step()
    calls = limited.trace.read_text(encoding="utf-8")
    addresses = re.findall(r'(?:inet_addr\(|AF_INET6, )"([^"]+)"', calls)
    away = [each for each in addresses if not ipaddress.ip_address(each).is_loopback]
    bars.record(bars.OUTGOING, len(away), len(visitor.acknowledged))


def test_the_trace_sees_a_connection_that_is_made(tmp_path: Path) -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace was not found: outgoing connections are not traced")
    trace = tmp_path / "connections"
    connect = "import socket as s; s.socket(type=s.SOCK_DGRAM).connect(('192.0.2.1', 9))"
    subprocess.run([*tracer(trace), sys.executable, "-c", connect], check=True)
    deadline = time.monotonic() + 10
    while "192.0.2.1" not in (trace.read_text("utf-8") if trace.exists() else ""):
        assert time.monotonic() < deadline, "the trace shows nothing"


def test_rasas_own_paths_and_files_are_out_of_reach(assistant: ServerProcess) -> None:
    methods = ("GET", "POST", "PUT", "DELETE", "OPTIONS")
    paths = [*FILES_AND_CHANNELS, *_rasas_own_paths()]
    reached = [
        (method, path)
        for path in paths
        for method in methods
        if not _is_refused(method, *fetch(assistant.url + path, method))
    ]
    bars.record(bars.PATHS, len(reached), len(paths) * len(methods))


def _rasas_own_paths() -> list[str]:
    """Return the paths of Rasa's HTTP API, each with a conversation's id where it takes one."""
    routes = {route.path.strip("/") for route in rasa.server.create_app().router.routes} - {""}
    assert {"model/parse", "status"} <= routes
    return ["/" + re.sub("<[^>]*>", "default", route) for route in sorted(routes)]


def _is_refused(method: str, status: int, _: dict[str, str], body: bytes) -> bool:
    """Whether an answer gives nothing away; Sanic answers every OPTIONS, with nothing in it."""
    return status in (400, 404, 405) or (method == "OPTIONS" and body == b"")
