"""The demo page: in order, at every size, without a script, and the place that sources lead to."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from content import load_content
from tests.browser.chat import DESKTOP, PHONE, Widget
from tests.browser.widget import samples
from tests.browser.widget.harness import Harness

SIZES = [DESKTOP, {"width": 768, "height": 1024}, {"width": 360, "height": 740}, PHONE]
SECTIONS = [section.id for section in load_content().guide.sections]
TEXT_CONTRAST = 4.5

_WATCH_SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.shifts.push(entry.value);
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture
def harness() -> Iterator[Harness]:
    """Start a server that hands out the page and speaks the web channel's protocol."""
    server = Harness()
    server.script = {"answer": [samples.ANSWER]}
    yield server
    server.close()
    assert server.violations == []


@pytest.fixture
def page(browser: Browser, harness: Harness) -> Iterator[Page]:
    """The demo page, in a profile of its own."""
    with browser.new_context(viewport=DESKTOP, reduced_motion="reduce") as context:
        context.set_default_timeout(10_000)
        opened = context.new_page()
        opened.add_init_script(_WATCH_SHIFTS)
        opened.goto(f"{harness.url}/")
        expect(Widget(opened).launcher).to_be_visible()
        yield opened


def test_the_page_says_what_it_is_and_where_its_parts_are(page: Page) -> None:
    expect(page).to_have_title(re.compile("Outsourcing advisor"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("meta[name=description]")).to_have_attribute("content", re.compile(".{50}"))
    for landmark in ("banner", "main", "contentinfo", "navigation"):
        expect(page.get_by_role(landmark)).to_have_count(1)
    regions = page.locator("main > section")
    assert regions.evaluate_all("all => all.every(one => one.getAttribute('aria-labelledby'))")


def test_headings_go_down_one_level_at_a_time(page: Page) -> None:
    levels = page.locator("h1, h2, h3, h4").evaluate_all("all => all.map(one => +one.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_of_the_guide_has_its_place(page: Page, section: str) -> None:
    expect(page.locator(f"#{section}")).to_have_count(1)


def test_the_pages_own_links_lead_somewhere(page: Page) -> None:
    targets = page.locator("a[href^='#']").evaluate_all("all => all.map(one => one.hash)")
    assert len(targets) > 5
    for target in targets:
        expect(page.locator(target)).to_have_count(1)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1280", "320"])
def test_an_answers_source_leads_to_its_section(page: Page, size: dict[str, int]) -> None:
    page.set_viewport_size(size)
    widget = Widget(page)
    widget.open()
    widget.ask("answer").get_by_role("link").click()
    expect(page).to_have_url(re.compile("#core_concepts$"))
    heading = page.get_by_role("heading", name="Two models that complement each other")
    expect(heading).to_be_in_viewport(ratio=1)
    top = page.get_by_role("banner").bounding_box()
    box = heading.bounding_box()
    assert top
    assert box
    assert box["y"] >= top["y"] + top["height"]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size["width"]))
def test_the_page_never_scrolls_sideways(page: Page, size: dict[str, int]) -> None:
    page.set_viewport_size(size)
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) == 0


def test_nothing_moves_while_the_page_loads_or_the_chat_opens(page: Page) -> None:
    Widget(page).open()
    assert page.evaluate("shifts") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_in_the_picture_can_be_read(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    pairs = page.locator(".fork text").evaluate_all(
        "all => all.map(one => [one.textContent, getComputedStyle(one).fill,"
        " getComputedStyle(one.parentNode.querySelector('rect')).fill])"
    )
    assert len(pairs) == 7
    for text, ink, ground in pairs:
        assert _contrast(ink, ground) >= TEXT_CONTRAST, text


def _contrast(one: str, other: str) -> float:
    """Return the contrast of two CSS colors as WCAG 2 defines it."""
    lights = sorted((_luminance(one), _luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(color: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", color)[:3]]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_page_reads_whole_without_a_script(browser: Browser, harness: Harness) -> None:
    with browser.new_context(viewport=DESKTOP, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{harness.url}/")
        expect(page.get_by_text("The chat needs JavaScript")).to_be_visible()
        for section in SECTIONS:
            expect(page.locator(f"#{section}")).to_be_visible()
        page.get_by_text("Which tasks usually go to BPO?").click()
        expect(page.get_by_text("tasks that follow a standard")).to_be_visible()
        expect(page.get_by_role("button")).to_have_count(0)
