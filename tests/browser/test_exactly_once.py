"""Every message is processed once and every reply shown once, in order, whatever breaks meanwhile.

`make faults` plays the long form, `RUN_SEED` another order of things than the usual one.
"""

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.chat import Widget
from tests.browser.cuttable_line import CuttableLine
from tests.browser.protocol import Protocol
from tests.faults.bars import IS_FULL
from tests.faults.server_process import ServerProcess, train

_SETTLED_MS = 180_000
"""A server that was killed needs its time to start, and a client its time to try again."""

_TURN_BYTES = 2_000
"""About what passes the line in one turn."""


@dataclass(frozen=True)
class Scale:
    """How much is said, and how much breaks."""

    messages: int
    cuts: int
    reloads: int
    kills: int

    def plan(self, seed: int) -> list[str]:
        """Return what happens before each message, in an order drawn from the seed."""
        events = ["cut"] * self.cuts + ["reload"] * self.reloads + ["kill"] * self.kills
        rest = self.messages - len(events)
        draw = random.Random(seed)
        plan = events + [draw.choice(("wait", "hurry")) for _ in range(rest)]
        draw.shuffle(plan)
        return plan


SHORT = Scale(messages=24, cuts=4, reloads=2, kills=1)
LONG = Scale(messages=200, cuts=20, reloads=5, kills=3)


@pytest.fixture(scope="module")
def line() -> Iterator[CuttableLine]:
    """A line that leads to the server once there is one."""
    opened = CuttableLine()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def server(line: CuttableLine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """The small bot at the other end of the line."""
    process = ServerProcess(
        train(tmp_path_factory.mktemp("project")),
        tmp_path_factory.mktemp("data"),
        ADVISOR_ALLOWED_ORIGINS=line.url,
        ADVISOR_MESSAGES_PER_MINUTE="10000",
        ADVISOR_ADDRESS_MESSAGES_PER_MINUTE="10000",
    )
    line.target = process.port
    yield process
    process.stop()


def test_every_message_is_processed_once_and_every_reply_shown_once_in_order(
    server: ServerProcess, line: CuttableLine, context: BrowserContext
) -> None:
    scale = LONG if IS_FULL else SHORT
    seed = int(os.environ.get("RUN_SEED", "20"))
    draw = random.Random(seed)
    chat = Widget(context.new_page())
    protocol = Protocol(chat.page)
    chat.page.goto(line.url)
    chat.open()
    said: list[str] = []
    for number, event in enumerate(scale.plan(seed)):
        if event == "cut":
            line.cut_after(draw.randrange(_TURN_BYTES))
        moment = line.after(draw.randrange(_TURN_BYTES // 2))
        said.append(f"{number} something else")
        chat.say(said[-1])
        if event == "wait":
            expect(chat.log.get_by_text(f"echo: {said[-1]}")).to_have_count(1, timeout=_SETTLED_MS)
        elif event in ("reload", "kill"):
            # Where the line is down nothing passes it, and that is as good a moment as any.
            moment.wait(1)
            if event == "kill":
                server.kill()
                server.start()
            else:
                chat.page.reload()
    expected = [text for words in said for text in (words, f"echo: {words}")]
    shown = chat.log.locator(".bubble, .card")
    expect(shown).to_have_text(["Hello.", *expected], timeout=_SETTLED_MS)
    chat.page.wait_for_function(
        "() => !Object.keys(localStorage).some(key => key.includes(':outbox:'))"
    )
    chat.page.reload()
    expect(shown).to_have_text(["Hello.", *expected], timeout=_SETTLED_MS)
    token = chat.page.evaluate("JSON.parse(localStorage['outsourcing-advisor:session']).token")
    stored = server.connect(token).replay()
    assert [message["text"] for message in stored[1:]] == expected
    assert line.cuts >= scale.cuts // 2
    assert protocol.violations == []
    print(
        f"{scale}, seed {seed}: each processed and shown once; the line was cut {line.cuts} times"
    )
