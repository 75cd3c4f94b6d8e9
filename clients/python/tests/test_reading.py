"""What Redis answers, taken apart with distrust."""

from dataclasses import replace
from typing import Any

import pytest

from estop_gate.board import BoardState, Unreadable
from estop_gate.reading import Lease, Limits, Reading, parse_reading
from estop_gate.version import BoardVersion

GOOD = [b"ab", b"1000", b"", b"0", b"", b""]


@pytest.mark.parametrize(
    "answer",
    [
        None,
        b"text",
        [],
        GOOD[:5],
        [*GOOD, b""],
        [b"ab", 1000, b"", b"0", b"", b""],
        [b"ab", b"-1", b"", b"0", b"", b""],
        [b"ab", b"soon", b"", b"0", b"", b""],
        [b"\xff", b"1000", b"", b"0", b"", b""],
        [b"ab", b"1000", b"", b"1", b"", b""],
    ],
)
def test_what_is_no_reading_is_refused(answer: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_reading("test", answer, None)


def test_a_missing_board_is_unreadable() -> None:
    assert parse_reading("test", GOOD, None).board == Unreadable("no board")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "ab\t1\t2\tcd\t3",
        "ab\t1\t2\tcd\t3\tsoon",
        "ab\t-1\t2\tcd\t3\t4",
        "ab\t1_0\t2\tc\t3\t4",
    ],
)
def test_a_damaged_lease_is_none(text: str) -> None:
    assert Lease.parse(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "1\t",
        "-1\t1",
        "NaN\t1",
        "Infinity\t1",
        "1_0\t1",
        "1e5\t1",
        " 1\t1",
        "1\t1\t1",
        "٣\t1",
    ],
)
def test_damaged_limits_are_none(text: str) -> None:
    assert Limits.parse(text) is None


@pytest.mark.parametrize(
    ("changed", "leased"),
    [
        ({}, True),
        ({"run": "cd"}, False),
        ({"version": BoardVersion(1, 2)}, False),
        ({"version": BoardVersion(2, 1)}, False),
        ({"sum": "b" * 40}, False),
        ({"ends_at_ms": 1_000}, False),
        ({"ends_at_ms": 1_001}, True),
    ],
)
def test_a_lease_names_the_board_in_every_part(changed: dict[str, Any], leased: bool) -> None:
    board = BoardState("test", "ab", BoardVersion(1, 1), (), (), (), "a" * 40)
    lease = Lease("ab", BoardVersion(1, 1), "a" * 40, 900, 5_900)

    assert Reading("ab", 1_000, board, replace(lease, **changed), None).leased() is leased


@pytest.mark.parametrize(("answered", "written"), [("cd", "ab"), ("ab", "cd")])
def test_no_lease_counts_for_a_board_of_another_run(answered: str, written: str) -> None:
    board = BoardState("test", written, BoardVersion(1, 1), (), (), (), "a" * 40)
    for run in (answered, written):
        lease = Lease(run, BoardVersion(1, 1), "a" * 40, 900, 5_900)
        assert not Reading(answered, 1_000, board, lease, None).leased()
