"""Rasa reports nothing, however it is started."""

import os
import subprocess
import sys


def test_rasas_own_commands_report_nothing() -> None:
    environment = {k: v for k, v in os.environ.items() if k != "RASA_TELEMETRY_ENABLED"}
    code = "from rasa.telemetry import is_telemetry_enabled; print(is_telemetry_enabled())"
    command = [sys.executable, "-W", "ignore", "-c", code]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
