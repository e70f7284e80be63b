"""Exactly once, whatever happens on the way, and clear words when it cannot be."""

import pytest
from playwright.sync_api import expect

from tests.browser.chat import Widget
from tests.browser.widget import samples
from tests.browser.widget.harness import Harness, say

FAULTS = ("drop before the turn", "drop in the turn", "drop before the acknowledgment")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_line_that_breaks_neither_loses_nor_doubles_a_message(
    open_widget: Widget, harness: Harness, fault: str
) -> None:
    harness.faults.append(fault)
    open_widget.say("once")
    expect(open_widget.log.get_by_text("You said: once")).to_have_count(1)
    expect(open_widget.log.get_by_text("Sent", exact=True)).to_be_visible()
    expect(open_widget.messages).to_have_count(3)
    assert harness.processed == ["once"]
    _wait_until_the_queue_is_empty(open_widget)


def _wait_until_the_queue_is_empty(widget: Widget) -> None:
    widget.page.wait_for_function(
        "() => !Object.keys(localStorage).some(key => key.includes(':outbox:'))"
    )


def test_a_server_that_dies_in_the_turn_has_the_message_once_when_it_is_back(
    open_widget: Widget, harness: Harness
) -> None:
    harness.hold()
    open_widget.say("through the crash")
    expect(open_widget.status).to_have_text("The advisor is typing")
    harness.stop()
    expect(open_widget.status).to_contain_text("You are offline")
    harness.release()
    harness.start()
    expect(open_widget.log.get_by_text("You said: through the crash")).to_have_count(1)
    assert harness.processed == ["through the crash"]


def test_what_is_written_offline_survives_a_reload_and_goes_out_once(
    open_widget: Widget, harness: Harness
) -> None:
    harness.stop()
    expect(open_widget.status).to_contain_text("You are offline")
    open_widget.say("kept")
    harness.start()
    open_widget.page.reload()
    expect(open_widget.log.get_by_text("You said: kept")).to_have_count(1)
    _wait_until_the_queue_is_empty(open_widget)
    assert harness.processed == ["kept"]


def test_a_message_on_its_way_when_the_page_is_reloaded_is_processed_once(
    open_widget: Widget, harness: Harness
) -> None:
    harness.hold()
    open_widget.say("on its way")
    expect(open_widget.status).to_have_text("The advisor is typing")
    open_widget.page.reload()
    harness.release()
    expect(open_widget.log.get_by_text("You said: on its way")).to_have_count(1)
    _wait_until_the_queue_is_empty(open_widget)
    assert harness.processed == ["on its way"]


def test_a_message_written_offline_waits_and_says_so(open_widget: Widget, harness: Harness) -> None:
    harness.stop()
    expect(open_widget.status).to_contain_text("You are offline")
    open_widget.say("later")
    expect(open_widget.log.get_by_text("Waiting to be sent")).to_be_visible()
    harness.start()
    expect(open_widget.log.get_by_text("You said: later")).to_be_visible()
    assert harness.processed == ["later"]


def test_replies_of_a_broken_line_come_with_the_replay(
    open_widget: Widget, harness: Harness
) -> None:
    harness.stop()
    expect(open_widget.status).to_contain_text("You are offline")
    harness.only.add("bot", say("Said while you were away."))
    harness.start()
    expect(open_widget.log.get_by_text("Said while you were away.")).to_be_visible()


@pytest.mark.parametrize("code", ["too_fast", "not_saved", "failed"])
def test_a_refused_message_says_why_and_can_be_sent_again_under_its_id(
    open_widget: Widget, harness: Harness, code: str
) -> None:
    harness.refusals.append({"code": code, "text": "Please wait a moment.", "retry_after": 1})
    open_widget.say("again")
    expect(open_widget.log.get_by_text("Please wait a moment.")).to_be_visible()
    expect(open_widget.button("Try again")).to_be_in_viewport(ratio=1)
    open_widget.button("Try again").click()
    expect(open_widget.log.get_by_text("You said: again")).to_be_visible()
    first, second = harness.frames
    assert first["id"] == second["id"]
    assert harness.processed == ["again"]
    assert open_widget.focused() == "Message"


def test_a_refused_message_can_be_edited(open_widget: Widget, harness: Harness) -> None:
    harness.refusals.append({"code": "too_long", "text": "That message is too long."})
    open_widget.say("a long story")
    open_widget.button("Edit").click()
    expect(open_widget.text_box).to_have_value("a long story")
    expect(open_widget.messages).to_have_count(1)
    expect(open_widget.button("Try again")).to_have_count(0)


def test_a_message_of_more_than_2000_characters_is_not_sent_and_not_cut(
    open_widget: Widget, harness: Harness
) -> None:
    text = "\N{GRINNING FACE}" * 2001
    open_widget.say(text)
    expect(open_widget.dialog).to_contain_text("1 character too many")
    expect(open_widget.text_box).to_have_value(text)
    assert harness.frames == []
    open_widget.ask(text[:-1])
    assert harness.processed == [text[:-1]]


def test_a_message_for_an_expired_conversation_is_kept_and_sent_only_on_request(
    open_widget: Widget, harness: Harness
) -> None:
    harness.refusals.append({"code": "token_expired", "text": "This conversation has expired."})
    harness.expire_tokens()
    open_widget.say("still here")
    expect(open_widget.log).to_contain_text("Your last conversation has expired")
    expect(open_widget.log).to_contain_text("Hello!")
    assert harness.processed == []
    open_widget.button("Try again").click()
    expect(open_widget.log.get_by_text("You said: still here")).to_be_visible()


def test_a_button_sends_its_title_and_its_payload(open_widget: Widget, harness: Harness) -> None:
    open_widget.ask("question")
    open_widget.button("Rarely").click()
    expect(open_widget.log.get_by_text("You said: Rarely")).to_be_visible()
    assert harness.frames[-1]["payload"] == '/inform{"answer": "judgement=rarely"}'
    assert harness.frames[-1]["text"] == "Rarely"


def test_quick_replies_stay_disabled_after_use_with_the_chosen_one_marked(
    open_widget: Widget,
) -> None:
    open_widget.ask("question")
    open_widget.button("Rarely").click()
    chosen = open_widget.button("Rarely (chosen)")
    expect(chosen).to_be_visible()
    expect(chosen).to_be_disabled()
    for name in ("In some cases", "Not sure", "Stop"):
        expect(open_widget.button(name)).to_be_disabled()
    assert open_widget.focused() == "Message"
    open_widget.page.reload()
    expect(open_widget.button("Rarely (chosen)")).to_be_disabled()
    expect(open_widget.button("Stop")).to_be_disabled()


def test_older_quick_replies_close_when_newer_ones_come(
    open_widget: Widget, harness: Harness
) -> None:
    open_widget.ask("answer")
    expect(open_widget.button("And BPO?")).to_be_enabled()
    open_widget.ask("notice")
    expect(open_widget.button("And BPO?")).to_be_enabled()
    harness.push(samples.QUESTION)
    expect(open_widget.button("Rarely")).to_be_enabled()
    expect(open_widget.button("And BPO?")).to_be_disabled()
