"""The rules of a gate, with a clock that the test moves."""

import threading
from decimal import Decimal

import pytest

from estop_gate.acknowledgement import (
    MAX_UNFINISHED,
    Acknowledgement,
    Identity,
    parse_acknowledgement,
)
from estop_gate.board import BoardChange, BoardState, Unreadable, change_text
from estop_gate.core import GateCore
from estop_gate.hold import Hold
from estop_gate.order import Account, Names, OrderRequest
from estop_gate.reading import Lease, Limits, Reading
from estop_gate.timing import Timing
from estop_gate.verdict import DenialReason
from estop_gate.version import BoardVersion
from estop_gate.words import Action, Mode, Side
from service import hold

RUN = "ab" * 20
MS = 1_000_000
ACCOUNT = Account("paper", "PA1")
FIRST_MS = 1_000_000


class World:
    """A core, its clock and Redis'."""

    def __init__(self) -> None:
        self.now = 0
        self.redis_ms = FIRST_MS
        self.version = BoardVersion(1, 1)
        self.holds: tuple[Hold, ...] = ()
        self.released: tuple[str, ...] = ()
        self.limits: Limits | None = None
        self.lease_read_at: int | None = None
        self.said: list[Acknowledgement] = []
        identity = Identity("test", "engine-7", "i1", 1_000)
        self.core = GateCore(identity, Timing(), lambda: self.now)

    def passes(self, ms: int) -> None:
        self.now += ms * MS
        self.redis_ms += ms

    def board(self) -> BoardState:
        total = f"{hash((self.version, self.holds, self.released)) & (2**160 - 1):040x}"
        return BoardState("test", RUN, self.version, self.holds, self.released, (), total)

    def reads(self, board: BoardState | Unreadable | None = None, asked: int | None = None) -> None:
        found = self.board() if board is None else board
        reading = Reading(RUN, self.redis_ms, found, self.lease(found), self.limits)
        self.hears(self.core.on_reading(reading, self.now if asked is None else asked))

    def lease(self, board: BoardState | Unreadable) -> Lease | None:
        if self.lease_read_at is None or isinstance(board, Unreadable):
            return None
        read_at = self.lease_read_at
        return Lease(RUN, board.version, board.sum, read_at, read_at + 5_000)

    def opens(self) -> None:
        """Two readings, the second under a lease that is younger than the first."""
        self.reads()
        self.passes(10)
        self.lease_read_at = self.redis_ms
        self.reads()

    def presses(self, *holds: Hold) -> None:
        self.version = BoardVersion(self.version.incarnation, self.version.epoch + 1)
        self.holds = (*self.holds, *holds)

    def publishes(self, *holds: Hold) -> None:
        text = change_text("test", BoardChange(self.version, holds))
        self.hears(self.core.on_message(text.encode()))

    def last(self) -> Acknowledgement:
        return self.said[-1]

    def hears(self, due: Acknowledgement | None) -> None:
        if due is not None:
            assert parse_acknowledgement("test", due.text().encode()).text() == due.text()
            self.said.append(due)

    def verdict(self, request: OrderRequest | None = None) -> str:
        verdict = self.core.look(request or order())
        return "ALLOWED" if verdict.reason is None else verdict.reason.name


def order(
    order_id: str = "o1",
    side: Side = Side.BUY,
    quantity: int = 10,
    position: int = 0,
    names: Names | None = None,
    paper: bool = False,
) -> OrderRequest:
    return OrderRequest(
        order_id,
        ACCOUNT,
        "AAPL",
        side,
        Decimal(quantity),
        Decimal(position),
        names or Names(),
        paper,
    )


@pytest.fixture
def world() -> World:
    return World()


def test_denies_before_it_read_anything_and_lets_cancels_pass(world: World) -> None:
    assert world.verdict() == "STATE_UNKNOWN"
    assert world.verdict(OrderRequest.cancelling("o1", ACCOUNT, "AAPL")) == "ALLOWED"


def test_denies_without_a_lease(world: World) -> None:
    world.reads()

    assert world.verdict() == "STATE_UNCONFIRMED"


def test_allows_under_a_lease_and_grows_stale(world: World) -> None:
    world.opens()
    assert world.verdict() == "ALLOWED"

    world.passes(1_000)
    assert world.verdict() == "ALLOWED"
    world.passes(1)
    assert world.verdict() == "STATE_STALE"


def test_an_age_counts_from_the_asking(world: World) -> None:
    world.opens()
    asked = world.now
    world.passes(999)
    world.reads(asked=asked)

    world.passes(2)

    assert world.verdict() == "STATE_STALE"


