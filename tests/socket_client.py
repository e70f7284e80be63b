"""A client of the web channel that speaks Engine.IO and Socket.IO frames by hand.

Whatever the server sends must fit docs/reference/schemas, or the client raises AssertionError.

python-socketio's own client does not work beside the versions that Rasa pins.
"""

import json
import secrets
import time
from collections.abc import Callable
from typing import Any

import websocket

from tests import schemas

Frame = dict[str, Any]

_WAIT_SECONDS = 20


class ConnectError(Exception):
    """The server refused the connection; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SocketClient:
    """One tab of a browser: connects at once, keeps what the server sends."""

    def __init__(
        self,
        url: str,
        token: str | None = None,
        origin: str | None = None,
        address: str | None = None,
    ) -> None:
        """Connect to the server at `url` (http://host:port).

        Args:
            url: The server's address.
            token: The conversation's token; without it a new conversation begins.
            origin: The origin of the page, as a browser names it.
            address: The caller's IP address, as a proxy names it.

        Raises:
            ConnectError: the server refused the token.
            websocket.WebSocketException: it refused the connection.
        """
        endpoint = url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
        self._socket = websocket.create_connection(
            endpoint,
            timeout=_WAIT_SECONDS,
            origin=origin,
            suppress_origin=origin is None,
            header={} if address is None else {"X-Forwarded-For": address},
        )
        self._acknowledgements: dict[int, Any] = {}
        self._events: dict[int, str] = {}
        self._next = 0
        self.messages: list[Frame] = []
        self.typing: list[bool] = []
        self.session: Frame = {}
        self.connected = False
        self._socket.send("40" + (json.dumps({"token": token}) if token is not None else ""))
        self._until(lambda: bool(self.connected and self.session))

    @property
    def token(self) -> str:
        """The conversation's token."""
        return str(self.session["token"])

    def say(self, text: str, **parts: Any) -> Frame:
        """Send a message and return its acknowledgement; `parts` replace parts of the frame."""
        return self.ask("user_message", self.frame(text, **parts))

    def frame(self, text: str, **parts: Any) -> Frame:
        """Return the frame of a message."""
        return {"id": secrets.token_urlsafe(12), "text": text, "token": self.token, **parts}

    def replay(self, since: int = 0) -> list[Frame]:
        """Return the stored messages after number `since`."""
        messages: list[Frame] = self.ask("replay", {"since": since})["messages"]
        return messages

    def open(self) -> None:
        """Say that the widget was opened."""
        self.ask("open", {})

    def ask(self, event: str, *data: Any) -> Any:
        """Send an event and return what it is acknowledged with."""
        number = self.send(event, *data)
        return self.answer(number)

    def send(self, event: str, *data: Any) -> int:
        """Send an event; return the number by which its acknowledgement can be waited for."""
        self._next += 1
        self._events[self._next] = event
        self.send_raw(f"42{self._next}" + json.dumps([event, *data]))
        return self._next

    def send_raw(self, text: str) -> None:
        """Send a frame as it is."""
        self._socket.send(text)

    def answer(self, number: int) -> Any:
        """Wait for an acknowledgement and return it."""
        self._until(lambda: number in self._acknowledgements)
        return self._acknowledgements.pop(number)

    def wait_for_messages(self, count: int) -> list[Frame]:
        """Wait until `count` messages have come and return them all."""
        self._until(lambda: len(self.messages) >= count)
        return self.messages

    def wait_until_typing(self) -> None:
        """Wait until an answer is on its way."""
        self._until(lambda: bool(self.typing and self.typing[-1]))

    def close(self) -> None:
        """Leave, as a closed tab does."""
        self._socket.close(timeout=0)

    def drop(self) -> None:
        """Vanish without a word, as a broken network does."""
        self._socket.shutdown()

    def _until(self, is_there: Callable[[], bool]) -> None:
        end = time.monotonic() + _WAIT_SECONDS
        while not is_there():
            if time.monotonic() > end:
                raise TimeoutError("the server did not send what was waited for")
            self._take(self._socket.recv())

    def _take(self, frame: str | bytes) -> None:
        text = frame.decode() if isinstance(frame, bytes) else frame
        if text == "2":
            self._socket.send("3")
        elif text.startswith("40"):
            self.connected = True
        elif text.startswith("44"):
            error = json.loads(text[2:]).get("data", {})
            _hold(schemas.violations("connect-error", error))
            raise ConnectError(error["code"])
        elif text.startswith("42"):
            event, data = json.loads(text[2:])
            _hold(schemas.event_violations(event, data))
            if event == "message":
                self.messages.append(data)
            elif event == "typing":
                self.typing.append(data["on"])
            elif event == "session":
                self.session = data
        elif text.startswith("43"):
            number, _, rest = text[2:].partition("[")
            (answer,) = json.loads("[" + rest)
            _hold(schemas.acknowledgment_violations(self._events[int(number)], answer))
            self._acknowledgements[int(number)] = answer
        elif text == "" or text == "1":
            raise ConnectionError("the server closed the connection")


def _hold(violations: list[str]) -> None:
    """Raise AssertionError if the server broke the contract."""
    assert violations == []
