"""ONNX files without the package `onnx`: as much of the format as our models need.

A file is a tree of records; a record is a row of numbered fields, each a whole number, four bytes
of a float, or a run of bytes (a text, an array, another record). The numbers are those of the
format's published definition, `onnx.proto3`.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_ELEMENTS = {1: np.float32, 2: np.uint8, 3: np.int8, 6: np.int32, 7: np.int64}
_KINDS = {np.dtype(kind): number for number, kind in _ELEMENTS.items()}
_FLOAT, _INT, _INTS = 1, 2, 7
_IR_VERSION, _OPERATORS = 8, 17


class UnusableFile(Exception):
    """A file is no ONNX file of the kind that is expected."""


@dataclass(frozen=True)
class Node:
    """An operation of a graph."""

    operation: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


@dataclass(frozen=True)
class Model:
    """What is needed of a model: its operations in order, and its arrays by name."""

    nodes: tuple[Node, ...]
    arrays: dict[str, Array]


def read_model(path: Path) -> Model:
    """Read a file.

    Raises:
        UnusableFile: it has no graph.
    """
    graphs = [value for number, value in _fields(path.read_bytes()) if number == 7]
    if len(graphs) != 1:
        raise UnusableFile(f"{path}: {len(graphs)} graphs; one is needed")
    nodes, arrays = [], {}
    for number, value in _fields(graphs[0]):
        if number == 1:
            nodes.append(_node(value))
        elif number == 5:
            name, array = _array(value)
            if array is not None:
                arrays[name] = array
    return Model(tuple(nodes), arrays)


def _fields(record: bytes) -> Iterator[tuple[int, Any]]:
    """Number and value of each field of a record."""
    at = 0
    while at < len(record):
        key, at = _varint(record, at)
        if key & 7 == 0:
            value, at = _varint(record, at)
            yield key >> 3, value
            continue
        if key & 7 == 2:
            size, at = _varint(record, at)
        elif key & 7 in (1, 5):
            size = 8 if key & 7 == 1 else 4
        else:
            raise UnusableFile(f"a field of kind {key & 7} at byte {at}")
        yield key >> 3, record[at : at + size]
        at += size


def _varint(record: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = record[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def _node(record: bytes) -> Node:
    fields = list(_fields(record))
    inputs = tuple(value.decode() for number, value in fields if number == 1)
    outputs = tuple(value.decode() for number, value in fields if number == 2)
    operation = next(value.decode() for number, value in fields if number == 4)
    return Node(operation, inputs, outputs)


def _array(record: bytes) -> tuple[str, Array | None]:
    """Name and content of an array; none if its kind is not one of ours."""
    dimensions: list[int] = []
    name, kind, content = "", 0, b""
    for number, value in _fields(record):
        if number == 1 and isinstance(value, int):
            dimensions.append(value)
        elif number == 1:
            at = 0
            while at < len(value):
                size, at = _varint(value, at)
                dimensions.append(size)
        elif number == 2:
            kind = value
        elif number == 8:
            name = value.decode()
        elif number == 9:
            content = value
    if kind not in _ELEMENTS or not content:
        return name, None
    return name, np.frombuffer(content, _ELEMENTS[kind]).reshape(dimensions)


class GraphWriter:
    """A graph that grows by one operation at a time; each returns the name of what it gives."""

    def __init__(self, name: str) -> None:
        """Begin an empty graph."""
        self._name = name
        self._parts: list[bytes] = []
        self._count = 0

    def input(self, name: str, element: type, shape: Sequence[str]) -> str:
        """Declare an input; its shape is given by names of sizes."""
        self._parts.append(_field(11, _declared(name, element, shape)))
        return name

    def output(self, name: str, source: str, element: type, shape: Sequence[str]) -> None:
        """Declare an output and where it comes from."""
        self._parts.append(_field(1, _field(1, source), _field(2, name), _field(4, "Identity")))
        self._parts.append(_field(12, _declared(name, element, shape)))

    def array(self, value: Array) -> str:
        """Add an array."""
        name = self._next("array")
        dimensions = b"".join(_field(1, size) for size in value.shape)
        content = np.ascontiguousarray(value).tobytes()
        kind = _KINDS[value.dtype]
        self._parts.append(
            _field(5, dimensions, _field(2, kind), _field(8, name), _field(9, content))
        )
        return name

    def __call__(
        self, operation: str, *inputs: str | Array, outputs: int = 1, **settings: Any
    ) -> Any:
        """Add an operation; arrays among its inputs are added, too.

        Returns:
            the name of its output, or a tuple of them where it has several.
        """
        given = [each if isinstance(each, str) else self.array(each) for each in inputs]
        names = tuple(self._next(operation.lower()) for _ in range(outputs))
        self._parts.append(
            _field(
                1,
                *[_field(1, name) for name in given],
                *[_field(2, name) for name in names],
                _field(4, operation),
                *[_field(5, _setting(name, value)) for name, value in settings.items()],
            )
        )
        return names[0] if outputs == 1 else names

    def write(self, path: Path) -> None:
        """Write the file."""
        graph = _field(7, *self._parts, _field(2, self._name))
        operators = _field(8, _field(2, _OPERATORS))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_field(1, _IR_VERSION) + graph + operators)

    def _next(self, kind: str) -> str:
        self._count += 1
        return f"{kind}_{self._count}"


def _field(number: int, *parts: float | str | bytes) -> bytes:
    """A field: a whole number, a float, or parts that are put together."""
    if isinstance(parts[0], int):
        return _number(number << 3) + _number(parts[0])
    if isinstance(parts[0], float):
        return _number(number << 3 | 5) + struct.pack("<f", parts[0])
    content = b"".join(part if isinstance(part, bytes) else str(part).encode() for part in parts)
    return _number(number << 3 | 2) + _number(len(content)) + content


def _number(value: int) -> bytes:
    """A whole number in runs of seven bits; one below zero as its complement of 64 bits."""
    value &= (1 << 64) - 1
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    found.append(value)
    return bytes(found)


def _declared(name: str, element: type, shape: Sequence[str]) -> bytes:
    sizes = b"".join(_field(1, _field(2, size)) for size in shape)
    tensor = _field(1, _field(1, _KINDS[np.dtype(element)]), _field(2, sizes))
    return _field(1, name) + _field(2, tensor)


def _setting(name: str, value: float | int | Sequence[int]) -> bytes:
    if isinstance(value, float):
        return _field(1, name) + _field(2, value) + _field(20, _FLOAT)
    if isinstance(value, int):
        return _field(1, name) + _field(3, value) + _field(20, _INT)
    numbers = b"".join(_field(8, each) for each in value)
    return _field(1, name) + numbers + _field(20, _INTS)
