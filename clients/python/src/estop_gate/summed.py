"""Lines with a last line that sums up all before it.

The sum finds damage and truncation and names a value; it is no signature.
"""

import hashlib
from typing import Final

_WORD: Final = "sum\t"
_TAIL: Final = len(_WORD) + 40 + 1


def sealed(lines: list[str]) -> str:
    """Returns the lines with their sum behind them."""
    body = "\n".join(lines) + "\n"
    return f"{body}{_WORD}{_sum(body)}\n"


def opened(value: bytes) -> tuple[list[str], str]:
    """Returns lines and sum of a sealed text, or raises ValueError."""
    text = value.decode("utf-8")
    body, tail = text[:-_TAIL], text[-_TAIL:]
    if not body.endswith("\n") or not tail.startswith(_WORD):
        raise ValueError("last line is not a sum")
    if tail != f"{_WORD}{_sum(body)}\n":
        raise ValueError("sum does not match")
    return body[:-1].split("\n"), tail[len(_WORD) : -1]


def field(line: str, word: str) -> str:
    """Returns what stands behind the word that a line must begin with, or raises ValueError."""
    found, tab, rest = line.partition("\t")
    if found != word or not tab:
        raise ValueError(f"line must begin with {word} but was: {line[:100]}")
    return rest


def _sum(body: str) -> str:
    # SHA-1 is what Redis computes in scripts; it guards against damage, not against writers.
    return hashlib.sha1(body.encode("utf-8"), usedforsecurity=False).hexdigest()
