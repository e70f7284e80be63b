"""What axe-core finds on a page: what breaks a rule, and what it could not judge by itself."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_JUDGED_ELSEWHERE = (
    # Text in a picture: test_demo_page.py measures it.
    ("color-contrast", "<text "),
    # A heading at the very edge of the paper: test_result_page.py knows it as black on white.
    ("color-contrast", "<h1>Nothing here</h1>"),
)
"""What axe-core cannot judge, by rule and beginning of the element."""


def violations(page: Page, *, dialog_only: bool = False) -> list[str]:
    """Return what breaks a rule, and what axe-core cannot judge and nobody has looked at.

    What an open dialog covers cannot be judged: `dialog_only` asks that of what is in a shadow root
    alone.
    """
    found = Axe().run(page, options={"resultTypes": ["violations", "incomplete"]}).response
    return [
        f"{kind} {rule['id']}: {node['html'][:120]} {node.get('failureSummary', '')}"
        for kind in ("violations", "incomplete")
        for rule in found[kind]
        for node in rule["nodes"]
        if kind == "violations" or _is_open(rule["id"], node, dialog_only)
    ]


def _is_open(rule: str, node: dict[str, Any], dialog_only: bool) -> bool:
    in_shadow_root = isinstance(node["target"][0], list)
    judged = any(
        rule == name and node["html"].startswith(begin) for name, begin in _JUDGED_ELSEWHERE
    )
    return not judged and (in_shadow_root or not dialog_only)
