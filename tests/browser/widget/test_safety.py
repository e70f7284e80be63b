"""Nothing that is said becomes code, and no host page breaks the widget."""

import json
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.chat import DESKTOP, Widget
from tests.browser.widget import samples
from tests.browser.widget.harness import ROOT, STRICT_POLICY, Harness, Reply, say

ATTACKS = tuple(json.loads((ROOT / "widget" / "tests" / "attacks.json").read_text()))

NEVER_IN_THE_CHAT = "script, img, iframe, object, embed, form form, video, audio, style, math, link"


def _assert_inert(widget: Widget) -> None:
    log = widget.log
    assert widget.page.evaluate("window.pwned === undefined")
    assert log.locator(NEVER_IN_THE_CHAT).count() == 0
    attributes = log.locator("*").evaluate_all(
        "all => all.flatMap(one => [...one.attributes].map(at => at.name + '=' + at.value))"
    )
    assert [at for at in attributes if at.startswith(("on", "style=", "srcdoc="))] == []
    links = log.locator("a").evaluate_all("all => all.map(one => [one.href, one.rel, one.target])")
    for address, relation, target in links:
        assert address.startswith(("http://", "https://", "mailto:", "tel:")), address
        assert "noopener" in relation or target == ""


@pytest.fixture
def asked(context: BrowserContext) -> list[str]:
    """The address of every request that a page of the context makes."""
    addresses: list[str] = []
    context.on("request", lambda request: addresses.append(request.url))
    return addresses


def _assert_nothing_left(asked: list[str], harness: Harness) -> None:
    assert asked
    assert [url for url in asked if not url.startswith((harness.url, "data:", "blob:"))] == []


def test_there_is_a_collection_of_attacks() -> None:
    assert len(set(ATTACKS)) >= 60


def test_attacks_in_words_and_on_buttons_stay_text(
    asked: list[str], open_widget: Widget, harness: Harness
) -> None:
    for attack in ATTACKS:
        harness.script[attack.strip()] = [say(attack, [{"title": attack, "payload": "/x"}])]
    for number, attack in enumerate(ATTACKS, start=1):
        open_widget.say(attack)
        expect(open_widget.log.locator(".message.bot")).to_have_count(1 + number)
        assert open_widget.page.evaluate("window.pwned === undefined"), attack
    _assert_inert(open_widget)
    bubbles = open_widget.log.locator(".message.user .bubble").all_text_contents()
    assert bubbles == [attack.strip() for attack in ATTACKS]
    open_widget.log.locator(".reply").last.click()
    expect(open_widget.messages).to_have_count(3 + 2 * len(ATTACKS))
    assert open_widget.page.evaluate("window.pwned === undefined")
    _assert_nothing_left(asked, harness)


def test_attacks_in_every_text_of_a_card_and_in_restored_history_stay_text(
    asked: list[str], open_widget: Widget, harness: Harness
) -> None:
    for attack in ATTACKS:
        harness.only.add("user", say(attack))
        for reply in samples.ALL.values():
            harness.only.add("bot", _with(attack, reply))
    open_widget.page.reload()
    count = 1 + len(ATTACKS) * (1 + len(samples.ALL))
    expect(open_widget.messages).to_have_count(count, timeout=60_000)
    _assert_inert(open_widget)
    open_widget.page.evaluate("window.print = () => {}")
    open_widget.button("More options").click()
    open_widget.button("Print").click()
    assert open_widget.page.evaluate("window.pwned === undefined")
    _assert_nothing_left(asked, harness)


def _with(attack: str, reply: Reply) -> Reply:
    """Return the reply with the attack in place of every text that is shown."""
    return samples.reworded(reply, lambda _: attack)


