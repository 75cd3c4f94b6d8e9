"""What a stop covers."""

import re
from dataclasses import dataclass
from typing import Final

from .words import shown

KINDS: Final = (
    "firm",
    "venue",
    "account",
    "desk",
    "trader",
    "client",
    "strategy",
    "symbol",
    "drill",
)

_ID = re.compile(r"[A-Za-z0-9._/-]{1,64}")


def checked_scope_id(what: str, text: str) -> str:
    """Returns a name that a scope can carry, or raises ValueError naming value and bound."""
    if not _ID.fullmatch(text):
        raise ValueError(
            f"{what} must be 1 to 64 of letters, digits, '.', '_', '/' and '-'"
            f" but was: {shown(text)}"
        )
    return text


@dataclass(frozen=True, slots=True)
class Scope:
    """`firm`, or `kind:id` as in `venue:paper`; `parse` undoes `str`."""

    kind: str
    id: str

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(
                f"scope kind must be one of {', '.join(KINDS)} but was: {shown(self.kind)}"
            )
        if self.kind != "firm":
            checked_scope_id("scope id", self.id)
        elif self.id:
            raise ValueError(f"scope id must be empty for the firm but was: {shown(self.id)}")

    @staticmethod
    def parse(text: str) -> "Scope":
        """Returns the scope that a text names, or raises ValueError."""
        kind, colon, name = text.partition(":")
        if (kind == "firm") == bool(colon):
            raise ValueError(
                "scope must be 'firm' or 'kind:id', as in 'venue:paper', but was: " + shown(text)
            )
        return Scope(kind, name)

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}" if self.id else self.kind