def test_the_first_readings_lease_does_not_count(world: World) -> None:
    world.lease_read_at = world.redis_ms - 1
    world.reads()
    assert world.verdict() == "STATE_UNCONFIRMED"

    world.passes(250)
    world.reads()
    assert world.verdict() == "STATE_UNCONFIRMED"

    world.lease_read_at = world.redis_ms
    world.reads()
    assert world.verdict() == "ALLOWED"


def test_a_lease_that_the_first_reading_showed_never_counts_though_it_lies_ahead(
    world: World,
) -> None:
    world.lease_read_at = world.redis_ms + 2_000
    world.reads()
    world.passes(2_500)

    world.reads()

    assert world.verdict() == "STATE_UNCONFIRMED"


def test_a_lease_counts_no_longer_than_its_length_while_the_redis_clock_stands(
    world: World,
) -> None:
    world.opens()
    for _ in range(60):
        world.now += 90 * MS
        world.reads()

    assert world.verdict() == "STATE_UNCONFIRMED"


def test_a_redis_clock_that_went_back_makes_the_reading_the_first(world: World) -> None:
    world.opens()
    world.passes(250)
    world.redis_ms -= 102
    world.reads()
    assert world.verdict() == "STATE_UNCONFIRMED"

    world.passes(250)
    world.reads()
    assert world.verdict() == "STATE_UNCONFIRMED"

    world.lease_read_at = world.redis_ms
    world.reads()
    assert world.verdict() == "ALLOWED"


def test_a_redis_clock_that_lags_a_little_disturbs_nothing(world: World) -> None:
    world.opens()
    world.passes(250)
    world.redis_ms -= 99
    world.reads()

    assert world.verdict() == "ALLOWED"


def test_a_slow_answer_is_no_clock_that_went_back(world: World) -> None:
    world.opens()
    world.lease_read_at = world.redis_ms
    asked = world.now
    world.passes(900)
    world.reads(asked=asked)
    world.passes(10)
    world.reads()

    assert world.verdict() == "ALLOWED"


def test_holds_stay_when_the_redis_clock_goes_back(world: World) -> None:
    world.presses(hold())
    world.opens()
    world.redis_ms -= 60_000
    world.reads()

    assert list(world.core.holds().values()) == [hold()]


@pytest.mark.parametrize("found", [Unreadable("no board"), None])
def test_an_unreadable_or_older_board_denies_and_loses_no_hold(
    world: World, found: Unreadable | None
) -> None:
    before = world.board()
    world.presses(hold())
    world.opens()

    world.reads(found or before)

    assert world.verdict() == "STATE_UNREADABLE"
    world.reads()
    assert world.verdict() == "HALTED"


def test_keeps_a_hold_that_the_board_forgot(world: World) -> None:
    world.presses(hold())
    world.opens()
    world.holds, world.version = (), BoardVersion(2, 1)

    world.reads()
    assert world.verdict() == "HALTED"

    world.released, world.version = ("s1",), BoardVersion(2, 2)
    world.reads()
    assert world.verdict() == "ALLOWED"


def test_a_message_denies_and_renews_nothing(world: World) -> None:
    world.opens()
    world.passes(990)
    world.presses(hold("s1", "symbol:MSFT"))
    world.publishes(hold("s1", "symbol:MSFT"))
    assert world.verdict() == "ALLOWED"

    world.publishes(hold("s1"))
    assert world.verdict() == "HALTED"

    world.passes(20)
    assert world.verdict() == "STATE_STALE"


def test_a_message_never_loosens(world: World) -> None:
    world.presses(hold())
    world.opens()

    world.publishes(hold(mode=Mode.LIVE, revision=5))

    assert world.verdict() == "HALTED"


def test_a_message_of_a_released_stop_does_nothing(world: World) -> None:
    world.released = ("s1",)
    world.opens()

    world.publishes(hold())

    assert world.verdict() == "ALLOWED"


def test_a_message_of_another_environment_is_counted_and_ignored(world: World) -> None:
    world.opens()
    text = change_text("prod", BoardChange(world.version, (hold(),)))

    world.core.on_message(text.encode())
    world.core.on_message(b"garbage")

    assert world.verdict() == "ALLOWED"
    assert world.core.failures.count == 2


def test_a_reading_that_a_press_overtook_says_nothing(world: World) -> None:
    world.opens()
    old, asked = world.board(), world.now
    world.passes(5)
    world.presses(hold("s1", "symbol:MSFT"))
    world.publishes(hold("s1", "symbol:MSFT"))

    world.reads(old, asked=asked)
    assert world.verdict() == "ALLOWED"

    world.passes(5)
    world.reads(old)
    assert world.verdict() == "STATE_UNREADABLE"


