"""The harness and a page with the widget."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.chat import Widget
from tests.browser.widget import samples
from tests.browser.widget.harness import Harness


@pytest.fixture
def harness() -> Iterator[Harness]:
    """Start a server that speaks the protocol; every frame of the test must fit the schemas."""
    server = Harness()
    server.script = {name: [reply] for name, reply in samples.ALL.items()}
    yield server
    server.release()
    server.close()
    assert server.violations == []


@pytest.fixture
def widget(context: BrowserContext, harness: Harness) -> Iterator[Widget]:
    """Open the demo page; whatever the page complains of fails the test."""
    opened = Widget(context.new_page())
    opened.page.goto(f"{harness.url}/")
    yield opened
    assert opened.errors == []


@pytest.fixture
def open_widget(widget: Widget) -> Widget:
    """Open the demo page and the chat on it."""
    widget.open()
    return widget
