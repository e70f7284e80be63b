"""Signed, expiring tokens that bind a browser to its conversation.

TokenError
├── TokenInvalidError   not ours, altered, or of another conversation
└── TokenExpiredError   ours, but its time is over
"""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from time import time

import jwt

CONVERSATION_ID = re.compile(r"[A-Za-z0-9_-]{22,64}")
_ALGORITHM = "HS256"


class TokenError(Exception):
    """The token gives no access to a conversation."""

    code = "token_invalid"


class TokenInvalidError(TokenError):
    """The token was not issued here, was altered, or belongs to another conversation."""


class TokenExpiredError(TokenError):
    """The token was issued here and has expired."""

    code = "token_expired"


@dataclass(frozen=True)
class Token:
    """A token that was found valid: its conversation and times in seconds since 1970."""

    text: str
    conversation: str
    issued_at: int
    expires_at: int

    def is_past_half_its_life(self, now: float) -> bool:
        """Whether it is time to hand out a fresh one."""
        return now > (self.issued_at + self.expires_at) / 2


class Tokens:
    """Issues tokens and reads them."""

    def __init__(self, key: str, lifetime: timedelta, clock: Callable[[], float] = time) -> None:
        """Sign with `key`; tokens are valid for `lifetime`."""
        self._key = key
        self._lifetime = int(lifetime.total_seconds())
        self._clock = clock

    def issue(self, conversation: str | None = None) -> Token:
        """Return a token for `conversation`, or for a new one whose id cannot be guessed."""
        subject = conversation or secrets.token_urlsafe(24)
        now = int(self._clock())
        expires = now + max(self._lifetime, 1)
        text = jwt.encode(
            {"sub": subject, "iat": now, "exp": expires}, self._key, algorithm=_ALGORITHM
        )
        return Token(text, subject, now, expires)

    def read(self, text: object, conversation: str | None = None) -> Token:
        """Return the token that `text` is; with `conversation`, it must be that one's.

        Raises:
            TokenExpiredError: its time is over.
            TokenInvalidError: it is anything else but a valid token of ours.
        """
        if not isinstance(text, str) or len(text) > 1024:
            raise TokenInvalidError("a token is a text of 1024 characters at most")
        try:
            claims = jwt.decode(
                text,
                self._key,
                algorithms=[_ALGORITHM],
                options={
                    "require": ["sub", "iat", "exp"],
                    "verify_exp": False,
                    "verify_iat": False,
                },
            )
        except (jwt.PyJWTError, ValueError) as error:
            raise TokenInvalidError("the signature or the form is wrong") from error
        subject, issued, expires = claims["sub"], claims["iat"], claims["exp"]
        if (
            not isinstance(subject, str)
            or not CONVERSATION_ID.fullmatch(subject)
            or not isinstance(issued, int)
            or not isinstance(expires, int)
        ):
            raise TokenInvalidError("the claims are not those that are issued here")
        if conversation is not None and subject != conversation:
            raise TokenInvalidError("it belongs to another conversation")
        if expires <= self._clock():
            raise TokenExpiredError("its time is over")
        return Token(text, subject, issued, expires)

    def renew(self, token: Token) -> Token:
        """Return a fresh token where `token` is past half of its life, else `token` itself."""
        if token.is_past_half_its_life(self._clock()):
            return self.issue(token.conversation)
        return token