def test_attacks_in_the_address_of_the_page_do_nothing(
    asked: list[str], open_widget: Widget, harness: Harness
) -> None:
    for begin in range(0, len(ATTACKS), 10):
        some = [quote(attack, safe="") for attack in ATTACKS[begin : begin + 10]]
        query = "&".join(f"ask{number}={attack}" for number, attack in enumerate(some))
        open_widget.page.goto(f"{harness.url}/?{query}#{some[0]}")
        expect(open_widget.messages).to_have_count(1)
        assert open_widget.page.evaluate("window.pwned === undefined")
    _assert_nothing_left(asked, harness)


def test_links_of_a_message_open_apart_and_without_access(open_widget: Widget) -> None:
    open_widget.ask("markdown")
    link = open_widget.log.get_by_role("link", name="a link (opens in a new tab)")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(link).to_have_attribute("target", "_blank")


def test_an_unknown_payload_leaves_the_text(open_widget: Widget, harness: Harness) -> None:
    harness.check_outgoing = False
    broken = samples.ANSWER["payload"] | {"points": "not a list"}
    for payload in (samples.UNKNOWN["payload"], broken, [], "text", 7, {"type": "__proto__"}):
        harness.script["odd"] = [say("Plain words.", [], payload)]
        expect(open_widget.ask("odd")).to_contain_text("Plain words.")


def test_frames_that_are_no_messages_are_left_out(open_widget: Widget, harness: Harness) -> None:
    harness.check_outgoing = False
    for odd in (
        None,
        [],
        "text",
        {"seq": "9", "from": "bot", "text": "x", "time": 1},
        {"seq": 9, "from": "god", "text": "x", "time": 1},
    ):
        harness.emit("message", odd)
    for event in ("session", "typing"):
        harness.emit(event, {"token": 7, "on": "perhaps"})
    open_widget.ask("still there?")
    expect(open_widget.messages).to_have_count(3)


def test_the_widget_works_where_storage_is_blocked(
    context: BrowserContext, harness: Harness
) -> None:
    context.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name, { get() { throw new DOMException('no') } })"
    )
    blocked = Widget(context.new_page())
    blocked.page.goto(f"{harness.url}/")
    blocked.open()
    blocked.ask("hello")
    assert blocked.errors == []


def test_the_widget_works_where_storage_is_full(context: BrowserContext, harness: Harness) -> None:
    context.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('QuotaExceededError') }"
    )
    full = Widget(context.new_page())
    full.page.goto(f"{harness.url}/")
    full.open()
    full.ask("hello")
    full.ask("hello again")
    assert harness.processed == ["hello", "hello again"]
    assert full.errors == []


def test_a_strict_policy_with_trusted_types_is_enough(
    open_widget: Widget, harness: Harness
) -> None:
    response = open_widget.page.reload()
    assert response
    assert response.headers["content-security-policy"] == STRICT_POLICY
    assert "unsafe" not in STRICT_POLICY
    expect(open_widget.messages).to_have_count(1)
    for name in samples.ALL:
        open_widget.ask(name)


def test_no_request_leaves_the_server(context: BrowserContext, harness: Harness) -> None:
    asked: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    widget = Widget(page)
    page.goto(f"{harness.url}/")
    widget.open()
    for name in samples.ALL:
        widget.ask(name)
    assert asked
    assert [url for url in asked if not url.startswith((harness.url, "data:", "blob:"))] == []


def test_hostile_styles_of_the_page_do_not_reach_in(
    context: BrowserContext, harness: Harness
) -> None:
    harness.pages["/hostile"] = (
        """<!doctype html><html lang="en" style="font-size: 40px"><title>Hostile</title><style>
        body * { all: unset !important; display: none !important; letter-spacing: 9px !important;
            font: 60px serif !important; color: red !important; position: static !important }
        outsourcing-advisor { opacity: 0.1 !important; transform: scale(2) !important }
        </style><h1>Hostile</h1><script src="/widget.js" defer></script></html>""",
        {},
    )
    widget = Widget(context.new_page())
    widget.page.goto(f"{harness.url}/hostile")
    widget.open()
    reply = widget.ask("answer")
    paragraph = reply.locator(".lead")
    expect(paragraph).to_have_css("letter-spacing", "normal")
    expect(paragraph).to_have_css("font-size", "15px")
    expect(widget.page.locator("outsourcing-advisor")).to_have_css("opacity", "1")
    box = widget.dialog.bounding_box()
    assert box
    assert box["x"] + box["width"] == pytest.approx(DESKTOP["width"] - 20)
    assert box["y"] + box["height"] == pytest.approx(DESKTOP["height"] - 20)


