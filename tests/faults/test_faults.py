"""Locked databases, killed processes, other ways to start, and starts that cannot succeed."""

import socket
from pathlib import Path

import pytest

import store
from tests import postgresql
from tests.faults.server_process import ServerProcess, failed_start, free_port, locked_database


def test_a_locked_database_is_reported_and_the_same_message_works_later(
    server: ServerProcess,
) -> None:
    tab = server.connect()
    tab.say("begin the form")
    frame = tab.frame("paint the fence")
    with locked_database(server.data):
        refusal = tab.ask("user_message", frame)
        assert refusal["notice"]["code"] == "not_saved"
        assert len(tab.replay()) == 2
    assert tab.ask("user_message", frame)["status"] == "done"
    assert tab.messages[-1]["text"] == "task: paint the fence"
    assert tab.replay() == tab.messages


def test_a_server_killed_mid_turn_answers_the_resent_message_once(server: ServerProcess) -> None:
    tab = server.connect()
    tab.say("begin the form")
    before = tab.messages.copy()
    frame = tab.frame("paint the fence")
    tab.send("user_message", frame)
    server.kill()
    server.start()
    again = server.connect(tab.token)
    assert again.replay()[: len(before)] == before
    assert again.ask("user_message", frame)["status"] in ("done", "duplicate")
    texts = [message["text"] for message in again.replay()]
    assert texts == ["begin the form", "Which task?", "paint the fence", "task: paint the fence"]


def test_rasa_run_serves_the_same_channel_and_postgresql_keeps_it(
    project: Path, tmp_path: Path
) -> None:
    with postgresql.running(tmp_path / "postgresql") as url:
        port = free_port()
        server = ServerProcess(
            project,
            tmp_path / "data",
            *("-m", "rasa", "run", "--port", str(port), "--interface", "127.0.0.1"),
            PORT=str(port),
            ADVISOR_DATABASE_URL=url,
            ADVISOR_SESSION_EVENTS="60",
            ADVISOR_MESSAGES_PER_MINUTE="1000",
            ADVISOR_ADDRESS_MESSAGES_PER_MINUTE="1000",
        )
        server.url = f"http://127.0.0.1:{port}"
        try:
            tab = server.connect(origin=server.url)
            tab.open()
            for _ in range(40):
                assert tab.say("something else")["status"] == "done"
            tab.say("begin the form")
            tab.say("paint the fence")
            assert tab.messages[-1]["text"] == "task: paint the fence"
            assert tab.replay() == tab.messages
            conversation = tab.session["conversation"]
            log = store.EventLog(store.connect(url))
            assert log.count_of_session(conversation) < 80
            assert len(log.of_conversation(conversation)) > 200
        finally:
            assert server.stop() == 0


def test_ctrl_c_in_the_moment_of_readiness_is_heard(project: Path, tmp_path: Path) -> None:
    assert ServerProcess(project, tmp_path).stop() == 0


def test_ctrl_c_ends_the_server_without_an_error(server: ServerProcess) -> None:
    server.connect()
    try:
        assert server.stop() == 0
        assert "Traceback" not in _after_last_start(server.log)
        assert "Task was destroyed" not in _after_last_start(server.log)
    finally:
        server.start()


def _after_last_start(log: Path) -> str:
    return log.read_text(encoding="utf-8").rpartition("Rasa server is up and running")[2]


def test_a_port_in_use_is_one_clear_line(project: Path, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        ended = failed_start(project, PORT=str(port), DATA_DIR=str(tmp_path))
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert f"127.0.0.1:{port} cannot be used" in ended.stderr
    assert "PORT=" in ended.stderr


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"PORT": "http"}, ["PORT='http'"]),
        ({"ADVISOR_DATABASE_URL": "mysql://x"}, ["ADVISOR_DATABASE_URL", "mysql"]),
        ({"DATA_DIR": "/proc/nowhere"}, ["/proc/nowhere"]),
        ({"HOST": "no.such.host.invalid"}, ["HOST=no.such.host.invalid"]),
    ],
)
def test_a_wrong_setting_is_one_clear_line(
    project: Path, tmp_path: Path, settings: dict[str, str], words: list[str]
) -> None:
    ended = failed_start(project, **{"DATA_DIR": str(tmp_path), **settings})
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert all(word in ended.stderr for word in words)


def test_a_missing_model_is_one_clear_line(project: Path, tmp_path: Path) -> None:
    ended = failed_start(project, DATA_DIR=str(tmp_path), ADVISOR_MODEL=str(tmp_path))
    assert ended.returncode == 1
    assert ended.stderr == f"{tmp_path}: there is no trained model; run `make train`\n"
