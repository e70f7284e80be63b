"""Anyone can use it: by keyboard, with a screen reader, on a small screen, without motion."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.axe import violations
from tests.browser.chat import DESKTOP, PHONE, Widget
from tests.browser.widget import mirrored, samples
from tests.browser.widget.harness import Harness, say

SMALLEST_TARGET = 44


def test_a_whole_conversation_needs_no_mouse(widget: Widget, harness: Harness) -> None:
    press = widget.page.keyboard.press
    widget.launcher.focus()
    press("Enter")
    expect(widget.messages).to_have_count(1)
    assert widget.focused() == "Message"
    widget.page.keyboard.type("question")
    press("Enter")
    expect(widget.button("Rarely")).to_be_visible()
    for _ in range(len(samples.QUESTION["buttons"])):
        press("Shift+Tab")
    assert widget.focused() == "Rarely"
    press("Space")
    expect(widget.log).to_contain_text("You said: Rarely")
    assert widget.focused() == "Message"
    press("Tab")
    assert widget.focused() == "Send"
    press("Escape")
    expect(widget.dialog).to_be_hidden()
    assert widget.focused() == "Open chat"


def test_the_focus_can_leave_the_dialog_on_a_desktop(open_widget: Widget) -> None:
    expect(open_widget.dialog).not_to_have_attribute("aria-modal", "true")
    open_widget.button("More options").focus()
    open_widget.page.keyboard.press("Shift+Tab")
    assert open_widget.focused() == "its contact page"


def test_on_a_small_screen_the_page_behind_is_out_of_reach(open_widget: Widget) -> None:
    open_widget.page.set_viewport_size(PHONE)
    expect(open_widget.dialog).to_have_attribute("aria-modal", "true")
    for part in ("header", "main", "footer"):
        expect(open_widget.page.locator(f"body > {part}")).to_have_js_property("inert", True)
    box = open_widget.dialog.bounding_box()
    assert box
    assert (box["width"], box["height"]) == (PHONE["width"], PHONE["height"])
    open_widget.close_button.click()
    expect(open_widget.page.locator("main")).to_have_js_property("inert", False)


def test_escape_closes_the_menu_before_the_dialog(open_widget: Widget) -> None:
    open_widget.button("More options").click()
    open_widget.page.keyboard.press("Escape")
    expect(open_widget.button("Print")).to_be_hidden()
    assert open_widget.focused() == "More options"
    expect(open_widget.dialog).to_be_visible()
    open_widget.page.keyboard.press("Escape")
    expect(open_widget.dialog).to_be_hidden()


def test_a_reload_leaves_the_focus_with_the_page(open_widget: Widget) -> None:
    open_widget.page.reload()
    expect(open_widget.messages).to_have_count(1)
    assert open_widget.page.evaluate("document.activeElement === document.body")


def test_an_arriving_message_leaves_the_focus_where_it_is(
    open_widget: Widget, harness: Harness
) -> None:
    open_widget.close_button.focus()
    harness.push(samples.QUESTION)
    expect(open_widget.button("Rarely")).to_be_visible()
    assert open_widget.focused() == "Close chat"


def test_restored_history_is_not_announced_and_what_follows_is(open_widget: Widget) -> None:
    open_widget.ask("answer")
    open_widget.page.add_init_script(
        """
        window.announced = [];
        const watch = () => {
          const log = document.querySelector("outsourcing-advisor")
            ?.shadowRoot?.querySelector("[role=log]");
          if (!log) return requestAnimationFrame(watch);
          new MutationObserver(records => {
            if (log.getAttribute("aria-live") !== "polite") return;
            for (const record of records)
              for (const node of record.addedNodes)
                if (node.nodeName === "LI") window.announced.push(node.dataset.key);
          }).observe(log, { childList: true, subtree: true });
        };
        watch();
        """
    )
    open_widget.page.reload()
    expect(open_widget.messages).to_have_count(3)
    expect(open_widget.log).to_have_attribute("aria-live", "polite")
    assert open_widget.page.evaluate("announced") == []
    open_widget.ask("next")
    announced = open_widget.page.evaluate("announced")
    assert len(announced) == 2
    assert len(set(announced)) == 2


def test_typing_and_connection_speak_outside_the_log(open_widget: Widget) -> None:
    expect(open_widget.log.get_by_role("status")).to_have_count(0)
    expect(open_widget.status).to_have_count(1)


def test_shift_and_enter_break_the_line(open_widget: Widget, harness: Harness) -> None:
    open_widget.text_box.press_sequentially("one")
    open_widget.text_box.press("Shift+Enter")
    open_widget.text_box.press_sequentially("two")
    expect(open_widget.text_box).to_have_value("one\ntwo")
    assert harness.frames == []


def test_the_enter_of_an_input_method_does_not_send(open_widget: Widget, harness: Harness) -> None:
    open_widget.text_box.fill("かんじ")
    for properties in ("isComposing: true", "keyCode: 229"):
        open_widget.text_box.evaluate(
            "(box, _) => box.dispatchEvent(new KeyboardEvent('keydown',"
            f" {{key: 'Enter', bubbles: true, cancelable: true, {properties}}}))",
            None,
        )
    expect(open_widget.text_box).to_have_value("かんじ")
    assert harness.frames == []


def test_every_target_is_at_least_44_pixels(open_widget: Widget) -> None:
    for name in ("answer", "question", "recommendation"):
        open_widget.ask(name)
    open_widget.button("More options").click()
    sizes = open_widget.dialog.locator("button, summary, textarea").evaluate_all(
        "all => all.filter(one => one.checkVisibility()).map(one => {"
        " const box = one.getBoundingClientRect();"
        " return [one.innerText || one.ariaLabel, box.width, box.height] })"
    )
    assert len(sizes) > 20
    assert [size for size in sizes if size[1] < SMALLEST_TARGET or size[2] < SMALLEST_TARGET] == []


def test_the_text_box_does_not_make_a_phone_zoom_in(open_widget: Widget) -> None:
    expect(open_widget.text_box).to_have_css("font-size", "16px")


@pytest.mark.parametrize("size", [PHONE, {"width": 320, "height": 256}])
def test_a_small_screen_never_scrolls_sideways(open_widget: Widget, size: dict[str, int]) -> None:
    open_widget.page.set_viewport_size(size)
    for name in samples.ALL:
        open_widget.ask(name)
    open_widget.ask("W" * 300)
    for element in (open_widget.log, open_widget.dialog, open_widget.page.locator("html")):
        assert element.evaluate("one => one.scrollWidth - one.clientWidth") <= 0
    expect(open_widget.text_box).to_be_in_viewport(ratio=1)
    log = open_widget.log.bounding_box()
    assert log
    assert log["height"] >= 100
    open_widget.close_button.click()
    assert (
        open_widget.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        == 0
    )


def test_a_reader_further_up_keeps_the_place_and_gets_a_button(
    open_widget: Widget, harness: Harness
) -> None:
    for name in ("recommendation", "question"):
        open_widget.ask(name)
    open_widget.log.evaluate("log => { log.scrollTop = 0 }")
    open_widget.page.wait_for_function(
        "document.querySelector('outsourcing-advisor').shadowRoot"
        ".querySelector('.log').scrollTop === 0"
    )
    harness.push(say("News from below."))
    expect(open_widget.button("New messages")).to_be_visible()
    assert open_widget.log.evaluate("log => log.scrollTop") == 0
    open_widget.button("New messages").click()
    expect(open_widget.log.get_by_text("News from below.")).to_be_in_viewport()
    expect(open_widget.button("New messages")).to_have_count(0)


def test_nothing_moves_where_motion_is_not_wanted(open_widget: Widget, harness: Harness) -> None:
    harness.hold()
    open_widget.say("wait")
    expect(open_widget.status).to_have_text("The advisor is typing")
    assert open_widget.page.evaluate("document.getAnimations().length") == 0
    running = open_widget.dialog.evaluate("one => one.getAnimations({subtree: true}).length")
    assert running == 0


def test_tables_have_a_caption_and_headings_and_can_be_scrolled_by_keyboard(
    open_widget: Widget,
) -> None:
    open_widget.ask("comparison")
    table = open_widget.log.get_by_role("table", name="BPO and KPO compared")
    expect(table.get_by_role("columnheader")).to_have_text(["BPO", "KPO"])
    expect(table.get_by_role("rowheader")).to_have_text(["Work", "Skills", "Training"])
    region = open_widget.log.get_by_role("group", name="BPO and KPO compared")
    expect(region).to_have_attribute("tabindex", "0")


def test_the_numbers_of_the_chart_are_there_as_text(open_widget: Widget) -> None:
    reply = open_widget.ask("recommendation")
    expect(reply.locator("dt")).to_have_text(["BPO", "KPO"])
    expect(reply.locator("dd")).to_have_text(["15 points", "\N{MINUS SIGN}7 points"])
    expect(reply).to_contain_text("The line marks 8 points")


def test_forced_colors_keep_every_control_visible(browser: Browser, harness: Harness) -> None:
    with browser.new_context(viewport=DESKTOP, forced_colors="active") as context:
        widget = _opened(context, harness)
        widget.ask("answer")
        for control in (widget.button("Send"), widget.button("And BPO?")):
            expect(control).not_to_have_css("border-top-width", "0px")
            color, behind = control.evaluate(
                "one => [getComputedStyle(one).borderTopColor,"
                " getComputedStyle(one.closest('section')).backgroundColor]"
            )
            assert color != behind


def _opened(context: BrowserContext, harness: Harness) -> Widget:
    widget = Widget(context.new_page())
    widget.page.goto(f"{harness.url}/")
    widget.open()
    return widget


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1280", "320"])
def test_axe_finds_nothing(
    browser: Browser, harness: Harness, size: dict[str, int], scheme: str, direction: str
) -> None:
    with browser.new_context(
        viewport=size, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
    ) as context:
        page = context.new_page()
        widget = _mirrored(page, harness) if direction == "rtl" else Widget(page)
        page.goto(f"{harness.url}/")
        expect(widget.launcher).to_be_visible()
        assert violations(page) == []
        widget.open()
        expect(page.locator("outsourcing-advisor")).to_have_attribute("dir", direction)
        for name in samples.ALL:
            widget.ask(name)
        widget.dialog.locator("summary").click()
        harness.refusals.append({"code": "too_fast", "text": "Please wait a moment."})
        widget.say("too fast")
        expect(widget.button("Try again")).to_be_visible()
        assert violations(page, dialog_only=True) == []
        widget.button("More options").click()
        assert violations(page, dialog_only=True) == []


def _mirrored(page: Page, harness: Harness) -> Widget:
    """Turn page and server to the made-up language that is written from right to left."""
    page.add_init_script(mirrored.SCRIPT)
    harness.greeting = [samples.reworded(reply, mirrored.mirrored) for reply in harness.greeting]
    harness.script = {
        name: [samples.reworded(reply, mirrored.mirrored) for reply in replies]
        for name, replies in harness.script.items()
    }
    return Widget(page, mirrored.mirrored)


def test_every_word_of_the_widget_is_in_the_table_of_strings(
    context: BrowserContext, harness: Harness
) -> None:
    page = context.new_page()
    widget = _mirrored(page, harness)
    harness.script["123"] = [reply for replies in harness.script.values() for reply in replies]
    harness.script[mirrored.mirrored("Rarely")] = [say("000")]
    page.goto(f"{harness.url}/")
    widget.open()
    widget.say("123")
    expect(widget.messages).to_have_count(2 + len(samples.ALL))
    widget.ask("question")
    widget.button("Rarely").last.click()
    harness.refusals.append({"code": "failed", "text": "456"})
    widget.say("789")
    expect(widget.button("Try again")).to_be_visible()
    widget.button("More options").click()
    widget.button("Start again").click()
    widget.text_box.fill("1" * 2001)
    harness.stop()
    expect(widget.status).not_to_be_empty()
    latin = page.locator("outsourcing-advisor").evaluate(
        """host => [...host.shadowRoot.querySelectorAll("*")]
          .filter(one => !one.matches("style, .bubble"))
          .flatMap(one => [
            one.ariaLabel, one.title, one.placeholder, one.ariaDescription,
            ...[...one.childNodes].filter(node => node.nodeType === 3).map(node => node.data),
          ])
          .filter(text => /[a-z]/i.test(text?.replace(/BPO|KPO/g, "") ?? ""))"""
    )
    assert latin == []
    harness.start()
