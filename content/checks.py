"""Do the content files agree with each other? What one file's schema alone cannot see."""

from collections.abc import Iterable
from pathlib import Path

from content.errors import ContentError
from content.schema import Answer, AnswerKey, Content, Topic, TopicEntry

REQUIRED: tuple[Topic, ...] = ("classify_task", "start_interview", "out_of_scope", "clarify")
"""The topics that the code itself speaks of; all others are for answers.yml to list."""


def check(content: Content, directory: Path) -> None:
    """Raise `ContentError` for the first thing in which the files of `directory` disagree."""
    folder = directory.name
    _check_guide(content, f"{folder}/guide.yml")
    _check_answers(content, f"{folder}/answers.yml")
    _check_tasks(content, f"{folder}/tasks.yml")
    _check_refusals(content, f"{folder}/refusals.yml")


def _check_guide(content: Content, file: str) -> None:
    _refuse_duplicates(f"{file}: sections", (section.id for section in content.guide.sections))
    _refuse_duplicates(f"{file}: facts", (fact.id for fact in content.guide.facts))
    _refuse_duplicates(
        f"{file}: terms",
        (phrase.casefold() for term in content.guide.terms for phrase in term.phrases),
    )


def _check_answers(content: Content, file: str) -> None:
    for topic in REQUIRED:
        if topic not in content.topics:
            raise ContentError(f"{file}: topics.{topic}: is missing; add its label and question")
    for topic, entry in content.topics.items():
        place = f"{file}: topics.{topic}"
        if entry.kind == "computed":
            if entry.answers or entry.contrary:
                raise ContentError(
                    f"{place}.answers: its replies are worked out from the message; "
                    "remove the answers"
                )
            continue
        _check_is_complete(place, entry)
        if entry.opposite is not None and content.kind(entry.opposite) != "guide":
            raise ContentError(
                f"{place}.opposite: {entry.opposite!r} is not answered from the guide; "
                "choose a topic that is"
            )
        for key, answer in entry.answers.items():
            _check_answer(content, f"{place}.answers.{key}", entry, key, answer)
        for key, answer in entry.contrary.items():
            _check_answer(content, f"{place}.contrary.{key}", entry, key, answer, is_contrary=True)
        for name, answer in entry.details.items():
            _check_answer(content, f"{place}.details.{name}", entry, "none", answer)


def _check_is_complete(place: str, entry: TopicEntry) -> None:
    """Refuse a topic that would leave a question without an answer."""
    asked = [("answers", entry.answers)]
    if entry.kind == "guide":
        asked.append(("contrary", entry.contrary))
    for name, answers in asked:
        if "none" not in answers and "both" not in answers:
            raise ContentError(
                f"{place}.{name}: nothing is said where the question names no "
                "model; add an answer 'none' or 'both'"
            )


def _check_answer(
    content: Content,
    place: str,
    entry: TopicEntry,
    key: AnswerKey,
    answer: Answer,
    *,
    is_contrary: bool = False,
) -> None:
    if entry.kind == "small_talk":
        if answer.section or answer.facts:
            raise ContentError(f"{place}: small talk cites no guide; remove section and facts")
    else:
        _check_sources(content, place, answer)
    if answer.table and key != "both":
        raise ContentError(f"{place}.table: only a comparison has a table; move it to 'both'")
    if key == "both" and not answer.table and not is_contrary:
        raise ContentError(f"{place}.table: is missing; a comparison needs one")
    if answer.lead.endswith(":") and not answer.short and entry.kind == "guide":
        raise ContentError(f"{place}.short: is missing; the lead says nothing without its points")
    for followup in answer.followups:
        if followup.topic not in content.topics or followup.topic in ("out_of_scope", "clarify"):
            raise ContentError(
                f"{place}.followups: {followup.topic!r} cannot be asked for; choose another topic"
            )


def _check_sources(content: Content, place: str, answer: Answer) -> None:
    if not answer.section:
        raise ContentError(f"{place}.section: is missing; {_sections(content)}")
    _check_section(content, f"{place}.section", answer.section)
    if not answer.facts:
        raise ContentError(f"{place}.facts: are missing; name the facts it is built on")
    known = {fact.id for fact in content.guide.facts}
    for fact_id in answer.facts:
        if fact_id not in known:
            raise ContentError(
                f"{place}.facts: {fact_id!r} is not a fact of guide.yml; add it there or mend the "
                "id"
            )


def _check_tasks(content: Content, file: str) -> None:
    catalogue = content.catalogue
    _refuse_duplicates(f"{file}: tasks", (task.id for task in catalogue.tasks))
    _refuse_duplicates(f"{file}: industries", (industry.id for industry in catalogue.industries))
    _refuse_duplicates(f"{file}: roles", (role.id for role in catalogue.roles))
    phrases: dict[str, str] = {}
    for task in catalogue.tasks:
        for phrase in map(str.casefold, task.phrases):
            if phrase in phrases:
                raise ContentError(
                    f"{file}: tasks.{task.id}: {phrase!r} names {phrases[phrase]} too; keep one of "
                    "the two"
                )
            phrases[phrase] = task.id
        if task.in_guide != bool(task.section):
            raise ContentError(
                f"{file}: tasks.{task.id}.section: is set for the guide's own examples, and for "
                "them only; mend it or in_guide"
            )
        if task.section:
            _check_section(content, f"{file}: tasks.{task.id}.section", task.section)
    for industry in catalogue.industries:
        _check_section(content, f"{file}: industries.{industry.id}.section", industry.section)
    for role in catalogue.roles:
        _check_section(content, f"{file}: roles.{role.id}.section", role.section)


def _check_refusals(content: Content, file: str) -> None:
    _refuse_duplicates(f"{file}: subjects", (refusal.id for refusal in content.refusals))
    for refusal in content.refusals:
        topic = refusal.nearest.topic
        if content.kind(topic) not in ("guide", "author"):
            raise ContentError(
                f"{file}: subjects.{refusal.id}.nearest.topic: {topic!r} is not answered from the "
                "guide; choose a topic that is"
            )


def _check_section(content: Content, place: str, section_id: str) -> None:
    if section_id not in {section.id for section in content.guide.sections}:
        raise ContentError(
            f"{place}: {section_id!r} is not a section of guide.yml; {_sections(content)}"
        )


def _sections(content: Content) -> str:
    return "use one of " + ", ".join(section.id for section in content.guide.sections)


def _refuse_duplicates(place: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in ids:
        if value in seen:
            raise ContentError(f"{place}: {value!r} stands twice; rename or remove one of the two")
        seen.add(value)
