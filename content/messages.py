"""The assistant's sentences: `messages.yml`, by id, with named places for values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any

from content.errors import ContentError


class Texts:
    """Sentences by id, such as `interview.stopped`; a call fills one with its values."""

    def __init__(self, sentences: Mapping[str, str], file: str = "content/messages.yml") -> None:
        """Keep `sentences`, by id, that were read from `file`.

        Raises:
            ContentError: a place has no name, or its braces do not fit together.
        """
        self._file = file
        self._sentences = dict(sentences)
        self.places = {id: self._places_of(id, text) for id, text in sentences.items()}

    def __call__(self, id: str, /, **values: object) -> str:
        """Return the sentence of an id with its places filled.

        Raises:
            ContentError: there is no such sentence, or its places are others than those given.
        """
        if id not in self._sentences:
            raise ContentError(f"{self._file}: {id}: is missing; write the sentence there")
        if self.places[id] != set(values):
            wanted = ", ".join(f"{{{name}}}" for name in sorted(values)) or "no places"
            raise ContentError(f"{self._file}: {id}: has other places than it must; use {wanted}")
        return self._sentences[id].format(**values)

    def __contains__(self, id: str) -> bool:
        """Whether there is a sentence of this id."""
        return id in self._sentences

    def _places_of(self, id: str, text: str) -> frozenset[str]:
        try:
            names = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
        except ValueError as error:
            raise ContentError(
                f"{self._file}: {id}: {error}; write a place as {{name}}, a brace as {{{{"
            ) from error
        if not all(name.isidentifier() for name in names):
            raise ContentError(f"{self._file}: {id}: a place needs a name; write it as {{name}}")
        return frozenset(names)


def flattened(tree: Mapping[str, Any], file: str, above: str = "") -> Iterator[tuple[str, str]]:
    """Return the sentences of nested mappings, each with the keys above it, joined by points.

    Raises:
        ContentError: something else than a sentence or a mapping stands there.
    """
    for key, value in tree.items():
        id = f"{above}{key}"
        if isinstance(value, Mapping):
            yield from flattened(value, file, f"{id}.")
        elif isinstance(value, str) and value.strip():
            yield id, value.strip()
        else:
            raise ContentError(f"{file}: {id}: is no sentence; write a text there")


def texts_of(tree: Mapping[str, Any], path: Path) -> Texts:
    """Return the sentences of a file that was read from `path`."""
    file = f"{path.parent.name}/{path.name}"
    return Texts(dict(flattened(tree, file)), file)
