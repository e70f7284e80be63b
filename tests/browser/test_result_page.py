"""The page of a kept result, as a visitor reads and prints it, and the chat's links to it."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

import store
from advisor.decision.answers import Answers
from advisor.decision.recommendation import recommend
from advisor.speaking.export import address
from advisor.speaking.results import ResultWords
from content import load_criteria, load_texts
from server.results import ResultPages
from store import Assessments, NewAssessment
from tests.browser.axe import violations
from tests.browser.chat import DESKTOP, PHONE, Widget
from tests.browser.widget import samples
from tests.browser.widget.harness import ROOT, Harness, say
from tests.unit.answer_sets import MIXED, ROUTINE

ATTACKS = ROOT / "widget" / "tests" / "attacks.json"
WORDS = ResultWords(load_criteria(), load_texts())
UNKNOWN = address("A" * 22)
LONG_NAME = f"<b>Rechnungsprüfung</b> {'W' * 60}"


@pytest.fixture
def harness() -> Iterator[Harness]:
    """Start a server that speaks the web channel's protocol and hands out pages."""
    server = Harness()
    yield server
    server.close()
    assert server.violations == []


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, dict[str, str]]]:
    """The pages that the server makes of kept results, by what is special about them."""
    assessments = Assessments(store.migrate(store.default_url(tmp_path_factory.mktemp("results"))))
    pages = ResultPages(assessments.get, WORDS, retention_days=90, per_minute=1)
    kept = {
        "routine": _finished("invoice processing", ROUTINE),
        "mixed": _finished(LONG_NAME, MIXED),
        "outdated": replace(_finished("payroll", ROUTINE), criteria_version="0"),
    }
    paths = {
        case: address(assessments.save(replace(new, idempotency_key=case)).id)
        for case, new in kept.items()
    }
    answers = {case: pages.show(path) for case, path in {**paths, "unknown": UNKNOWN}.items()}
    return {
        case: ((answer.body or b"").decode(), dict(answer.headers))
        for case, answer in answers.items()
    }


@pytest.fixture
def site(harness: Harness, made: dict[str, tuple[str, dict[str, str]]]) -> str:
    """The address below which each page stands under its case, beside the demo page's files."""
    harness.pages = {f"/{case}": page for case, page in made.items()}
    return harness.url


def _finished(name: str, answers: dict[str, str]) -> NewAssessment:
    criteria = load_criteria()
    told = recommend(criteria, Answers.of(criteria, answers))
    return NewAssessment(
        conversation="c",
        idempotency_key="",
        name=name,
        answers=answers,
        bpo=told.points.bpo,
        kpo=told.points.kpo,
        outcome=told.outcome,
        confidence=told.confidence,
        criteria_version=criteria.version,
        model_version="m",
    )


