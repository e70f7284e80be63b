"""A visit from the greeting to the recommendation, with the real server, model and actions."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from server.train import PROJECT
from tests.browser import interview
from tests.browser.chat import Widget
from tests.browser.protocol import Protocol
from tests.faults.server_process import ServerProcess
from tests.unit.answer_sets import ROUTINE


@pytest.fixture(scope="module")
def server(
    trained_model: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ServerProcess]:
    """The assistant as `make run` serves it."""
    process = ServerProcess(
        PROJECT,
        tmp_path_factory.mktemp("visit"),
        ADVISOR_MODEL=str(trained_model),
    )
    yield process
    process.stop()


def test_a_visitor_asks_is_interviewed_reloads_and_reads_a_recommendation(
    server: ServerProcess, context: BrowserContext
) -> None:
    chat = Widget(context.new_page())
    protocol = Protocol(chat.page)
    chat.page.goto(server.url)
    chat.open()
    expect(chat.log).to_contain_text("BPO")

    answer = chat.ask("what are the risks of KPO?")
    expect(answer).to_contain_text("Source: Benefits and Challenges for Businesses")
    expect(chat.ask("and for BPO?")).to_contain_text("control")
    expect(chat.ask("what does a call center agent earn?")).to_contain_text("does not cover")

    chat.ask("I would like some advice on my own work")
    chat.ask("invoice processing")
    asked = interview.question(chat)

    told = chat.texts()
    chat.page.reload()
    expect(chat.messages).to_have_count(len(told))
    assert chat.texts() == told

    chat.say("what is BPO?")
    expect(chat.log).to_contain_text("stands for Business Process Outsourcing")
    expect(chat.log.locator(".question .lead").last).to_have_text(asked)
    interview.answer_all(chat, ROUTINE)
    expect(chat.log.locator(".recommendation")).to_contain_text("BPO fits this work best")

    chat.button("More options").click()
    chat.button("Delete my data").click()
    chat.button("Yes, delete everything").click()
    expect(chat.messages).to_have_count(2)
    expect(chat.log).to_contain_text("are deleted")
    assert chat.errors == []
    assert protocol.violations == []
    assert protocol.seen == {
        *("auth", "session", "replay", "replay answered", "open", "open answered"),
        *("user_message", "user_message answered", "message", "typing"),
    }
