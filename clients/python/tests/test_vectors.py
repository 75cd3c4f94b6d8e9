"""The cases that every implementation of the protocol runs: docs/vectors."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from estop_gate.acknowledgement import Acknowledgement, parse_acknowledgement
from estop_gate.board import (
    BoardChange,
    BoardState,
    board_text,
    change_text,
    parse_board,
    parse_change,
)
from estop_gate.hold import Hold
from estop_gate.version import BoardVersion
from redis_server import REPOSITORY

Case = dict[str, Any]


def every(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Runs a test once for each case of a file."""
    cases: list[Case] = json.loads(
        (REPOSITORY / "docs" / "vectors" / f"{name}.json").read_text(encoding="utf-8")
    )["cases"]
    assert cases
    return pytest.mark.parametrize("case", cases, ids=[case["name"] for case in cases])


def lines(holds: tuple[Hold, ...]) -> list[str]:
    return [hold.line() for hold in holds]


@every("board")
def test_board(case: Case) -> None:
    found = parse_board(case["env"], case["text"].encode())

    assert isinstance(found, BoardState) is case["readable"], found
    if isinstance(found, BoardState):
        assert found.run == case["run"]
        assert found.version == BoardVersion(case["incarnation"], case["epoch"])
        assert lines(found.holds) == case["holds"]
        assert list(found.releases) == case["releases"]
        assert list(found.ended) == case["ended"]
        assert found.sum == case["sum"]
        assert board_text(found) == case["text"]


@every("change")
def test_change(case: Case) -> None:
    found = parse_change(case["env"], case["text"].encode())

    assert isinstance(found, BoardChange) is case["readable"], found
    if isinstance(found, BoardChange):
        assert found.version == BoardVersion(case["incarnation"], case["epoch"])
        assert lines(found.holds) == case["holds"]
        assert change_text(case["env"], found) == case["text"]


@every("acknowledgement")
def test_acknowledgement(case: Case) -> None:
    found = acknowledgement_of(case)

    assert (found is not None) is case["readable"]
    if found is not None:
        assert found.identity.component == case["component"]
        assert found.identity.instance == case["instance"]
        assert found.identity.library == case["library"]
        assert found.identity.heartbeat_ms == case["heartbeat"]
        assert found.started_ms == case["started"]
        assert str(found.highest) == case["version"]
        assert str(found.accepted) == case["accepted"]
        assert found.accepted_sum == case["sum"]
        assert found.at_ms == case["at"]
        assert lines(found.holds) == case["holds"]
        assert list(found.unfinished) == case["unfinished"]
        assert list(found.lane) == case["lane"]
        assert found.text() == case["text"]
        for asked in case.get("keeps", []):
            containing = BoardVersion.parse(asked["containing"])
            assert found.keeps(asked["stop"], containing) is asked["keeps"], asked


def acknowledgement_of(case: Case) -> Acknowledgement | None:
    try:
        return parse_acknowledgement(case["env"], case["text"].encode())
    except ValueError:
        return None


@every("merge")
def test_merge(case: Case) -> None:
    first, second = Hold.parse(case["first"]), Hold.parse(case["second"])

    assert first.merge(second).line() == case["merged"]
    assert second.merge(first).line() == case["merged"]