def opened(browser: Browser, url: str, **options: Any) -> Iterator[Page]:
    """Open an address in a profile of its own; whatever the page complains of fails the test."""
    complaints: list[str] = []
    with browser.new_context(viewport=options.pop("viewport", DESKTOP), **options) as context:
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("console", lambda line: complaints.append(line.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(url)
        yield page
    assert [text for text in complaints if "status of 404" not in text] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1280", "320"])
@pytest.mark.parametrize("case", ["mixed", "outdated", "unknown"])
def test_axe_finds_nothing_on_the_screen_or_on_paper(
    browser: Browser, site: str, case: str, size: dict[str, int], scheme: str
) -> None:
    options = {"viewport": size, "color_scheme": scheme, "bypass_csp": True}
    for page in opened(browser, f"{site}/{case}", **options):
        assert violations(page) == []
        page.emulate_media(media="print")
        assert violations(page) == []


@pytest.mark.parametrize("case", ["routine", "mixed", "outdated"])
@pytest.mark.parametrize("size", [PHONE, {"width": 320, "height": 256}], ids=["phone", "400%"])
def test_a_small_screen_never_scrolls_sideways(
    browser: Browser, site: str, case: str, size: dict[str, int]
) -> None:
    for page in opened(browser, f"{site}/{case}", viewport=size):
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0


def test_the_page_reads_whole_without_a_script(browser: Browser, site: str) -> None:
    for page in opened(browser, f"{site}/routine", java_script_enabled=False):
        expect(page).to_have_title("invoice processing: Outsourcing advice")
        expect(page.get_by_role("heading", level=1)).to_have_text("invoice processing")
        expect(page.get_by_role("heading", level=2).first).to_contain_text("BPO fits this work")
        table = page.get_by_role("table", name="Points of each answer")
        expect(table.get_by_role("rowheader")).to_have_count(len(load_criteria().ids) + 1)
        expect(page.locator(".chart-bpo")).to_be_visible()
        assert page.locator("script, style, [style]").count() == 0


def test_the_works_name_is_shown_as_text(browser: Browser, site: str) -> None:
    for page in opened(browser, f"{site}/mixed"):
        expect(page.get_by_role("heading", level=1)).to_have_text(LONG_NAME)


def test_the_keyboard_reaches_the_content_the_sources_and_the_files(
    browser: Browser, site: str
) -> None:
    for page in opened(browser, f"{site}/routine"):
        reached = []
        for _ in range(page.locator("a, [tabindex='0']").count()):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.textContent.trim()"))
            expect(page.locator(":focus")).to_be_in_viewport()
        assert reached[0] == "Skip to the content"
        assert reached[-3:] == ["Markdown", "CSV, for spreadsheets", "JSON, for programs"]
        assert "Benefits and Challenges for Businesses" in reached


def test_paper_shows_the_result_and_not_the_sites_own_parts(browser: Browser, site: str) -> None:
    for page in opened(browser, f"{site}/routine", color_scheme="dark"):
        page.emulate_media(media="print")
        for part in (".top", ".keep", ".foot"):
            expect(page.locator(part)).to_be_hidden()
        for part in ("h1", ".chart-bpo", "table", ".disclosure"):
            expect(page.locator(part)).to_be_visible()
        expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
        expect(page.locator("body")).to_have_css("color", "rgb(0, 0, 0)")


@pytest.mark.parametrize(("case", "most"), [("routine", 3), ("mixed", 4), ("outdated", 1)])
def test_it_prints_on_few_sheets(browser: Browser, site: str, case: str, most: int) -> None:
    for page in opened(browser, f"{site}/{case}", java_script_enabled=False):
        sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))
        assert 1 <= len(sheets) <= most


def test_the_chats_card_links_the_page_and_the_files(browser: Browser, harness: Harness) -> None:
    payload = {**samples.RECOMMENDATION["payload"], "link": UNKNOWN}
    harness.script["advise me"] = [say("BPO.", payload=payload)]
    for page in opened(browser, harness.url, bypass_csp=True):
        chat = Widget(page)
        chat.open()
        card = chat.ask("advise me")
        links = card.locator(".keep-links a")
        assert links.evaluate_all("all => all.map(one => one.href)") == [
            harness.url + UNKNOWN + ending for ending in ("", ".md", ".csv", ".json")
        ]
        expect(links.first).to_have_text("Open its page (opens in a new tab)")
        expect(links.first).to_have_attribute("rel", "noopener noreferrer")
        for link in links.all():
            box = link.bounding_box()
            assert box is not None
            assert box["height"] >= 44
        assert violations(page) == []


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "//evil.example/results/" + "A" * 22, "/results/../x"]
)
def test_the_chats_card_follows_no_other_link(
    browser: Browser, harness: Harness, link: str
) -> None:
    harness.check_outgoing = False
    payload = {**samples.RECOMMENDATION["payload"], "link": link}
    harness.script["advise me"] = [say("Plain words.", payload=payload)]
    for page in opened(browser, harness.url):
        chat = Widget(page)
        chat.open()
        expect(chat.ask("advise me")).to_contain_text("Plain words.")
        assert chat.log.locator("a").count() == 0


def test_a_card_without_a_link_offers_nothing_to_keep(browser: Browser, harness: Harness) -> None:
    harness.script["advise me"] = [samples.RECOMMENDATION]
    for page in opened(browser, harness.url):
        chat = Widget(page)
        chat.open()
        expect(chat.ask("advise me")).not_to_contain_text("Keep this result")


def test_attacks_in_the_works_name_stay_text(browser: Browser, tmp_path: Path) -> None:
    assessments = Assessments(store.migrate(store.default_url(tmp_path)))
    pages = ResultPages(assessments.get, WORDS, retention_days=90, per_minute=1000)
    asked: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        for number, attack in enumerate(json.loads(ATTACKS.read_text("utf-8"))):
            new = replace(_finished(attack, ROUTINE), idempotency_key=str(number))
            shown = pages.show(address(assessments.save(new).id))
            # Without the page's own policy, which would hide a script that gets in.
            page.set_content((shown.body or b"").decode())
            assert page.evaluate("window.pwned === undefined"), attack
            assert page.locator("bdi *, script, iframe, img").count() == 0, attack
    assert [url for url in asked if "evil" in url] == []