@pytest.mark.parametrize(
    ("mode", "factor", "request_", "expected"),
    [
        (Mode.LIVE, "1", order(), "ALLOWED"),
        (Mode.MONITORING, "1", order(), "MONITORING"),
        (Mode.PAPER, "1", order(), "USE_PAPER"),
        (Mode.PAPER, "1", order(paper=True), "ALLOWED"),
        (Mode.HALTED, "1", order(paper=True), "HALTED"),
        (Mode.REDUCED, "0.25", order(quantity=10), "ALLOWED"),
        (Mode.REDUCED, "0.25", order(quantity=11), "OVER_REDUCED_LIMIT"),
        (Mode.REDUCED, "0.25", order(quantity=10, position=16), "OVER_REDUCED_LIMIT"),
        (Mode.REDUCED, "0.25", order(side=Side.SELL, quantity=10, position=90), "ALLOWED"),
    ],
)
def test_judges_by_mode(
    world: World, mode: Mode, factor: str, request_: OrderRequest, expected: str
) -> None:
    world.limits = Limits(Decimal(40), Decimal(100))
    world.presses(hold(mode=mode, factor=factor, revision=1))
    world.opens()

    assert world.verdict(request_) == expected


def test_another_components_limits_can_be_asked_with(world: World) -> None:
    world.presses(hold(mode=Mode.REDUCED, factor="0.5", revision=1))
    world.opens()

    assert world.verdict() == "NO_LIMITS"
    assert world.core.judge(order(), Limits(Decimal(20), Decimal(20))).allowed
    assert not world.core.judge(order(), Limits(Decimal(19), Decimal(20)))


def test_a_drill_and_live_trading_never_meet(world: World) -> None:
    world.presses(hold("s1", "drill:d1"))
    world.opens()
    assert world.verdict() == "ALLOWED"
    assert world.verdict(order(names=Names(drill="d1"))) == "HALTED"

    world.presses(hold("s2", "firm"))
    world.reads()
    assert world.verdict(order(names=Names(drill="d2"))) == "ALLOWED"


SELL_100 = order("x", Side.SELL, 100, 100)


@pytest.mark.parametrize(
    ("holds", "request_", "expected"),
    [
        ([hold(action=Action.HALT)], SELL_100, "ALLOWED"),
        ([hold(action=Action.CANCEL)], SELL_100, "ALLOWED"),
        ([hold(action=Action.FLATTEN)], SELL_100, "REDUCE_LANE_CLOSED"),
        ([hold("a"), hold("b", action=Action.FLATTEN)], SELL_100, "REDUCE_LANE_CLOSED"),
        ([hold("a"), hold("b", mode=Mode.MONITORING)], SELL_100, "REDUCE_LANE_CLOSED"),
        ([hold("a"), hold("b", mode=Mode.LIVE)], SELL_100, "ALLOWED"),
        (
            [hold("a"), hold("b", mode=Mode.MONITORING, scope="symbol:MSFT")],
            SELL_100,
            "ALLOWED",
        ),
        ([hold()], order("x", Side.SELL, 300, 100), "HALTED"),
        ([hold()], order("x", Side.SELL, 1, 0), "HALTED"),
        ([hold()], order("x", Side.BUY, 1, 100), "HALTED"),
    ],
)
def test_the_reduce_lane_is_open_under_halt_and_cancel_alone(
    world: World, holds: list[Hold], request_: OrderRequest, expected: str
) -> None:
    world.presses(*holds)
    world.opens()

    assert world.verdict(request_) == expected


def test_orders_in_the_reduce_lane_never_flip_the_position_together(world: World) -> None:
    world.presses(hold())
    world.opens()

    first, ticket = world.core.admit(order("a", Side.SELL, 60, 100))
    second, _ = world.core.admit(order("b", Side.SELL, 60, 100))
    third, _ = world.core.admit(order("c", Side.SELL, 40, 100))

    assert first.by_reduce_lane
    assert second.reason is DenialReason.HALTED
    assert third.by_reduce_lane
    world.core.leave(ticket)
    assert world.core.admit(order("d", Side.SELL, 60, 100))[0].allowed


def test_orders_admitted_before_the_hold_count_in_the_reduce_lane(world: World) -> None:
    world.opens()
    world.core.admit(order("before", Side.SELL, 60, 100))
    world.publishes(hold())

    assert world.verdict(order("x", Side.SELL, 60, 100)) == "HALTED"
    assert world.verdict(order("x", Side.SELL, 40, 100)) == "ALLOWED"


def test_orders_that_close_something_else_do_not_count_in_the_reduce_lane(world: World) -> None:
    world.opens()
    world.core.admit(order("buying", Side.BUY, 60, 0))
    world.publishes(hold())

    assert world.verdict(order("x", Side.SELL, 100, 100)) == "ALLOWED"


