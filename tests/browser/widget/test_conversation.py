"""What is said arrives, once, and is still there later."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.chat import Widget
from tests.browser.widget import samples
from tests.browser.widget.harness import Harness, say


def test_a_question_gets_its_answer(open_widget: Widget) -> None:
    reply = open_widget.ask("answer")
    expect(reply).to_contain_text("KPO hands knowledge-intensive work to outside specialists.")


def test_the_greeting_comes_once_however_often_the_chat_is_opened(
    open_widget: Widget, harness: Harness
) -> None:
    for _ in range(2):
        open_widget.close_button.click()
        open_widget.open()
    expect(open_widget.messages).to_have_count(1)
    assert len(harness.only.messages) == 1


def test_the_history_after_a_reload_is_exactly_that_of_before(open_widget: Widget) -> None:
    for name in samples.ALL:
        open_widget.ask(name)
    before = open_widget.texts()
    open_widget.page.reload()
    expect(open_widget.messages).to_have_count(len(before))
    assert open_widget.texts() == before


def test_the_next_page_goes_on_with_the_conversation(open_widget: Widget, harness: Harness) -> None:
    open_widget.ask("question")
    before = open_widget.texts()
    harness.pages["/next"] = (
        '<!doctype html><html lang="en"><title>Next</title><main><h1>Next</h1></main>'
        '<script src="/widget.js" defer></script></html>',
        {},
    )
    open_widget.page.goto(f"{harness.url}/next")
    expect(open_widget.messages).to_have_count(len(before))
    assert open_widget.texts() == before


def test_two_tabs_show_the_same_conversation(
    open_widget: Widget, context: BrowserContext, harness: Harness
) -> None:
    open_widget.ask("first")
    second = Widget(context.new_page())
    second.page.goto(f"{harness.url}/")
    second.open()
    expect(second.messages).to_have_count(3)
    second.ask("from the second tab")
    expect(open_widget.messages).to_have_count(5)
    assert open_widget.texts() == second.texts()
    assert harness.processed == ["first", "from the second tab"]


def test_starting_again_in_one_tab_starts_again_in_the_other(
    open_widget: Widget, context: BrowserContext, harness: Harness
) -> None:
    open_widget.ask("first")
    second = Widget(context.new_page())
    second.page.goto(f"{harness.url}/")
    second.open()
    expect(second.messages).to_have_count(3)
    second.button("More options").click()
    second.button("Start again").click()
    second.dialog.get_by_role("group").get_by_role("button", name="Start again").click()
    expect(second.messages).to_have_count(1)
    expect(open_widget.messages).to_have_count(1)
    assert len(harness.conversations) == 2


def test_a_message_that_arrives_twice_is_drawn_once(open_widget: Widget, harness: Harness) -> None:
    harness.emit_twice = True
    open_widget.ask("answer")
    expect(open_widget.messages).to_have_count(3)


def test_messages_go_out_in_the_order_they_were_written(
    open_widget: Widget, harness: Harness
) -> None:
    harness.hold()
    for text in ("one", "two", "three"):
        open_widget.say(text)
    harness.release()
    expect(open_widget.messages).to_have_count(7)
    assert harness.processed == ["one", "two", "three"]


def test_the_typing_sign_stands_until_the_turn_ends(open_widget: Widget, harness: Harness) -> None:
    harness.hold()
    open_widget.say("slowly")
    expect(open_widget.status).to_have_text("The advisor is typing")
    harness.release()
    expect(open_widget.log.get_by_text("You said: slowly")).to_be_visible()
    expect(open_widget.status).to_be_empty()


def test_a_stranger_token_starts_a_new_conversation_with_a_notice(
    open_widget: Widget, harness: Harness
) -> None:
    open_widget.ask("first")
    harness.expire_tokens()
    open_widget.page.reload()
    expect(open_widget.log).to_contain_text("Your last conversation has expired")
    expect(open_widget.log).to_contain_text("Hello!")
    assert len(harness.conversations) == 2


def test_the_page_opens_the_chat_and_asks(widget: Widget, harness: Harness) -> None:
    harness.script["Which model fits my work?"] = [samples.QUESTION]
    widget.page.get_by_role("button", name="Find out what fits").first.click()
    expect(widget.log).to_contain_text("How often must someone make a hard decision?")
    assert "Hello!" in widget.texts()[0]


def test_the_page_hears_of_new_messages_and_not_of_history(open_widget: Widget) -> None:
    _listen(open_widget.page)
    open_widget.ask("hello")
    assert open_widget.page.evaluate("heard.map(detail => detail.text)") == [
        "hello",
        "You said: hello",
    ]


def _listen(page: Page) -> None:
    page.evaluate(
        "() => { window.heard = []; OutsourcingAdvisor.addEventListener('message',"
        " event => heard.push(event.detail)) }"
    )


def test_the_script_interface_opens_sends_and_closes(widget: Widget, harness: Harness) -> None:
    widget.page.evaluate("OutsourcingAdvisor.open()")
    expect(widget.dialog).to_be_visible()
    widget.page.evaluate("OutsourcingAdvisor.send('by script')")
    expect(widget.log).to_contain_text("You said: by script")
    widget.page.evaluate("OutsourcingAdvisor.close()")
    expect(widget.dialog).to_be_hidden()
    assert harness.processed == ["by script"]


def test_unread_messages_are_counted_while_the_chat_is_closed(
    open_widget: Widget, harness: Harness
) -> None:
    open_widget.ask("hello")
    open_widget.close_button.click()
    harness.push(say("One more thing."))
    expect(open_widget.launcher).to_have_accessible_description("1 new message")


def test_deleting_is_asked_of_the_server_which_confirms_it_first(
    open_widget: Widget, harness: Harness
) -> None:
    open_widget.button("More options").click()
    open_widget.button("Delete my data").click()
    expect(open_widget.log).to_contain_text("You said: Delete my data")
    assert open_widget.focused() == "Message"
    assert harness.processed == ["Delete my data"]


def test_a_deletion_clears_every_tab_and_what_could_not_be_sent(
    open_widget: Widget, context: BrowserContext, harness: Harness
) -> None:
    harness.script["Yes, delete everything"] = [samples.DELETED]
    open_widget.ask("my secret")
    harness.refusals.append({"code": "failed", "text": "Please try again."})
    open_widget.say("a failed secret")
    expect(open_widget.button("Try again")).to_be_visible()
    second = Widget(context.new_page())
    second.page.goto(f"{harness.url}/")
    second.open()
    expect(second.log).to_contain_text("a failed secret")
    second.say("Yes, delete everything")
    for tab in (open_widget, second):
        expect(tab.log.locator(".bubble")).to_have_text(["Yes, delete everything"])
        expect(tab.messages).to_have_count(2)
        expect(tab.log).not_to_contain_text("secret")
    stored = open_widget.page.evaluate("JSON.stringify(localStorage)")
    assert "secret" not in stored


def test_an_unsent_draft_survives_a_reload_and_is_gone_once_sent(
    open_widget: Widget, harness: Harness
) -> None:
    open_widget.text_box.fill("half a\nthought")
    open_widget.page.reload()
    expect(open_widget.messages).to_have_count(1)
    expect(open_widget.text_box).to_have_value("half a\nthought")
    assert open_widget.text_box.evaluate("box => box.scrollHeight - box.clientHeight") <= 0
    open_widget.text_box.press("Enter")
    expect(open_widget.log).to_contain_text("You said: half a")
    open_widget.page.reload()
    expect(open_widget.messages).to_have_count(3)
    expect(open_widget.text_box).to_have_value("")


def test_a_draft_of_a_closed_chat_has_its_height_when_it_opens(open_widget: Widget) -> None:
    open_widget.text_box.fill("one\ntwo\nthree")
    open_widget.close_button.click()
    open_widget.page.reload()
    open_widget.open()
    expect(open_widget.text_box).to_have_value("one\ntwo\nthree")
    assert open_widget.text_box.evaluate("box => box.scrollHeight - box.clientHeight") <= 0


@pytest.mark.parametrize("stored", ["{", "7", '{"token": 7}', "null", ""])
def test_a_stored_session_that_cannot_be_read_is_replaced_with_a_notice(
    open_widget: Widget, harness: Harness, stored: str
) -> None:
    open_widget.page.evaluate(
        "stored => { localStorage['outsourcing-advisor:session'] = stored;"
        " localStorage['outsourcing-advisor:outbox:broken'] = stored;"
        " localStorage['outsourcing-advisor:read'] = stored }",
        stored,
    )
    open_widget.page.reload()
    expect(open_widget.messages.first).to_contain_text("could not be read, so this is a new one")
    expect(open_widget.messages.nth(1)).to_contain_text("Hello!")
    open_widget.ask("hello")
    assert len(harness.conversations) == 2
    open_widget.page.reload()
    expect(open_widget.messages).to_have_count(3)


def test_words_taken_from_the_visitor_stand_in_a_list(open_widget: Widget) -> None:
    reply = open_widget.ask("understood")
    rows = reply.get_by_role("list", name="Taken from your words").get_by_role("listitem")
    expect(rows).to_have_text(
        [
            "Volume: high \N{EM DASH} from “eats three people for a week”",
            "Steps: the same each time \N{EM DASH} from “month-end <b>reconciliation</b>”",
        ]
    )
    expect(open_widget.button("That's right")).to_be_enabled()


def test_the_conversation_can_be_saved_as_text_and_as_json(open_widget: Widget) -> None:
    open_widget.ask("hello")
    for name, file, expected in (
        ("Save as text", "outsourcing-advisor.txt", "You said: hello"),
        ("Save as JSON", "outsourcing-advisor.json", '"text": "You said: hello"'),
    ):
        open_widget.button("More options").click()
        with open_widget.page.expect_download() as download:
            open_widget.button(name).click()
        assert download.value.suggested_filename == file
        content = download.value.path().read_text()
        assert expected in content
        assert "token" not in content


def test_printing_prints_the_conversation_alone(context: BrowserContext, harness: Harness) -> None:
    context.add_init_script("window.print = () => top.printed.push(document.body.innerText)")
    printing = Widget(context.new_page())
    printing.page.goto(f"{harness.url}/")
    printing.page.evaluate("window.printed = []")
    printing.open()
    printing.ask("recommendation")
    printing.button("More options").click()
    printing.button("Print").click()
    (printed,) = printing.page.evaluate("printed")
    assert "BPO fits best" in printed
    assert "Know what to hand over" not in printed
    assert printing.errors == []
