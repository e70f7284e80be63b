"""What a page and the server say to each other, held against the contract of the web channel."""

import json
import re
from typing import Any

from playwright.sync_api import Page, WebSocket

from tests import schemas

_EVENT = re.compile(r"42(?P<number>\d*)(?P<arguments>\[.*)", re.DOTALL)
_ACKNOWLEDGMENT = re.compile(r"43(?P<number>\d+)(?P<arguments>\[.*)", re.DOTALL)


class Protocol:
    """Listens to the WebSockets of a page; `violations` is what broke the contract."""

    def __init__(self, page: Page) -> None:
        self.violations: list[str] = []
        self.seen: set[str] = set()
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        asked: dict[str, str] = {}
        socket.on("framesent", lambda frame: self._sent(asked, str(frame)))
        socket.on("framereceived", lambda frame: self._received(asked, str(frame)))

    def _sent(self, asked: dict[str, str], frame: str) -> None:
        if frame.startswith("40"):
            self._note("auth", schemas.violations("auth", json.loads(frame[2:] or "{}")))
        elif event := _EVENT.fullmatch(frame):
            name, data = json.loads(event["arguments"])
            asked[event["number"]] = name
            self._note(name, schemas.event_violations(name, data))

    def _received(self, asked: dict[str, str], frame: str) -> None:
        if frame.startswith("44"):
            error: Any = json.loads(frame[2:]).get("data")
            self._note("connect-error", schemas.violations("connect-error", error))
        elif event := _EVENT.fullmatch(frame):
            name, data = json.loads(event["arguments"])
            self._note(name, schemas.event_violations(name, data))
        elif answer := _ACKNOWLEDGMENT.fullmatch(frame):
            (data,) = json.loads(answer["arguments"])
            name = asked[answer["number"]]
            self._note(f"{name} answered", schemas.acknowledgment_violations(name, data))

    def _note(self, what: str, violations: list[str]) -> None:
        self.seen.add(what)
        self.violations += violations
