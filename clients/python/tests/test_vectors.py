"""The cases that every implementation of the protocol runs: docs/vectors."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from estop_gate import Account, Names, OrderRequest, Side, Timing
from estop_gate.acknowledgement import Acknowledgement, Identity, parse_acknowledgement
from estop_gate.board import (
    BoardChange,
    BoardState,
    board_text,
    change_text,
    parse_board,
    parse_change,
)
from estop_gate.core import GateCore
from estop_gate.hold import Hold
from estop_gate.reading import Limits, parse_reading
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


MS = 1_000_000


class Life:
    """One gate over time: its clock, and the field that it writes."""

    def __init__(self, case: Case) -> None:
        self.now = 0
        self.field: str | None = None
        self.tickets: dict[str, list[int | None]] = {}
        self.made: dict[str, OrderRequest] = {}
        stale = case["staleAfterMillis"]
        identity = Identity(
            case["env"],
            case["component"],
            case["instance"],
            case["heartbeatMillis"],
            case["library"],
        )
        timing = Timing(max(1, stale // 4), stale, case["heartbeatMillis"])
        self.core = GateCore(identity, timing, lambda: self.now)

    def does(self, step: Case) -> object:
        """Returns what a step expects, or None where it expects nothing."""
        self.now = step["at"] * MS
        what: Callable[[Case], object] = getattr(self, "do_" + step["do"].replace(" ", "_"))
        return what(step)

    def do_reading(self, step: Case) -> None:
        parts = (step["run"], str(step["redis"]), step["board"], "0", step["lease"], step["limits"])
        answer = [part.encode() for part in parts]
        reading = parse_reading(self.core.environment, answer, None)
        self.says(self.core.on_reading(reading, step["asked"] * MS))

    def do_change(self, step: Case) -> None:
        self.says(self.core.on_message(step["text"].encode()))

    def do_failed(self, step: Case) -> None:
        """A poll without an answer tells the core nothing."""

    def do_enter(self, step: Case) -> str:
        verdict, ticket = self.core.admit(self.order(step), step["thread"])
        if verdict.allowed:
            self.tickets.setdefault(step["thread"], []).append(ticket)
        return str(verdict)

    def do_exit(self, step: Case) -> None:
        inside = self.tickets.get(step["thread"])
        if inside:
            self.core.leave(inside.pop())

    def do_look(self, step: Case) -> str:
        if "limits" in step:
            return str(self.core.judge(self.order(step), Limits.parse(step["limits"])))
        return str(self.core.look(self.order(step)))

    def do_make(self, step: Case) -> None:
        order = order_of(step["order"])
        self.made[order.order_id] = order

    def do_admit(self, step: Case) -> str:
        if "limits" in step:
            limits = Limits.parse(step["limits"])
            verdict, ticket = self.core.admit_under(self.order(step), limits)
        else:
            verdict, ticket = self.core.admit(self.order(step))
        self.tickets[step["as"]] = [ticket]
        return str(verdict)

    def do_close(self, step: Case) -> None:
        self.core.leave(self.tickets[step["as"]][0])

    def order(self, step: Case) -> OrderRequest:
        return self.made[step["made"]] if "made" in step else order_of(step["order"])

    def do_holds(self, step: Case) -> list[str]:
        return [hold.line() for _, hold in sorted(self.core.holds().items())]

    def do_acknowledgement(self, step: Case) -> str | None:
        return self.field

    def do_failures(self, step: Case) -> int:
        return self.core.failures.count

    def do_close_gate(self, step: Case) -> None:
        self.core.close()
        if not self.core.inside():
            self.field = None

    def says(self, due: Acknowledgement | None) -> None:
        if due is not None:
            self.field = due.text()


def order_of(order: Case) -> OrderRequest:
    account = Account.parse(order["account"])
    if order.get("cancel"):
        return OrderRequest.cancelling(order["id"], account, order["underlying"])
    named = ("desk", "trader", "client", "strategy", "drill")
    return OrderRequest(
        order["id"],
        account,
        order["underlying"],
        Side[order["side"]],
        Decimal(order["quantity"]),
        Decimal(order["position"]),
        Names(**{name: order.get(name, "") for name in named}),
        order.get("paper", False),
    )


@every("gate")
def test_gate(case: Case) -> None:
    life = Life(case)

    for number, step in enumerate(case["steps"], 1):
        said = life.does(step)
        assert said == step.get("expect"), f"step {number}: {step}"


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
