"""The chat on a page, as a visitor sees it."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 320, "height": 640}


class Widget:
    """The chat on a page, by the names that a screen reader says."""

    def __init__(self, page: Page, words: Callable[[str], str] = str) -> None:
        """Use the chat on `page`, whose language says `words(text)` for an English text."""
        self.page = page
        self._words = words
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on(
            "console",
            lambda line: self.errors.append(line.text) if _is_trouble(line) else None,
        )

    @property
    def launcher(self) -> Locator:
        """The button that opens the chat."""
        return self.page.get_by_role("button", name=self._words("Open chat"), exact=True)

    @property
    def dialog(self) -> Locator:
        """The chat's dialog."""
        name = self._words("Outsourcing advisor")
        return self.page.get_by_role("dialog", name=name, exact=True)

    @property
    def log(self) -> Locator:
        """The messages."""
        return self.page.get_by_role("log", name=self._words("Conversation"), exact=True)

    @property
    def text_box(self) -> Locator:
        """Where the visitor writes."""
        return self.page.get_by_role("textbox", name=self._words("Message"), exact=True)

    @property
    def close_button(self) -> Locator:
        """The button that closes the chat."""
        return self.page.get_by_role("button", name=self._words("Close chat"), exact=True)

    @property
    def status(self) -> Locator:
        """Typing and connection."""
        return self.dialog.get_by_role("status")

    @property
    def messages(self) -> Locator:
        """Each message of the log."""
        return self.log.locator(".message")

    def button(self, name: str) -> Locator:
        """Return the dialog's button of this name."""
        return self.dialog.get_by_role("button", name=self._words(name), exact=True)

    def open(self) -> None:
        """Open the chat and wait for the greeting."""
        self.launcher.click()
        expect(self.messages.first).to_be_visible()

    def say(self, text: str) -> None:
        """Write a message and press Enter."""
        self.text_box.fill(text)
        self.text_box.press("Enter")

    def ask(self, text: str) -> Locator:
        """Say something and wait for the reply, which is returned."""
        before = self.log.locator(".message.bot").count()
        self.say(text)
        replies = self.log.locator(".message.bot")
        expect(replies).to_have_count(before + 1)
        return replies.nth(before)

    def texts(self) -> list[str]:
        """Return what each message says, without the delivery's state."""
        return self.messages.evaluate_all(
            "rows => rows.map(row => [...row.children]"
            ".filter(part => !part.matches('.delivery')).map(part => part.innerText).join('|'))"
        )

    def focused(self) -> str:
        """Return the accessible name of what has the focus, inside the widget or outside."""
        return str(
            self.page.evaluate(
                "() => { let at = document.activeElement;"
                " while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;"
                " return at?.getAttribute('aria-label') || at?.textContent.trim().slice(0, 40) }"
            )
        )


def _is_trouble(line: Any) -> bool:
    """Whether the page complains, other than of a server that a test has stopped."""
    return line.type in ("error", "warning") and "/socket.io/" not in line.text
