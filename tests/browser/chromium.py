"""Where the tests find a browser, and how they start it."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

LAUNCH_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> Path | None:
    """Return the browser's path, or None where there is none.

    Looked for in `PLAYWRIGHT_CHROMIUM`, on the PATH, and in Playwright's own downloads.
    """
    named = os.environ.get("PLAYWRIGHT_CHROMIUM")
    candidates = [named, *(shutil.which(name) for name in _NAMES)]
    for candidate in candidates:
        if candidate and Path(candidate).is_file():
            return Path(candidate)
    with sync_playwright() as playwright:
        downloaded = Path(playwright.chromium.executable_path)
    return downloaded if downloaded.is_file() else None
