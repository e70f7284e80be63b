"""A real server in a process of its own, with the small bot beside this file."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

from server.runtime import ENVIRONMENT
from tests.socket_client import SocketClient

ROOT = Path(__file__).parents[2]
PROJECT = Path(__file__).parent / "project"
INTERVIEW = Path(__file__).parent / "interview"

DEADLINE_SECONDS = 5
"""What an action may take: a busy machine must not make an apology of an answer."""

START_SECONDS = 120
"""How long a server may take until it is ready, or has given up."""
_READY_SIGNS = ("Outsourcing Advisor:", "Ready for conversations")
_OWN_VARIABLES = ("HOST", "PORT", "DATA_DIR", "ADVISOR_")


def lay_out(directory: Path, source: Path) -> Path:
    """Copy a bot into `directory`, with the project's own Rasa files, and return `directory`."""
    shutil.copytree(source, directory, dirs_exist_ok=True)
    for name in ("credentials.yml", "endpoints.yml"):
        shutil.copy(ROOT / name, directory)
    return directory


def train(directory: Path) -> Path:
    """Copy the small bot into `directory`, train it, and return `directory`."""
    lay_out(directory, PROJECT)
    subprocess.run(
        [
            *(sys.executable, "-c"),
            "from rasa.model_training import train;"
            "train('domain.yml', 'config.yml', ['data'], output='models')",
        ],
        cwd=directory,
        env=environment(),
        check=True,
        capture_output=True,
    )
    return directory


def environment(**settings: str) -> dict[str, str]:
    """Return the environment of this process with these settings and no others."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(_OWN_VARIABLES)
    }
    return {**inherited, **ENVIRONMENT, "PYTHONPATH": str(ROOT), **settings}


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def tracer(trace: Path) -> tuple[str, ...]:
    """Return the start of a command whose outgoing connections strace writes into `trace`."""
    # The tracer stays in the background, so that signals reach the server.
    options = ("-D", "-f", "-qq", "--seccomp-bpf", "-e", "trace=connect", "-e", "signal=none")
    return ("strace", *options, "-A", "-o", str(trace))


def failed_start(project: Path, *command: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Start a server that should give up by itself, and return how it ended.

    Args:
        project: A folder with a trained bot.
        command: What Python runs, `-m server` without it.
        settings: Environment variables; without them, a free port and a data folder in `project`.
    """
    return subprocess.run(
        [sys.executable, *(command or ("-m", "server"))],
        cwd=project,
        env=environment(**{"PORT": str(free_port()), "DATA_DIR": str(project / "var"), **settings}),
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        check=False,
    )


@contextmanager
def locked_database(data: Path) -> Iterator[None]:
    """Keep the server whose data is in `data` from its SQLite database until the block ends."""
    with closing(sqlite3.connect(data / "advisor.db", isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def failing_actions(data: Path, fault: str) -> Iterator[None]:
    """Let the actions of the interview's bot fail in the way of `fault` until the block ends."""
    switch = data / "fault"
    switch.write_text(fault, encoding="utf-8")
    try:
        yield
    finally:
        switch.unlink()


class ServerProcess:
    """A server in a process of its own, until `stop` or `kill`."""

    def __init__(
        self, project: Path, data: Path, *command: str, trace: Path | None = None, **settings: str
    ) -> None:
        """Start the server in `project` and wait until it is ready.

        Args:
            project: A folder with a trained bot.
            data: The server's data folder; its log is kept there too.
            command: What Python runs, `-m server` without it.
            trace: A file into which strace writes each outgoing connection.
            settings: Environment variables.
        """
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.data = data
        self.log = data / "server.log"
        self.announcement = ""
        self.trace = trace
        self._project = project
        self._command = command or ("-m", "server")
        self._settings = settings
        self._callers = 0
        data.mkdir(parents=True, exist_ok=True)
        self.start()

    def start(self) -> None:
        """Start the process, on the same port and data as before."""
        self._process = subprocess.Popen(
            [*(tracer(self.trace) if self.trace else ()), sys.executable, *self._command],
            cwd=self._project,
            env=environment(
                **{
                    "PORT": str(self.port),
                    "DATA_DIR": str(self.data),
                    "ADVISOR_ACTION_DEADLINE_SECONDS": str(DEADLINE_SECONDS),
                    "ADVISOR_TRUSTED_PROXIES": "127.0.0.1",
                    **self._settings,
                }
            ),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._ready = Event()
        self._ended = Thread(target=self._read_output, daemon=True)
        self._ended.start()
        if not self._ready.wait(START_SECONDS) or self._process.poll() is not None:
            raise RuntimeError(f"the server did not start:\n{self.log.read_text('utf-8')}")

    @property
    def memory(self) -> float:
        """What the process holds of the memory, in megabytes; Linux only."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8")
        kilobytes = status.partition("VmRSS:")[2].split()[0]
        return int(kilobytes) / 1024

    def is_running(self) -> bool:
        """Whether the process has not ended."""
        return self._process.poll() is None

    def connect(
        self, token: str | None = None, origin: str | None = None, address: str | None = None
    ) -> SocketClient:
        """Return a new tab of a browser, at an address of its own unless one is given."""
        self._callers += 1
        own = f"10.0.{self._callers // 250}.{self._callers % 250}"
        return SocketClient(self.url, token, origin, address or own)

    def kill(self) -> None:
        """End the process at once, as `kill -9` does."""
        self._process.kill()
        self._process.wait()
        self._ended.join()

    def stop(self) -> int:
        """Press Ctrl-C and return the exit code."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        code = self._process.wait(timeout=30)
        self._ended.join()
        return code

    def _read_output(self) -> None:
        """Keep the log and notice when the server is ready, or has ended."""
        assert self._process.stdout is not None
        with self.log.open("a", encoding="utf-8") as log:
            for line in self._process.stdout:
                log.write(line)
                log.flush()
                if line.startswith("Outsourcing Advisor:"):
                    self.announcement = line.strip()
                if any(sign in line for sign in _READY_SIGNS):
                    self._ready.set()
        self._ready.set()
