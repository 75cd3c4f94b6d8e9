"""Version of the board."""

from typing import NamedTuple

from .words import whole


class BoardVersion(NamedTuple):
    """Rises with every change, also across a lost Redis; orders as (incarnation, epoch)."""

    incarnation: int
    epoch: int

    @staticmethod
    def parse(text: str) -> "BoardVersion":
        """Returns the version of `incarnation.epoch`, or raises ValueError."""
        incarnation, dot, epoch = text.partition(".")
        if not dot:
            raise ValueError(f"version must be 'incarnation.epoch' but was: {text[:60]}")
        return BoardVersion(whole(incarnation), whole(epoch))

    def __str__(self) -> str:
        return f"{self.incarnation}.{self.epoch}"
