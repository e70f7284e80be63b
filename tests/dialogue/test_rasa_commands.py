"""Rasa's own test command, started as any developer of Rasa would."""

import asyncio
import os
import sys
from pathlib import Path

PROJECT = Path(__file__).parent.parent.parent
STORIES = PROJECT / "tests" / "test_stories.yml"


async def test_rasa_test_core_passes_the_stories(trained_model: Path, tmp_path: Path) -> None:
    command = ["test", "core", "--stories", str(STORIES), "--model", str(trained_model)]
    options = ["--out", str(tmp_path), "--fail-on-prediction-errors"]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-W", "ignore", "-m", "rasa", *command, *options),
        cwd=PROJECT,
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output = (await process.communicate())[0].decode()

    assert process.returncode == 0, output
    failed = (tmp_path / "failed_test_stories.yml").read_text("utf-8")
    assert "None of the test stories failed" in failed, failed
