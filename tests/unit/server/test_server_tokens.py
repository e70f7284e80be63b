"""Tokens: ours are read, everything else is not."""

from datetime import timedelta

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.tokens import CONVERSATION_ID, TokenExpiredError, TokenInvalidError, Tokens

KEY = "k" * 48
LIFETIME = timedelta(seconds=100)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tokens(clock: Clock) -> Tokens:
    return Tokens(KEY, LIFETIME, clock)


def test_a_token_names_a_conversation_that_cannot_be_guessed(tokens: Tokens) -> None:
    conversations = {tokens.issue().conversation for _ in range(100)}
    assert len(conversations) == 100
    assert all(CONVERSATION_ID.fullmatch(conversation) for conversation in conversations)


def test_a_token_is_read_as_it_was_issued(tokens: Tokens) -> None:
    token = tokens.issue()
    assert tokens.read(token.text) == tokens.read(token.text, token.conversation) == token


def test_a_token_expires(tokens: Tokens, clock: Clock) -> None:
    token = tokens.issue()
    clock.now += 99
    tokens.read(token.text)
    clock.now += 1
    with pytest.raises(TokenExpiredError):
        tokens.read(token.text)


def test_a_token_is_renewed_for_its_conversation_after_half_of_its_life(
    tokens: Tokens, clock: Clock
) -> None:
    token = tokens.issue()
    clock.now += 50
    assert tokens.renew(token) is token
    clock.now += 1
    fresh = tokens.renew(token)
    assert fresh.conversation == token.conversation
    assert fresh.expires_at == token.expires_at + 51


def test_the_token_of_another_conversation_is_invalid(tokens: Tokens) -> None:
    with pytest.raises(TokenInvalidError):
        tokens.read(tokens.issue().text, "another" * 4)


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"sub": "a" * 32},
        {"sub": "a" * 32, "iat": 1},
        {"sub": "short", "iat": 1, "exp": 2_000_000},
        {"sub": "a" * 65, "iat": 1, "exp": 2_000_000},
        {"sub": "a b" * 10, "iat": 1, "exp": 2_000_000},
        {"sub": 5, "iat": 1, "exp": 2_000_000},
        {"sub": "a" * 32, "iat": 1, "exp": "never"},
        {"sub": "a" * 32, "iat": None, "exp": 2_000_000},
        {"sub": "a" * 31 + "\n", "iat": 1, "exp": 2_000_000},
    ],
)
def test_other_claims_than_ours_are_invalid_even_with_our_key(
    tokens: Tokens, claims: dict[str, object]
) -> None:
    with pytest.raises(TokenInvalidError):
        tokens.read(jwt.encode(claims, KEY))


@pytest.mark.parametrize("algorithm", ["none", "HS384", "HS512"])
def test_another_algorithm_is_invalid(tokens: Tokens, algorithm: str) -> None:
    claims = {"sub": "a" * 32, "iat": 1, "exp": 2_000_000}
    text = jwt.encode(claims, "" if algorithm == "none" else KEY + KEY, algorithm=algorithm)
    with pytest.raises(TokenInvalidError):
        tokens.read(text)


@given(st.one_of(st.none(), st.integers(), st.text(), st.binary(), st.lists(st.text())))
def test_anything_else_is_invalid(value: object) -> None:
    with pytest.raises(TokenInvalidError):
        Tokens(KEY, LIFETIME).read(value)


@given(st.data())
def test_a_token_with_one_character_changed_is_invalid(data: st.DataObject) -> None:
    tokens = Tokens(KEY, LIFETIME)
    text = tokens.issue().text
    # The last character holds bits that the signature does not use.
    place = data.draw(st.integers(0, len(text) - 2))
    other = data.draw(st.characters().filter(lambda character: character != text[place]))
    with pytest.raises(TokenInvalidError):
        tokens.read(text[:place] + other + text[place + 1 :])
