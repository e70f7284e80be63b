"""The browser, and what is said where there is none."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.browser.chat import DESKTOP
from tests.browser.chromium import LAUNCH_ARGUMENTS, find_chromium

HERE = Path(__file__).parent
WIDGET = HERE.parent.parent / "widget"

expect.set_options(timeout=30_000)
"""A busy machine is slow, and the widget waits longer than the default 5 s to reconnect."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests of this folder, loudly, where no browser can be had."""
    ours = [item for item in items if HERE in item.path.parents]
    if ours and find_chromium() is None:
        reason = "No Chromium was found: install one, or name it in PLAYWRIGHT_CHROMIUM."
        print(f"\nNO BROWSER: {len(ours)} tests of tests/browser do not run. {reason}")
        for item in ours:
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Start one Chromium for this folder; Playwright's event loop must not outlive it."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(find_chromium()), args=list(LAUNCH_ARGUMENTS)
        )
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Open a browser profile of its own."""
    with browser.new_context(viewport=DESKTOP, reduced_motion="reduce") as opened:
        opened.set_default_timeout(10_000)
        yield opened


@pytest.fixture(scope="session")
def widget_with_packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the widget's sources, and install the packages that build them."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("there is no Node here to build with")
    copy = tmp_path_factory.mktemp("sources") / "widget"
    shutil.copytree(WIDGET, copy, ignore=shutil.ignore_patterns("node_modules", "build", "dist"))
    # What was fetched once is found without a network.
    install = [npm, "ci", "--silent", "--prefer-offline", "--no-audit"]
    subprocess.run(install, cwd=copy, check=True, timeout=300)
    return copy
