#!/bin/sh
# Sees to a browser for the tests: one that is there, or Debian's Chromium where we may install it.
set -u

for name in "${PLAYWRIGHT_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then
        exit 0
    fi
done

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser tests."
    mkdir -p .cache
    { apt-get update && apt-get install --yes --no-install-recommends chromium; } \
        >.cache/browser.log 2>&1 && exit 0
fi

# Playwright's own download works where its host can be reached.
.venv/bin/python -m playwright install chromium >.cache/browser.log 2>&1 && exit 0
echo "NO BROWSER: tests/browser will not run. Install Chromium, or set PLAYWRIGHT_CHROMIUM." >&2
exit 0
