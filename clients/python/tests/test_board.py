"""The board's text: strict, so that doubt denies."""

from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest

from estop_gate.board import (
    BoardChange,
    BoardState,
    Unreadable,
    board_text,
    change_text,
    parse_board,
    parse_change,
)
from estop_gate.hold import Hold
from estop_gate.scope import Scope
from estop_gate.summed import sealed
from estop_gate.version import BoardVersion
from estop_gate.words import Action, Mode
from service import hold

RUN = "0123456789abcdef0123456789abcdef01234567"
HELD = hold("s1", "symbol:AAPL", action=Action.CANCEL).line()
HEAD = ["estop-board\t1", "env\ttest", f"run\t{RUN}", "version\t1\t3"]


def board(*lines: str) -> bytes:
    return sealed([*HEAD, *lines]).encode()


def test_reads_what_it_writes() -> None:
    text = board(HELD, "release\tz9", "release\ta1", "ended\tb2")

    found = parse_board("test", text)

    assert isinstance(found, BoardState)
    assert found.version == BoardVersion(1, 3)
    assert found.releases == ("z9", "a1")
    assert found.released("a1")
    assert found.ended == ("b2",)
    assert board_text(found).encode() == text


@pytest.mark.parametrize(
    "lines",
    [
        ["estop-board\t2", *HEAD[1:]],
        HEAD[:3],
        [HEAD[0], "env\tprod", *HEAD[2:]],
        [*HEAD[:2], "run\tnot-hex", HEAD[3]],
        [*HEAD[:3], "version\t01\t3"],
        [*HEAD[:3], "version\t-1\t3"],
        [*HEAD[:3], "version\t1\t9223372036854775808"],
        [*HEAD[:3], "version\t1\t٣"],
        [*HEAD, HELD, HELD],
        [*HEAD, hold("s2").line(), hold("s1").line()],
        [*HEAD, "release\ta1", HELD],
        [*HEAD, "release\ta1", "release\ta1"],
        [*HEAD, "ended\ta1", "release\ta1"],
        [*HEAD, "note\thello"],
        [*HEAD, ""],
        [*HEAD, "release\t" + "x" * 65],
        [*HEAD, *(f"release\ts{n}" for n in range(251))],
        [*HEAD, *(f"ended\ts{n}" for n in range(251))],
        [*HEAD, HELD.replace("symbol:AAPL", "planet:mars")],
        [*HEAD, HELD.replace("symbol:AAPL", "firm:x")],
        [*HEAD, HELD.replace("HALTED", "halted")],
        [*HEAD, HELD.replace("CANCEL", "SELL")],
        [*HEAD, HELD.replace("\t1\t", "\t1.0\t")],
        [*HEAD, HELD.replace("\t1\t", "\t0.5\t")],
        [*HEAD, HELD.replace("\t0\t", "\t-1\t")],
        [*HEAD, HELD.replace("2026-03-02", "2026-02-30")],
        [*HEAD, HELD.replace(".000000Z", "Z")],
        [*HEAD, HELD.replace("T14:30", "T24:00")],
        [*HEAD, HELD + "\t"],
        [*HEAD, hold(mode=Mode.REDUCED, factor="0.5").line().replace("0.5", "0.50")],
        [*HEAD, hold(mode=Mode.REDUCED, factor="0.5").line().replace("0.5", "NaN")],
        [*HEAD, hold(mode=Mode.REDUCED, factor="0.5").line().replace("0.5", "5e-1")],
    ],
)
def test_what_is_not_in_its_one_form_is_unreadable(lines: list[str]) -> None:
    assert isinstance(parse_board("test", sealed(lines).encode()), Unreadable)


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"\n",
        b"\xff\xfe",
        b"sum\t",
        board()[:-1],
        board()[1:],
        board() + b"\n",
        board(HELD).replace(b"CANCEL", b"HALT"),
        board().replace(b"\n", b"\r\n"),
        b"x" * 2_000_000,
    ],
)
def test_damage_is_unreadable(value: bytes) -> None:
    found = parse_board("test", value)

    assert isinstance(found, Unreadable)
    assert len(found.why) < 500


def test_a_change_reads_as_it_was_written() -> None:
    change = BoardChange(BoardVersion(2, 5), (hold("a"), hold("b", "venue:paper")))

    text = change_text("test", change).encode()

    assert parse_change("test", text) == change
    assert isinstance(parse_change("prod", text), Unreadable)
    assert isinstance(parse_change("test", board(HELD)), Unreadable)
    assert isinstance(parse_board("test", text), Unreadable)


def test_merging_needs_no_order() -> None:
    holds = [
        hold(revision=1, mode=Mode.REDUCED, factor="0.5"),
        hold(revision=1, mode=Mode.REDUCED, factor="0.25", action=Action.FLATTEN),
        hold(revision=1, mode=Mode.PAPER),
        hold(revision=2, mode=Mode.LIVE),
        replace(hold(), held_at="2026-03-02T14:29:59.999999Z"),
    ]

    merged = set()
    for one, *rest in permutations(holds):
        result: Hold = one
        for other in rest:
            result = result.merge(other).merge(other)
        merged.add(result)

    assert merged == {
        Hold(
            "s1",
            Scope("firm", ""),
            Mode.LIVE,
            Decimal(1),
            Action.FLATTEN,
            2,
            "2026-03-02T14:29:59.999999Z",
        )
    }


def test_holds_of_two_stops_are_not_merged() -> None:
    with pytest.raises(ValueError, match="differ"):
        hold("s1").merge(hold("s2"))


def test_a_long_factor_is_kept_to_its_last_digit() -> None:
    factor = "0." + "3" * 60
    line = hold(mode=Mode.REDUCED, factor=factor, revision=1).line()

    assert Hold.parse(line).line() == line
    assert factor in line
