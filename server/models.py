"""Trained models: which one serves, whether it is the one that was trained, and whether it works.

Training leaves a checksum beside each model, in the form of `sha256sum`. It is checked before Rasa
unpacks the model. A model without one, such as `rasa train` leaves, is used with a warning; where
`ADVISOR_MODEL_SHA256` is set, it alone decides.
"""

import logging
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

logger = logging.getLogger(__name__)

DATA = Path("data")
"""The training data, in the folder in which Rasa runs."""

EXAMPLES_PER_INTENT = 2
"""How many training examples of an intent have to be understood at each start: its first ones."""

_CHUNK_BYTES = 1 << 20


class ModelError(Exception):
    """There is no model, or not the one that was trained, or it understands nothing."""


def newest(path: Path) -> Path:
    """Return the model at `path`: the file itself, or the newest one of a folder, as Rasa does.

    Raises:
        ModelError: there is none.
    """
    if path.is_file():
        return path
    models = list(path.glob("*.tar.gz"))
    if not models:
        raise ModelError(f"{path}: there is no trained model; run `make train`")
    return max(models, key=lambda model: model.stat().st_mtime)


def checksum_file(model: Path) -> Path:
    """Return where a model's checksum stands."""
    return model.with_name(f"{model.name}.sha256")


def write_checksum(model: Path) -> None:
    """Write a model's checksum beside it; `sha256sum --check` can read it too."""
    checksum_file(model).write_text(f"{_checksum(model)}  {model.name}\n", encoding="utf-8")


def verify(model: Path, expected: str = "") -> None:
    """Check that a model is the one that was trained.

    Args:
        model: The model's file.
        expected: Its SHA-256; without it the file beside the model says it.

    Raises:
        ModelError: it is another one; the text names the file and the mend.
    """
    source = "ADVISOR_MODEL_SHA256"
    if not expected:
        written = checksum_file(model)
        source = written.name
        if not written.is_file():
            logger.warning(
                "%s has no checksum beside it and is used unchecked; `make train` writes one", model
            )
            return
        expected = written.read_text(encoding="utf-8").partition(" ")[0].strip()
    found = _checksum(model)
    if found != expected:
        raise ModelError(
            f"{model}: its SHA-256 is {found}, but {source} says {expected!r}; "
            "the file was damaged or replaced. Run `make train`, or bring the right file back"
        )


def known_utterances(data: Path) -> dict[str, str]:
    """Return utterances that a model trained on the folder `data` understands, with their intents.

    They are the first examples of each intent.

    Raises:
        ModelError: there are none.
    """
    from rasa.shared.nlu.training_data.entities_parser import replace_entities

    known: dict[str, list[str]] = {}
    for intent, example in _examples(data):
        chosen = known.setdefault(intent, [])
        if len(chosen) < EXAMPLES_PER_INTENT:
            chosen.append(replace_entities(example))
    if not known:
        raise ModelError(f"{data}: there are no training examples to try the model with")
    return {text: intent for intent, texts in known.items() for text in texts}


async def try_out(agent: Any, utterances: dict[str, str]) -> None:
    """Check that Rasa's agent understands these utterances.

    Raises:
        ModelError: it does not; the text names the first one.
    """
    for text, intent in utterances.items():
        understood = (await agent.parse_message(text))["intent"]["name"]
        if understood != intent:
            raise ModelError(
                f"the model takes {text!r} for {understood!r}, not {intent!r} as it was trained; "
                "run `make train`"
            )


def _examples(data: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(data.rglob("*.yml")):
        with file.open(encoding="utf-8") as text:
            parts = (yaml.load(text, yaml.CSafeLoader) or {}).get("nlu") or []
        for part in parts:
            for line in str(part.get("examples", "")).splitlines():
                if "intent" in part and line.strip().startswith("-"):
                    yield part["intent"], line.strip()[1:].strip()


def _checksum(model: Path) -> str:
    digest = sha256()
    with model.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()
