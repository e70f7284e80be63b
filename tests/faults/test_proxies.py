"""The server behind the proxies whose configuration is in deploy/: what they let through."""

import http.client
import os
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import websocket

from tests.faults.server_process import ROOT, ServerProcess, free_port
from tests.socket_client import SocketClient

CONNECTIONS = 3
_START_SECONDS = 30

NGINX = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/advisor.conf;
}}
"""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a certificate of this machine, cert.pem, and its key, key.pem."""
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
            *("-keyout", "key.pem", "-out", "cert.pem"),
        ],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return folder


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def address(
    request: pytest.FixtureRequest,
    project: Path,
    certificate: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """The public address of a server behind a proxy."""
    program = shutil.which(request.param, path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        pytest.skip(f"no {request.param} here: its configuration in deploy/ is not tried")
    folder = tmp_path_factory.mktemp(request.param)
    https, http = free_port(), free_port()
    address = f"https://localhost:{https}"
    server = ServerProcess(
        project,
        folder / "data",
        ADVISOR_ALLOWED_ORIGINS=address,
        ADVISOR_TRUSTED_PROXIES="127.0.0.1",
        ADVISOR_ADDRESS_CONNECTIONS=str(CONNECTIONS),
    )
    command = {"nginx": _nginx, "caddy": _caddy}[request.param](
        program, folder, certificate, https, http, server.port
    )
    proxy = subprocess.Popen(
        command, start_new_session=True, env={**os.environ, "HOME": str(folder)}
    )
    try:
        _wait_for(https, proxy)
        yield address
    finally:
        proxy.send_signal(signal.SIGTERM)
        proxy.wait(timeout=30)
        server.stop()


def _replaced(name: str, **parts: str) -> str:
    """Return a file of deploy/ with parts of it replaced; each must be there."""
    text = (ROOT / "deploy" / name).read_text(encoding="utf-8")
    for old, new in parts.items():
        assert old in text
        text = text.replace(old, new)
    return text


def _nginx(
    program: str, folder: Path, certificate: Path, https: int, http: int, port: int
) -> list[str]:
    site = _replaced(
        "nginx.conf",
        **{
            "advisor.example;\n    return 308 https://advisor.example": "_;\n    return 308 https://x",
            "/etc/letsencrypt/live/advisor.example/fullchain.pem": f"{certificate}/cert.pem",
            "/etc/letsencrypt/live/advisor.example/privkey.pem": f"{certificate}/key.pem",
            "server_name advisor.example": "server_name localhost",
            "listen 80;": f"listen {http};",
            "listen 443 ssl;": f"listen {https} ssl;",
            "127.0.0.1:5005": f"127.0.0.1:{port}",
        },
    )
    (folder / "advisor.conf").write_text(site)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder))
    return [program, "-c", str(folder / "nginx.conf")]


def _caddy(
    program: str, folder: Path, certificate: Path, https: int, http: int, port: int
) -> list[str]:
    site = _replaced(
        "Caddyfile",
        **{
            "advisor.example {": (
                f"{{\nhttps_port {https}\nhttp_port {http}\nadmin off\n}}\n"
                f"localhost:{https} {{\ntls {certificate}/cert.pem {certificate}/key.pem\n"
            ),
            "127.0.0.1:5005": f"127.0.0.1:{port}",
        },
    )
    (folder / "Caddyfile").write_text(site)
    return [program, "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


def _wait_for(port: int, proxy: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and proxy.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the proxy did not start")


@pytest.fixture(autouse=True)
def _trust_the_certificate(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBSOCKET_CLIENT_CA_BUNDLE", str(certificate / "cert.pem"))


def status(url: str, certificate: Path, length: int | None = None) -> int:
    """Return the status of an answer through TLS.

    With `length`, to a request that asks first whether it may send a body of so many bytes: a proxy
    that refuses a body unasked may close the line in the middle of it.
    """
    host, slash, path = url.removeprefix("https://").partition("/")
    trust = ssl.create_default_context(cafile=str(certificate / "cert.pem"))
    connection = http.client.HTTPSConnection(host, timeout=10, context=trust)
    try:
        connection.putrequest("GET" if length is None else "POST", slash + path)
        if length is not None:
            connection.putheader("Content-Length", str(length))
            connection.putheader("Expect", "100-continue")
        connection.endheaders()
        return connection.getresponse().status
    finally:
        connection.close()


def test_a_chat_through_tls_is_answered(address: str) -> None:
    tab = SocketClient(address, origin=address)
    assert tab.say("hello")["status"] == "done"
    assert tab.messages[-1]["text"].startswith("Hello.")
    tab.close()


@pytest.mark.parametrize("path", ["/", "/widget.js"])
def test_the_public_paths_are_served(address: str, certificate: Path, path: str) -> None:
    assert status(address + path, certificate) == 200


@pytest.mark.parametrize(
    "path", ["/health/ready", "/webhooks/rest/webhook", "/model", "/widget.js.map", "/socket.io/x"]
)
def test_every_other_path_is_not_found(address: str, certificate: Path, path: str) -> None:
    assert status(address + path, certificate) == 404


def test_a_large_body_is_refused(address: str, certificate: Path) -> None:
    url = f"{address}/socket.io/?EIO=4&transport=polling&sid=none"
    assert status(url, certificate, length=16_385) == 413


def test_a_forged_address_is_not_believed(address: str) -> None:
    tabs = [
        SocketClient(address, origin=address, address=f"203.0.113.{n}") for n in range(CONNECTIONS)
    ]
    with pytest.raises(websocket.WebSocketBadStatusException, match="429"):
        SocketClient(address, origin=address, address="203.0.113.99")
    for tab in tabs:
        tab.close()


def test_a_page_of_another_origin_is_refused(address: str) -> None:
    with pytest.raises(websocket.WebSocketBadStatusException, match="400"):
        SocketClient(address, origin="https://evil.example")
