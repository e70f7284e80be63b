"""Are the assistant's sentences filled as they must be, and a fault named with its place?"""

import pytest

from content import load_texts
from content.errors import ContentError
from content.messages import Texts, flattened


def test_a_sentence_is_filled_with_its_values() -> None:
    texts = Texts({"hello": "Hello {name}, you have {count}."})
    assert texts("hello", name="Ada", count=2) == "Hello Ada, you have 2."


@pytest.mark.parametrize(
    ("id", "values", "told"),
    [
        ("other", {}, "content/messages.yml: other: is missing"),
        ("hello", {}, "content/messages.yml: hello: has other places"),
        ("hello", {"nam": "Ada"}, "use {nam}"),
    ],
)
def test_a_wrong_call_names_file_and_key(id: str, values: dict[str, str], told: str) -> None:
    with pytest.raises(ContentError, match=told):
        Texts({"hello": "Hello {name}."})(id, **values)


@pytest.mark.parametrize("sentence", ["Hello {name", "Hello {}", "Hello {0}", "Hello {a.b}"])
def test_a_broken_place_is_refused_at_load(sentence: str) -> None:
    with pytest.raises(ContentError, match=r"content/messages.yml: hello: "):
        Texts({"hello": sentence})


@pytest.mark.parametrize("tree", [{"a": {"b": 3}}, {"a": ""}, {"a": ["x"]}])
def test_what_is_no_sentence_is_refused_at_load(tree: dict[str, object]) -> None:
    with pytest.raises(ContentError, match="is no sentence"):
        dict(flattened(tree, "content/messages.yml"))


def test_the_shipped_sentences_load() -> None:
    assert "interview.stopped" in load_texts()
