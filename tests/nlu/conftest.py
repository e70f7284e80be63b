"""What the tests of understanding share: a way to ask the trained pipeline."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from rasa.core.agent import Agent, load_agent

Parse = Callable[[Sequence[str]], list[dict[str, Any]]]


@pytest.fixture(scope="session")
def parse(trained_model: Path) -> Parse:
    """Return a function that understands texts with the trained pipeline."""
    agent: Agent = asyncio.run(load_agent(model_path=str(trained_model)))

    async def understood(texts: Sequence[str]) -> list[dict[str, Any]]:
        return [await agent.parse_message(text) for text in texts]

    return lambda texts: asyncio.run(understood(texts))
