"""The board as text, and the message that tells of one change. Strict: doubt is Unreadable."""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from . import hold as hold_line
from .hold import Hold
from .summed import field, opened, sealed
from .version import BoardVersion
from .words import checked_name, shown, whole

MAX_RELEASES: Final = 250
MAX_ENDED: Final = 250

_BOARD: Final = "estop-board\t1"
_CHANGE: Final = "estop-change\t1"
_HEAD_LINES: Final = 4
_CHANGE_HEAD_LINES: Final = 3
_RUN = re.compile(r"[0-9a-f]{1,64}")


@dataclass(frozen=True)
class BoardState:
    """One value of the board, read and checked."""

    environment: str
    run: str
    version: BoardVersion
    holds: tuple[Hold, ...]
    releases: tuple[str, ...]
    ended: tuple[str, ...]
    sum: str

    @cached_property
    def by_key(self) -> dict[str, Hold]:
        """All holds, by stop id and scope."""
        return {hold.key: hold for hold in self.holds}

    @cached_property
    def _released(self) -> frozenset[str]:
        return frozenset(self.releases)

    def released(self, stop_id: str) -> bool:
        """Returns whether this board names the release of that stop's holds."""
        return stop_id in self._released


@dataclass(frozen=True, slots=True)
class Unreadable:
    """No board: missing, damaged, of another environment or format. It denies."""

    why: str


@dataclass(frozen=True, slots=True)
class BoardChange:
    """What one change of the board added or changed."""

    version: BoardVersion
    holds: tuple[Hold, ...]


def parse_board(environment: str, value: bytes) -> BoardState | Unreadable:
    """Returns the board that a value is, or why it is none. Never raises."""
    try:
        return _board(environment, *opened(value))
    except ValueError as malformed:
        return Unreadable(str(malformed))


def board_text(board: BoardState) -> str:
    """Returns the text of a board; its sum is made anew."""
    return sealed(
        [
            _BOARD,
            f"env\t{board.environment}",
            f"run\t{board.run}",
            f"version\t{board.version.incarnation}\t{board.version.epoch}",
            *(hold.line() for hold in sorted(board.holds, key=lambda hold: hold.key)),
            *(f"release\t{stop}" for stop in board.releases),
            *(f"ended\t{stop}" for stop in board.ended),
        ]
    )


def parse_change(environment: str, value: bytes) -> BoardChange | Unreadable:
    """Returns the change that a message is, or why it is none. Never raises."""
    try:
        lines, _ = opened(value)
        _check_head(lines, _CHANGE, environment, _CHANGE_HEAD_LINES)
        holds = tuple(Hold.parse(line) for line in lines[_CHANGE_HEAD_LINES:])
        _check_ascending(holds)
        return BoardChange(_version(lines[2]), holds)
    except ValueError as malformed:
        return Unreadable(str(malformed))


def change_text(environment: str, change: BoardChange) -> str:
    """Returns the text of a message."""
    return sealed(
        [
            _CHANGE,
            f"env\t{environment}",
            f"version\t{change.version.incarnation}\t{change.version.epoch}",
            *(hold.line() for hold in sorted(change.holds, key=lambda hold: hold.key)),
        ]
    )


def _board(environment: str, lines: list[str], total: str) -> BoardState:
    _check_head(lines, _BOARD, environment, _HEAD_LINES)
    run = field(lines[2], "run")
    if not _RUN.fullmatch(run):
        raise ValueError(f"run must be 1 to 64 hex digits but was: {shown(run)}")
    rest = lines[_HEAD_LINES:]
    held = _count(rest, hold_line.WORD)
    released = _count(rest[held:], "release")
    holds = tuple(Hold.parse(line) for line in rest[:held])
    _check_ascending(holds)
    releases = _stops(rest[held : held + released], "release", MAX_RELEASES)
    ended = _stops(rest[held + released :], "ended", MAX_ENDED)
    return BoardState(environment, run, _version(lines[3]), holds, releases, ended, total)


def _check_head(lines: list[str], form: str, environment: str, least: int) -> None:
    if lines[0] != form or len(lines) < least:
        raise ValueError(f"format must be {form!r} but was: {shown(lines[0])}")
    if lines[1] != f"env\t{environment}":
        raise ValueError(f"environment must be {environment} but was: {shown(lines[1])}")


def _version(line: str) -> BoardVersion:
    incarnation, _, epoch = field(line, "version").partition("\t")
    return BoardVersion(whole(incarnation), whole(epoch))


def _count(lines: list[str], word: str) -> int:
    for number, line in enumerate(lines):
        if not line.startswith(word + "\t"):
            return number
    return len(lines)


def _check_ascending(holds: tuple[Hold, ...]) -> None:
    if any(before.key >= after.key for before, after in pairwise(holds)):
        raise ValueError("holds are not sorted, or a stop holds one scope twice")


def _stops(lines: list[str], word: str, most: int) -> tuple[str, ...]:
    stops = tuple(checked_name("stop id", field(line, word)) for line in lines)
    if len(stops) > most or len(set(stops)) != len(stops):
        raise ValueError(f"{word} must stand at most {most} times, each stop once")
    return stops