def test_a_page_that_is_printed_leaves_the_chat_out(open_widget: Widget) -> None:
    open_widget.page.emulate_media(media="print")
    expect(open_widget.dialog).to_be_hidden()
    expect(open_widget.page.get_by_role("heading", level=1)).to_be_visible()


def test_right_to_left_pages_mirror_the_widget(browser: Browser, harness: Harness) -> None:
    harness.pages["/rtl"] = (
        '<!doctype html><html lang="ar" dir="rtl"><title>RTL</title><main><h1>RTL</h1></main>'
        '<script src="/widget.js" defer></script></html>',
        {},
    )
    with browser.new_context(viewport=DESKTOP) as context:
        widget = Widget(context.new_page())
        widget.page.goto(f"{harness.url}/rtl")
        widget.open()
        box = widget.dialog.bounding_box()
        assert box
        assert box["x"] == pytest.approx(20, abs=1)
        widget.ask("مرحبا")
        expect(widget.log.locator(".bubble")).to_have_attribute("dir", "auto")


@pytest.mark.parametrize(
    ("breakage", "reported"),
    [
        ("URL.createObjectURL = () => { throw new Error('no files here') }", ["no files here"]),
        (
            "customElements.define = () => { throw new Error('no elements here') }",
            ["no elements here"],
        ),
        (
            "window.WebSocket = class { close() {}"
            " constructor() { setTimeout(() => this.onerror(new Event('error'))) } }",
            [],
        ),
        ("window.addEventListener('unhandledrejection', () => { throw new Error('mine') })", []),
    ],
)
def test_trouble_inside_the_widget_leaves_the_page_alone(
    context: BrowserContext, harness: Harness, breakage: str, reported: list[str]
) -> None:
    """What the page itself threw is reported to it once, and nothing of the widget besides."""
    harness.pages["/page"] = (
        f"""<!doctype html><html lang="en"><title>Page</title><script>{breakage}</script>
        <h1>Page</h1><button onclick="this.textContent = 'Pressed'">Press</button>
        <script src="/widget.js"></script><script>window.after = "still here"</script></html>""",
        {},
    )
    page = context.new_page()
    widget = Widget(page)
    page.goto(f"{harness.url}/page")
    assert page.evaluate("window.after") == "still here"
    page.get_by_role("button", name="Press").click()
    expect(page.get_by_role("button", name="Pressed")).to_be_visible()
    if "customElements" in breakage:
        assert widget.errors == reported
        return
    widget.open()
    widget.button("More options").click()
    widget.button("Save as text").click()
    widget.ask("hello")
    assert widget.errors == reported


def test_a_guide_that_is_no_address_is_refused_and_the_chat_goes_on(
    open_widget: Widget, harness: Harness
) -> None:
    refused = open_widget.page.evaluate(
        "() => { try { OutsourcingAdvisor.setContext({guide: 'https://'}) }"
        " catch (error) { return error.name } }"
    )
    assert refused == "TypeError"
    expect(open_widget.ask("answer").get_by_role("link")).to_have_attribute(
        "href", "#core_concepts"
    )


def test_a_page_that_carries_the_tag_twice_gets_one_widget(
    context: BrowserContext, harness: Harness
) -> None:
    harness.pages["/twice"] = (
        '<!doctype html><html lang="en"><title>Twice</title>'
        '<script src="/widget.js" defer></script><script src="/widget.js" defer></script></html>',
        {},
    )
    widget = Widget(context.new_page())
    widget.page.goto(f"{harness.url}/twice")
    expect(widget.launcher).to_have_count(1)
    assert widget.errors == []
