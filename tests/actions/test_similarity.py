"""The vectors of the answers' phrases are made once, before the first interview needs them."""

from actions import similarity, warm_up
from advisor import interpret
from content import load_criteria


def test_after_the_warm_up_no_question_has_to_encode_its_phrases() -> None:
    warm_up()
    criteria = load_criteria()
    before = similarity._vectors.cache_info().misses

    for question in criteria.questions:
        interpret(criteria, question, "it is a bit like herding cats", similarity.similarity)

    assert similarity._vectors.cache_info().misses == before
