"""What all components share."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from rasa.engine.graph import GraphComponent


class Component(GraphComponent):
    """A graph component that Rasa trains anew when any code of this folder changes.

    Rasa itself looks at the source of the component's class alone.
    """

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Return a checksum of the folder's code."""
        return _checksum_of_code()


@lru_cache(maxsize=1)
def _checksum_of_code() -> str:
    digest = sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
