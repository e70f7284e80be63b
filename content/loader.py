"""Reads the content files and turns every fault in them into a `ContentError`."""

from collections.abc import Hashable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from content.checks import check
from content.criteria import Criteria
from content.errors import ContentError
from content.messages import Texts, texts_of
from content.schema import AnswerBook, Content, Guide, RefusalBook, TaskCatalogue

__all__ = ["CONTENT", "ContentError", "load_content", "load_criteria", "load_texts", "read"]

CONTENT = Path(__file__).parent
"""The folder of the content files that ship with the assistant."""

M = TypeVar("M", bound=BaseModel)


@lru_cache
def load_content(directory: Path = CONTENT) -> Content:
    """Guide, answers, tasks and refusals of `directory`, checked against each other.

    Raises `ContentError` for the first fault found.
    """
    content = Content(
        guide=read(directory / "guide.yml", Guide),
        topics=read(directory / "answers.yml", AnswerBook).topics,
        catalogue=read(directory / "tasks.yml", TaskCatalogue),
        refusals=read(directory / "refusals.yml", RefusalBook).subjects,
    )
    check(content, directory)
    return content


@lru_cache
def load_criteria(directory: Path = CONTENT) -> Criteria:
    """The interview's questions, points and gates of `directory`.

    Raises `ContentError` for the first fault found.
    """
    return read(directory / "criteria.yml", Criteria)


@lru_cache
def load_texts(directory: Path = CONTENT) -> Texts:
    """The assistant's sentences of `directory`.

    Raises `ContentError` for the first fault found.
    """
    path = directory / "messages.yml"
    return texts_of(_read_mapping(path), path)


def read(path: Path, model: type[M]) -> M:
    """The YAML file at `path` as a `model`.

    `yes`, `no`, `on` and `off` stay words: only `true` and `false` are booleans. Raises
    `ContentError` for a missing file, for YAML that cannot be read, for a key given twice and
    for a value that `model` refuses.
    """
    raw = _read_mapping(path)
    try:
        return model.parse_obj(raw)
    except ValidationError as error:
        first = error.errors()[0]
        key = _key(raw, first["loc"])
        raise ContentError(
            f"{path.parent.name}/{path.name}: {key}: {_fault(dict(first))}"
        ) from error


def _read_mapping(path: Path) -> dict[str, Any]:
    name = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ContentError(
            f"{name}: cannot be read ({error.strerror}); put the file back or mend the path"
        ) from error
    try:
        raw = yaml.load(text, Loader=_WordLoader)
    except yaml.YAMLError as error:
        raise ContentError(f"{name}: is not valid YAML; mend it there: {error}") from error
    if not isinstance(raw, dict):
        raise ContentError(f"{name}: must be a mapping of keys; write 'key: value' lines")
    return raw


class _WordLoader(yaml.CSafeLoader):
    """YAML without the two surprises of version 1.1: `no` as false, and the last key winning."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            if key_node.value in seen:
                raise yaml.constructor.ConstructorError(
                    "while reading a mapping",
                    node.start_mark,
                    f"the key {key_node.value!r} stands twice; keep one of the two",
                    key_node.start_mark,
                )
            seen.add(key_node.value)
        return super().construct_mapping(node, deep)


_WordLoader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag != "tag:yaml.org,2002:bool" or first in "tTfF"
    ]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _key(raw: Any, location: Sequence[int | str]) -> str:
    """The dotted key of a fault; an entry of a list is named by its `id` where it has one."""
    parts: list[str] = []
    for step in location:
        try:
            raw = raw[step]
        except (KeyError, IndexError, TypeError):
            raw = None
        named = isinstance(step, int) and isinstance(raw, dict) and isinstance(raw.get("id"), str)
        parts.append(raw["id"] if named else str(step))
    return ".".join(part for part in parts if part != "__root__") or "(the whole file)"


def _fault(error: dict[str, Any]) -> str:
    """What is wrong and how to mend it, from one of pydantic's errors."""
    context = error.get("ctx", {})
    kind = error["type"]
    if kind == "value_error.missing":
        return "is missing; add it"
    if kind == "value_error.extra":
        return "is not a known key; mend its spelling or remove it"
    if kind == "value_error.const":
        permitted = ", ".join(str(value) for value in context["permitted"])
        return f"{context['given']!r} is not known; use one of {permitted}"
    if kind == "value_error":
        return str(error["msg"])
    return f"{error['msg']}; change the value"
