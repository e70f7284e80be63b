"""Questions for the contrary of each topic, made of forms and of what the topic is about."""

from __future__ import annotations

_THINGS = (
    "which of these is not {one}",
    "Which of the following is NOT {one}?",
    "what is not {one}",
    "what would you not call {one}",
    "what does not count as {one}",
    "name something that isn't {one}",
    "tell me what is no {bare}",
    "tell me what isn't {one}",
    "which is no {bare}",
    "what is never {one}",
    "all of these are {many} except",
    "everything here is {one} except which",
    "what does not belong to the {many}",
    "what doesn't belong among the {many}",
    "which one is not among the {many}",
    "what is missing from the {many}, what is not one",
    "is there anything that is not {one}",
    "find the one that is not {one}",
    "odd one out of the {many}",
    "what people wrongly think is {one}",
)
_ACTS = (
    "when not to {do}",
    "when should I not {do}",
    "When should you NOT {do}?",
    "when is it wrong to {do}",
    "when is it a mistake to {do}",
    "in which cases should one not {do}",
    "who should not {do}",
    "who shouldn't {do}",
    "who should avoid to {do}",
    "who should never {do}",
    "who is better off if they don't {do}",
    "for whom is it a bad idea to {do}",
    "when is it a bad idea to {do}",
    "when would you advise not to {do}",
    "when would you advise against it, to {do} I mean",
    "situations in which not to {do}",
    "in which situation is it not wise to {do}",
    "when does it not make sense to {do}",
    "when doesn't it make sense to {do}",
    "what kind of firm should not {do}",
)
_REASONS = (
    "reasons not to {do}",
    "what are reasons not to {do}",
    "why not {do}",
    "why should we not {do}",
    "why shouldn't we {do}",
    "why would a company not {do}",
    "why don't some companies {do}",
    "why do some firms not {do}",
    "why do some firms refuse to {do}",
    "what speaks against it, to {do}",
    "what argument is there not to {do}",
    "name one reason not to {do}",
    "give me reasons why one should not {do}",
    "give me the arguments against, why not {do}",
    "what are the arguments for not choosing to {do}",
    "what keeps firms from it, why do they not {do}",
    "is there a reason not to {do}",
    "which reasons are there not to {do}",
    "convince me not to {do}",
    "why is it better not to {do}",
)
_LIKENESS = (
    "what do bpo and kpo have in common",
    "what have the two in common",
    "what do both have in common",
    "what do the two models share",
    "similarities between bpo and kpo",
    "similarities of the two models",
    "how are bpo and kpo similar",
    "how are they alike",
    "in what way are bpo and kpo alike",
    "in what are they the same",
    "what is the same in both",
    "what is the same about bpo and kpo",
    "where do bpo and kpo overlap",
    "where is the overlap of the two",
    "where do bpo and kpo not differ",
    "in which points do they not differ",
    "common features of bpo and kpo",
    "what is not different between bpo and kpo",
    "not the differences but the similarities",
    "which of these do bpo and kpo share",
)

CONTRARY: dict[str, tuple[str, ...]] = {
    "difference": _LIKENESS,
    "when_to_choose": tuple(form.format(do="choose kpo") for form in _ACTS),
    "why_outsource": tuple(form.format(do="outsource") for form in _REASONS),
    **{
        topic: tuple(form.format(one=one, bare=bare, many=many) for form in _THINGS)
        for topic, one, bare, many in (
            ("tasks", "a task of bpo", "bpo task", "tasks of bpo"),
            ("skills", "a skill for kpo", "kpo skill", "skills for kpo"),
            ("industries", "an industry that uses kpo", "kpo industry", "industries that use kpo"),
            ("benefits", "a benefit of bpo", "benefit of bpo", "benefits of bpo"),
            ("challenges", "a challenge of kpo", "challenge of kpo", "challenges of kpo"),
            (
                "evaluation_criteria",
                "a criterion for evaluating bpo",
                "evaluation criterion for bpo",
                "evaluation criteria for bpo",
            ),
        )
    },
}
"""By topic; each is asked in twenty forms."""

PLAIN: dict[str, tuple[str, ...]] = {
    topic: tuple(
        form.format(many=many)
        for form in (
            "what are the {many}",
            "list the {many}",
            "which {many} are there",
            "tell me the {many}",
            "I don't know the {many}, please tell me",
            "no idea what the {many} are",
            "not sure about the {many}",
            "why not start with the {many}",
            "can't find the {many}",
            "do not tell me anything else, only the {many}",
        )
    )
    for topic, many in (
        ("tasks", "tasks of bpo"),
        ("skills", "skills for kpo"),
        ("industries", "industries that use kpo"),
        ("benefits", "benefits of bpo"),
        ("challenges", "challenges of kpo"),
        ("difference", "differences between bpo and kpo"),
        ("success_factors", "success factors of outsourcing"),
    )
}
"""Plain questions, half of them with a word such as 'not' that denies something else."""