def test_lists_lane_orders_until_their_hold_is_released(world: World) -> None:
    world.presses(hold())
    world.opens()
    _, ticket = world.core.admit(order("a", Side.SELL, 60, 100))
    world.core.leave(ticket)
    world.passes(250)
    world.reads()
    assert world.last().lane == ("a",)

    world.holds, world.released, world.version = (), ("s1",), BoardVersion(1, 9)
    world.reads()

    assert world.last().lane == ()


def test_lists_at_most_200_lane_orders_the_newest(world: World) -> None:
    world.presses(hold())
    world.opens()
    for number in range(205):
        _, ticket = world.core.admit(order(f"lane-{number}", Side.SELL, 1, 100))
        world.core.leave(ticket)

    world.passes(250)
    world.reads()

    assert world.last().lane == tuple(f"lane-{number}" for number in range(5, 205))


def test_acknowledges_at_once_by_heartbeat_and_while_orders_are_inside(world: World) -> None:
    world.publishes(hold("early", "symbol:MSFT"))
    assert world.said == []

    world.opens()
    assert len(world.said) == 1

    _, ticket = world.core.admit(order("a"))
    world.presses(hold())
    world.publishes(hold())
    assert world.last().unfinished == ("a",)
    assert world.last().holds == (hold("early", "symbol:MSFT"), hold())
    assert world.last().highest == BoardVersion(1, 2)
    assert world.last().accepted == BoardVersion(1, 1)

    world.passes(250)
    world.reads()
    assert world.last().unfinished == ("a",)
    assert world.last().holds == (hold("early", "symbol:MSFT"),)
    world.core.leave(ticket)
    world.passes(250)
    world.reads()
    assert world.last().unfinished == ()
    assert world.last().at_ms == world.redis_ms
    assert world.last().started_ms == FIRST_MS

    count = len(world.said)
    for _ in range(3):
        world.passes(250)
        world.reads()
    assert len(world.said) == count
    world.passes(250)
    world.reads()
    assert len(world.said) == count + 1


def test_repeats_an_acknowledgement_that_was_lost(world: World) -> None:
    world.opens()
    world.reads()
    count = len(world.said)

    world.core.acknowledgement_lost()
    world.reads()
    world.reads()

    assert len(world.said) == count + 1


def test_lets_no_more_orders_in_than_an_acknowledgement_lists(world: World) -> None:
    world.opens()
    for number in range(MAX_UNFINISHED):
        assert world.core.admit(order(f"o{number}"))[0].allowed

    assert world.core.admit(order("over"))[0].reason is DenialReason.TOO_MANY_INSIDE
    world.passes(1_000)
    world.reads()
    assert len(world.last().unfinished) == MAX_UNFINISHED


def test_an_owner_has_one_order_inside(world: World) -> None:
    world.opens()
    _, ticket = world.core.admit(order("a"), "thread-1")
    assert world.core.admit(order("b"), "thread-1")[0].reason is DenialReason.NOT_EXITED
    assert world.core.admit(order("c"), "thread-2")[0].allowed
    assert world.core.admit(OrderRequest.cancelling("a", ACCOUNT, "AAPL"), "thread-1")[0]

    world.core.leave(ticket)
    world.core.leave(ticket)

    assert world.core.admit(order("d"), "thread-1")[0].allowed


def test_a_closed_gate_hears_nothing_any_more(world: World) -> None:
    world.opens()
    world.core.close()
    world.reads()
    world.publishes(hold())

    assert world.verdict() == "CLOSED"
    assert world.core.holds() == {}


def test_each_order_sent_after_an_acknowledgement_is_listed_in_it() -> None:
    """Rule R10 under threads: 30 rounds of four senders against one hold."""
    for round_ in range(30):
        world = World()
        world.opens()
        acknowledged = threading.Event()
        late: list[str] = []
        senders = [
            threading.Thread(target=sends, args=(world.core, f"{round_}-{one}", acknowledged, late))
            for one in range(4)
        ]
        for sender in senders:
            sender.start()
        world.presses(hold())
        world.publishes(hold())
        acknowledged.set()
        for sender in senders:
            sender.join()

        assert set(late) <= set(world.last().unfinished)


def sends(core: GateCore, name: str, acknowledged: threading.Event, late: list[str]) -> None:
    """Trades until it is denied; says which orders reached the venue after the acknowledgement."""
    for number in range(1_000_000):
        verdict, ticket = core.admit(order(f"{name}-{number}"), threading.get_ident())
        if not verdict.allowed:
            return
        if acknowledged.is_set():
            late.append(f"{name}-{number}")
        core.leave(ticket)
