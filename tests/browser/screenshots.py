"""Renews the pictures in docs/images, from a real server with the trained model."""

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from server.train import PROJECT
from tests.browser import interview
from tests.browser.chat import DESKTOP, Widget
from tests.browser.chromium import LAUNCH_ARGUMENTS, find_chromium
from tests.faults.server_process import ServerProcess
from tests.unit.answer_sets import ROUTINE

IMAGES = PROJECT / "docs" / "images"
_PHONE = {"width": 390, "height": 844}


def _chat(browser: Browser, url: str, size: dict[str, int], scheme: str = "light") -> Widget:
    """Open the demo page in a profile of its own, and the chat on it."""
    context = browser.new_context(
        viewport=size,
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        device_scale_factor=2 if size is _PHONE else 1,
    )
    chat = Widget(context.new_page())
    chat.page.goto(url)
    chat.open()
    return chat


def _save(chat: Widget, name: str, *, dialog_only: bool = False) -> None:
    shown = chat.dialog if dialog_only else chat.page
    path = IMAGES / name
    shown.screenshot(path=path)
    print(f"{path.relative_to(PROJECT)}: {path.stat().st_size // 1024} kB")
    chat.page.context.close()


def _take_all(browser: Browser, url: str) -> None:
    desktop = _chat(browser, url, DESKTOP)
    desktop.ask("what are the risks of KPO?")
    desktop.ask("and for BPO?")
    _save(desktop, "desktop.png")

    dark = _chat(browser, url, DESKTOP, "dark")
    dark.ask("what is the difference between BPO and KPO?")
    _save(dark, "dark.png")

    phone = _chat(browser, url, _PHONE)
    phone.ask("I would like some advice on my own work")
    phone.ask("invoice processing, the same steps each time, thousands of them a week")
    _save(phone, "phone.png")

    advised = _chat(browser, url, DESKTOP)
    advised.ask("I would like some advice on my own work")
    advised.ask("invoice processing")
    interview.answer_all(advised, ROUTINE)
    _save(advised, "recommendation.png", dialog_only=True)


def main() -> None:
    """Serve, look, save."""
    with TemporaryDirectory() as data, sync_playwright() as playwright:
        server = ServerProcess(PROJECT, Path(data))
        browser = playwright.chromium.launch(
            executable_path=str(find_chromium()), args=list(LAUNCH_ARGUMENTS)
        )
        try:
            _take_all(browser, server.url)
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    main()
