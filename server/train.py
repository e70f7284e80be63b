"""`python -m server.train`: trains the assistant; with `--if-stale` only where that is needed.

A model is stale when one of the files that it was made from is newer.
"""

import argparse
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

from server.models import checksum_file, write_checksum
from server.runtime import begin, quieten_rasa
from server.settings import SettingsError, load_settings

PROJECT = Path(__file__).parent.parent
SOURCES = ("config.yml", "domain.yml", "data", "content/tasks.yml", "content/schema.py", "nlu")
"""What a model is made from, relative to the project."""


class TrainingError(Exception):
    """Rasa could not train; its log above says why."""


def is_stale(models: Path, project: Path = PROJECT) -> bool:
    """Return whether there is no model in the folder, or one older than what it is made from."""
    trained = max((model.stat().st_mtime for model in models.glob("*.tar.gz")), default=None)
    if trained is None:
        return True
    return any(source.stat().st_mtime > trained for source in _sources(project))


def train(models: Path, project: Path = PROJECT) -> Path:
    """Train a model into the folder and return it; older models there are removed.

    Raises:
        TrainingError: the training data or the configuration is wrong.
    """
    # Rasa reads the environment when it is imported, and its import takes seconds.
    from rasa.api import train as train_with_rasa

    result = train_with_rasa(
        domain=str(project / "domain.yml"),
        config=str(project / "config.yml"),
        training_files=str(project / "data"),
        output=str(models),
    )
    if result.code or not result.model:
        raise TrainingError("the model could not be trained; run `make check` to see what is wrong")
    trained = Path(result.model)
    for older in models.glob("*.tar.gz"):
        if older.name != trained.name:
            older.unlink()
            checksum_file(older).unlink(missing_ok=True)
    # Rasa keeps the file of an unchanged model, with its old time.
    trained.touch()
    write_checksum(trained)
    return trained


def _sources(project: Path) -> Iterator[Path]:
    for name in SOURCES:
        path = project / name
        yield from (path,) if path.is_file() else _files(path)


def _files(folder: Path) -> Iterator[Path]:
    return (
        path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    )


def main(arguments: list[str] | None = None) -> int:
    """Train; return 0, or 1 after one line on what is wrong."""
    parser = argparse.ArgumentParser(prog="server.train", description=__doc__)
    parser.add_argument("--if-stale", action="store_true", help="keep a model that is up to date")
    chosen = parser.parse_args(arguments)
    try:
        models = load_settings().model
        if chosen.if_stale and (models.is_file() or not is_stale(models)):
            return 0
        if models.is_file():
            raise TrainingError(f"model: {models} is a file; name a folder to train a model into")
        print("Training the assistant; this takes a minute or two.", flush=True)
        begin(logging.ERROR)
        quieten_rasa(logging.ERROR)
        print(f"Trained: {train(models)}")
    except (SettingsError, TrainingError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
