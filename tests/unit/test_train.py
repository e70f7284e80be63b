"""When the assistant is trained anew."""

import os
from pathlib import Path

import pytest

from server.train import SOURCES, is_stale, main


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose every source is there, and a model that is newer."""
    for number, name in enumerate(SOURCES):
        path = tmp_path / name
        if not path.suffix:
            path = path / "file.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
        os.utime(path, (1000 + number, 1000 + number))
    model = tmp_path / "models" / "model.tar.gz"
    model.parent.mkdir()
    model.write_text("x")
    os.utime(model, (2000, 2000))
    return tmp_path


def test_a_model_newer_than_its_sources_is_kept(project: Path) -> None:
    assert not is_stale(project / "models", project)


def test_without_a_model_there_is_one_to_train(project: Path) -> None:
    (project / "models" / "model.tar.gz").unlink()
    assert is_stale(project / "models", project)


@pytest.mark.parametrize("name", SOURCES)
def test_a_newer_source_makes_the_model_stale(project: Path, name: str) -> None:
    path = project / name
    changed = path if path.is_file() else path / "file.yml"
    os.utime(changed, (3000, 3000))
    assert is_stale(project / "models", project)


def test_compiled_python_is_no_source(project: Path) -> None:
    cache = project / "nlu" / "__pycache__" / "text.pyc"
    cache.parent.mkdir()
    cache.write_text("x")
    assert not is_stale(project / "models", project)


def test_a_single_model_is_used_as_it_is_and_not_trained_over(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    model = project / "models" / "model.tar.gz"
    monkeypatch.setenv("ADVISOR_MODEL", str(model))
    assert main(["--if-stale"]) == 0
    assert main([]) == 1
    assert "name a folder" in capsys.readouterr().err
