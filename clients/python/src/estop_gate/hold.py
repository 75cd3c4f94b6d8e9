"""One stop's grip on one scope: its value, its merge, its line on the board."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from .exact import EXACT
from .scope import Scope
from .words import Action, Mode, checked_name, shown, whole

WORD: Final = "hold"
_FIELDS: Final = 8
_FACTOR = re.compile(r"1|0\.[0-9]*[1-9]")
_MOMENT = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})\.[0-9]{6}Z"
)
_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Hold:
    """One hold, checked. `held_at` is UTC text in its one form: it orders by bytes as by time."""

    stop_id: str
    scope: Scope
    mode: Mode
    factor: Decimal
    action: Action
    revision: int
    held_at: str

    def __post_init__(self) -> None:
        checked_name("stop id", self.stop_id)
        if not 0 < self.factor <= 1 or (self.mode is Mode.REDUCED) == (self.factor == 1):
            raise ValueError(
                "factor of a hold must be 1, or between 0 and 1 for REDUCED, but was: "
                f"{shown(str(self.factor))} for {self.mode.name}"
            )
        if self.revision < 0:
            raise ValueError(f"revision must not be negative but was: {self.revision}")
        _check_moment(self.held_at)

    @property
    def key(self) -> str:
        """What there is one hold of: stop id and scope. Holds sort by it."""
        return f"{self.stop_id}\t{self.scope}"

    def merge(self, other: "Hold") -> "Hold":
        """Returns what two places that know the same hold agree on; order never matters."""
        if self.key != other.key:
            raise ValueError(f"holds to merge differ: {self.key!r} and {other.key!r}")
        decided = self if self._decides(other) else other
        return Hold(
            self.stop_id,
            self.scope,
            decided.mode,
            decided.factor,
            max(self.action, other.action),
            decided.revision,
            min(self.held_at, other.held_at),
        )

    def is_stricter_than(self, other: "Hold") -> bool:
        """Returns whether this one allows less, or its stop goes further."""
        if self.mode is not other.mode:
            return self.mode > other.mode
        return self.factor < other.factor or self.action > other.action

    def line(self) -> str:
        """Returns the hold as it stands on the board."""
        return "\t".join(
            (
                WORD,
                self.stop_id,
                str(self.scope),
                str(self.revision),
                self.mode.name,
                format(EXACT.normalize(self.factor), "f"),
                self.action.name,
                self.held_at,
            )
        )

    @staticmethod
    def parse(line: str) -> "Hold":
        """Returns the hold of a line, or raises ValueError where it is not in its one form."""
        fields = line.split("\t")
        if len(fields) != _FIELDS or fields[0] != WORD or not _FACTOR.fullmatch(fields[5]):
            raise ValueError(
                "hold must be 8 fields stop, scope, revision, mode, factor, action, moment"
                f" but was: {shown(line)}"
            )
        try:
            mode, action = Mode[fields[4]], Action[fields[6]]
        except KeyError as unknown:
            raise ValueError(f"mode or action of a hold is unknown: {shown(line)}") from unknown
        return Hold(
            fields[1],
            Scope.parse(fields[2]),
            mode,
            Decimal(fields[5]),
            action,
            whole(fields[3]),
            fields[7],
        )

    def _decides(self, other: "Hold") -> bool:
        if self.revision != other.revision:
            return self.revision > other.revision
        if self.mode is not other.mode:
            return self.mode > other.mode
        return self.factor <= other.factor


def tighter(known: Hold, published: Hold) -> Hold:
    """Returns the merge, but never what loosens: a message only tightens (rule R8)."""
    merged = known.merge(published)
    return known if known.is_stricter_than(merged) else merged


def _check_moment(text: str) -> None:
    found = _MOMENT.fullmatch(text)
    if found is None or not _is_moment(*map(int, found.groups())):
        raise ValueError(
            f"moment must be UTC as 2026-03-02T14:30:00.000000Z but was: {shown(text)}"
        )


def _is_moment(year: int, month: int, day: int, hour: int, minute: int, second: int) -> bool:
    if not 1 <= month <= len(_DAYS):
        return False
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= day <= _DAYS[month - 1] + leap and hour < 24 and minute < 60 and second < 60
