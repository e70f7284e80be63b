"""Trained models: checksums and known utterances."""

import logging
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from server.models import (
    ModelError,
    checksum_file,
    known_utterances,
    newest,
    try_out,
    verify,
    write_checksum,
)
from server.train import PROJECT


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "model.tar.gz"
    path.write_bytes(b"what was learned")
    write_checksum(path)
    return path


def test_an_untouched_model_is_accepted(model: Path) -> None:
    verify(model)


def test_sha256sum_can_check_a_model_too(model: Path) -> None:
    command = ["sha256sum", "--check", "--quiet", checksum_file(model).name]
    subprocess.run(command, cwd=model.parent, check=True)


@pytest.mark.parametrize("content", [b"", b"what was learneD", b"what was learned and more"])
def test_a_changed_model_is_refused_with_its_file_and_the_mend(model: Path, content: bytes) -> None:
    model.write_bytes(content)
    with pytest.raises(ModelError, match=r"model\.tar\.gz.*damaged or replaced.*make train"):
        verify(model)


@pytest.mark.parametrize("written", ["", "x", "0" * 64])
def test_a_changed_checksum_is_refused(model: Path, written: str) -> None:
    checksum_file(model).write_text(written)
    with pytest.raises(ModelError, match=r"model\.tar\.gz\.sha256"):
        verify(model)


def test_the_setting_decides_alone(model: Path) -> None:
    digest = checksum_file(model).read_text()[:64]
    checksum_file(model).write_text("0" * 64)
    verify(model, digest)
    with pytest.raises(ModelError, match="ADVISOR_MODEL_SHA256"):
        verify(model, "1" * 64)


def test_a_model_of_rasa_train_is_used_with_a_warning(
    model: Path, caplog: pytest.LogCaptureFixture
) -> None:
    checksum_file(model).unlink()
    with caplog.at_level(logging.WARNING):
        verify(model)
    assert "is used unchecked" in caplog.text


def test_the_newest_model_of_a_folder_serves(model: Path) -> None:
    older = model.with_name("older.tar.gz")
    older.write_bytes(b"")
    os.utime(older, (1, 1))
    assert newest(model.parent) == newest(model) == model


def test_the_first_examples_of_each_intent_are_known(tmp_path: Path) -> None:
    (tmp_path / "nlu.yml").write_text(
        "nlu:\n- intent: greet\n  examples: |\n    - hello\n    - hi\n    - hey\n"
        "- intent: tasks\n  examples: |\n    - is [payroll](task) bpo\n- lookup: task\n"
    )
    (tmp_path / "rules.yml").write_text("rules: []\n")
    assert known_utterances(tmp_path) == {
        "hello": "greet",
        "hi": "greet",
        "is payroll bpo": "tasks",
    }


def test_without_examples_nothing_can_be_tried(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no training examples"):
        known_utterances(tmp_path)


def test_every_topic_and_a_refusal_are_tried_at_start() -> None:
    from content import load_content

    assert (set(load_content().topics) - {"clarify"}) <= set(
        known_utterances(PROJECT / "data").values()
    )


class Agent:
    """Takes everything for a greeting, as a classifier without its weights might."""

    async def parse_message(self, text: str) -> dict[str, Any]:
        return {"text": text, "intent": {"name": "greet"}}


async def test_a_model_that_misunderstands_is_refused_with_the_utterance() -> None:
    await try_out(Agent(), {"hello": "greet"})
    with pytest.raises(ModelError, match="'what is bpo' for 'greet', not 'definition'"):
        await try_out(Agent(), {"hello": "greet", "what is bpo": "definition"})
