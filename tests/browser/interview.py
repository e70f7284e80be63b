"""The interview, answered by its buttons."""

from playwright.sync_api import expect

from content import load_criteria
from tests.browser.chat import Widget


def question(chat: Widget) -> str:
    """Return the question that the interview asks now."""
    return chat.log.locator(".question .lead").last.inner_text()


def answer(chat: Widget, answers: dict[str, str]) -> None:
    """Answer the question by its button, and wait for the reply."""
    text = question(chat)
    asked = next(question for question in load_criteria().questions if question.text in text)
    before = chat.log.locator(".message.bot").count()
    chat.button(asked.option(answers[asked.id]).title).last.click()
    expect(chat.log.locator(".message.bot")).to_have_count(before + 1)


def answer_all(chat: Widget, answers: dict[str, str]) -> None:
    """Answer question after question until there is a recommendation."""
    for _ in answers:
        if chat.log.locator(".recommendation").count():
            break
        answer(chat, answers)
    expect(chat.log.locator(".recommendation")).not_to_have_count(0)
