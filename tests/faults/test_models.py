"""Models that were damaged, replaced or learned nothing; and what readiness says of the parts."""

import json
import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest

from server.models import checksum_file, newest, write_checksum
from tests import postgresql
from tests.faults.server_process import ServerProcess, failed_start, free_port
from tests.faults.test_http import fetch


@pytest.fixture
def copy(project: Path, tmp_path: Path) -> Path:
    """A project of its own, with a model that has a checksum."""
    shutil.copytree(project, tmp_path / "project")
    write_checksum(newest(tmp_path / "project" / "models"))
    return tmp_path / "project"


def test_a_damaged_model_is_one_clear_line_and_is_never_unpacked(copy: Path) -> None:
    model = newest(copy / "models")
    model.write_bytes(model.read_bytes()[:-1])
    ended = failed_start(copy)
    assert ended.returncode == 1
    assert model.name in ended.stderr.splitlines()[-1]
    assert "damaged or replaced. Run `make train`" in ended.stderr.splitlines()[-1]
    assert "Loading model" not in ended.stderr
    assert "Traceback" not in ended.stderr


def test_rasa_run_refuses_a_damaged_model_too(copy: Path) -> None:
    model = newest(copy / "models")
    checksum_file(model).write_text("0" * 64)
    ended = failed_start(copy, "-m", "rasa", "run", "--port", str(free_port()))
    assert ended.returncode != 0
    assert "damaged or replaced" in ended.stderr


def test_a_model_that_misunderstands_its_examples_is_one_clear_line(copy: Path) -> None:
    examples = copy / "data" / "nlu.yml"
    examples.write_text(examples.read_text().replace("- hello\n", "- good evening\n"))
    ended = failed_start(copy)
    assert ended.returncode == 1
    assert "takes 'good evening' for 'nlu_fallback', not 'greet'" in ended.stderr


def test_a_model_of_rasa_train_serves_with_a_warning(copy: Path, tmp_path: Path) -> None:
    checksum_file(newest(copy / "models")).unlink()
    server = ServerProcess(copy, tmp_path / "data")
    try:
        assert "is used unchecked" in server.log.read_text(encoding="utf-8")
        assert server.connect().say("hello")["status"] == "done"
    finally:
        server.kill()


def test_readiness_names_the_database_while_it_is_away(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "postgresql"
    with ExitStack() as leaving:
        url = leaving.enter_context(postgresql.running(folder))
        server = ServerProcess(project, tmp_path / "data", ADVISOR_DATABASE_URL=url)
        leaving.callback(server.kill)

        def state(path: str) -> tuple[int, object]:
            status, _, body = fetch(server.url + path)
            return status, json.loads(body)

        assert state("/health/ready") == (200, {"status": "ready"})
        postgresql.stop(folder)
        away = {"status": "not ready", "waiting_for": ["database"]}
        assert state("/health/ready") == (503, away)
        assert state("/health/live") == (200, {"status": "alive"})
        postgresql.start(folder)
        assert state("/health/ready") == (200, {"status": "ready"})
        assert server.connect().say("hello")["status"] == "done"
