"""Operators hand out and delete what is kept of one conversation."""

import json
from pathlib import Path

import pytest

import store
from server.privacy import main

MINE, OTHER = "a" * 32, "b" * 32


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> store.EventLog:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.delenv("ADVISOR_DATABASE_URL", raising=False)
    engine = store.migrate(store.default_url(tmp_path))
    log = store.EventLog(engine)
    for conversation in (MINE, OTHER):
        log.append(conversation, [store.NewEvent("user", {"text": "grüße"}, timestamp=1.0)])
        store.Assessments(engine).save(
            store.NewAssessment(
                conversation, conversation, "payroll", {"core": "no"}, 1, 2, "bpo", "firm", "1", "m"
            )
        )
    return log


def test_an_export_holds_events_and_assessments(
    log: store.EventLog, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", MINE]) == 0
    kept = json.loads(capsys.readouterr().out)
    assert [event["data"] for event in kept["events"]] == [{"text": "grüße"}]
    assert [assessment["name"] for assessment in kept["assessments"]] == ["payroll"]
    assert OTHER not in json.dumps(kept)


def test_a_deletion_leaves_nothing_of_one_and_all_of_the_others(
    log: store.EventLog, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["delete", MINE]) == 0
    assert capsys.readouterr().out == "Deleted: 1 events, 1 assessments\n"
    assert log.conversations() == [OTHER]
    assert main(["export", MINE]) == 1
    assert main(["export", OTHER]) == 0


def test_an_unknown_conversation_is_named(
    log: store.EventLog, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["delete", "c" * 32]) == 1
    assert "nothing is kept" in capsys.readouterr().err
