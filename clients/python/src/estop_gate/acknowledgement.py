"""What a gate says of itself, as text."""

import re
from dataclasses import dataclass
from typing import Final

from .hold import WORD, Hold
from .summed import field, opened, sealed
from .version import BoardVersion
from .words import checked_name, shown, whole

LIBRARY: Final = "python/0.1.0"

MAX_HOLDS: Final = 300
"""Holds that one lists; the others follow once the board has these."""

MAX_UNFINISHED: Final = 1_000
MAX_LANE: Final = 200

_FORMAT: Final = "estop-ack\t2"
_HEAD: Final = ("env", "component", "instance", "library", "started", "heartbeat", "version")
_HEAD_LINES: Final = 1 + len(_HEAD) + 2  # then board and at
_SUM = re.compile(r"[0-9a-f]{40}|")
_LIBRARY = re.compile(r"[!-~]{1,64}")
_ORDER_ID = re.compile(r"[!-~]{1,128}")


@dataclass(frozen=True, slots=True)
class Identity:
    """Which gate it is, and how often it says so at least."""

    environment: str
    component: str
    instance: str
    heartbeat_ms: int
    library: str = LIBRARY

    def __post_init__(self) -> None:
        checked_name("component", self.component)
        checked_name("instance", self.instance)
        if not _LIBRARY.fullmatch(self.library):
            raise ValueError(f"library must be 1 to 64 visible ASCII but was: {self.library}")


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What the gate has swapped in, and which orders it admitted before (rules R6, R10)."""

    identity: Identity
    started_ms: int
    highest: BoardVersion
    accepted: BoardVersion
    accepted_sum: str
    at_ms: int
    holds: tuple[Hold, ...]
    """Those kept that the accepted board does not have exactly so; the newest 300."""
    unfinished: tuple[str, ...]
    lane: tuple[str, ...]

    def __post_init__(self) -> None:
        for what, listed, most in (
            ("holds", self.holds, MAX_HOLDS),
            ("unfinished orders", self.unfinished, MAX_UNFINISHED),
            ("orders of the lane", self.lane, MAX_LANE),
        ):
            if len(listed) > most:
                raise ValueError(f"at most {most} {what} are listed but were: {len(listed)}")

    def keeps(self, stop_id: str, containing: BoardVersion) -> bool:
        """Returns whether the gate keeps the holds of a stop: it lists them, or has accepted a
        board of the version, or a later one of its incarnation, that is known to have held it."""
        return any(hold.stop_id == stop_id for hold in self.holds) or (
            self.accepted.incarnation == containing.incarnation and self.accepted >= containing
        )

    def text(self) -> str:
        """Returns the text that stands in Redis."""
        return sealed(
            [
                _FORMAT,
                f"env\t{self.identity.environment}",
                f"component\t{self.identity.component}",
                f"instance\t{self.identity.instance}",
                f"library\t{self.identity.library}",
                f"started\t{self.started_ms}",
                f"heartbeat\t{self.identity.heartbeat_ms}",
                f"version\t{self.highest}",
                f"board\t{self.accepted}\t{self.accepted_sum}",
                f"at\t{self.at_ms}",
                *(hold.line() for hold in sorted(self.holds, key=lambda hold: hold.key)),
                *(f"unfinished\t{order}" for order in self.unfinished),
                *(f"lane\t{order}" for order in self.lane),
            ]
        )


def parse_acknowledgement(environment: str, value: bytes) -> Acknowledgement:
    """Returns the acknowledgement of a text, or raises ValueError where it is damaged."""
    lines, _ = opened(value)
    if lines[0] != _FORMAT or len(lines) < _HEAD_LINES or lines[1] != f"env\t{environment}":
        raise ValueError(f"not an acknowledgement of {environment}: {shown(lines[0])}")
    head = {word: field(line, word) for word, line in zip(_HEAD, lines[1:], strict=False)}
    accepted, _, accepted_sum = field(lines[8], "board").partition("\t")
    rest = _Rest(lines[_HEAD_LINES:])
    found = Acknowledgement(
        Identity(
            environment,
            head["component"],
            head["instance"],
            whole(head["heartbeat"]),
            head["library"],
        ),
        whole(head["started"]),
        BoardVersion.parse(head["version"]),
        BoardVersion.parse(accepted),
        accepted_sum,
        whole(field(lines[9], "at")),
        tuple(Hold.parse(line) for line in rest.take(WORD)),
        tuple(_order_id(line) for line in rest.take("unfinished")),
        tuple(_order_id(line) for line in rest.take("lane")),
    )
    if rest.lines or not _SUM.fullmatch(accepted_sum) or found.text().encode() != value:
        raise ValueError("lines are not in their one form and order")
    return found


class _Rest:
    """Lines yet to be read, taken word by word."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines

    def take(self, word: str) -> list[str]:
        count = 0
        while count < len(self.lines) and self.lines[count].startswith(word + "\t"):
            count += 1
        taken, self.lines = self.lines[:count], self.lines[count:]
        return taken


def _order_id(line: str) -> str:
    order = line.partition("\t")[2]
    if not _ORDER_ID.fullmatch(order):
        raise ValueError(f"order id must be 1 to 128 visible ASCII but was: {shown(line)}")
    return order
