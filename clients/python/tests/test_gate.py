"""The gate against a real Redis, as the component's own user."""

import threading
import time
from decimal import Decimal

import pytest

from conftest import confirm
from estop_gate import (
    Account,
    Action,
    DenialReason,
    GateListener,
    Hold,
    Mode,
    OrderDenied,
    OrderRequest,
    Side,
    Timing,
    TradingGate,
    Verdict,
)
from redis_server import COMPONENT, ENVIRONMENT, RedisServer
from service import Service, eventually, hold

ACCOUNT = Account("paper", "PA1")


def order(
    order_id: str = "o1", side: Side = Side.BUY, quantity: int = 10, position: int = 0
) -> OrderRequest:
    return OrderRequest(order_id, ACCOUNT, "AAPL", side, Decimal(quantity), Decimal(position))


def test_lets_orders_through_while_nothing_is_held(gate: TradingGate) -> None:
    with gate.enter(order()) as verdict:
        assert verdict.allowed


def test_denies_within_one_message_of_a_press(gate: TradingGate, service: Service) -> None:
    service.press(hold())

    eventually(lambda: gate.look(order()).reason is DenialReason.HALTED, "the denial")


def test_denies_by_message_long_before_its_next_poll(server: RedisServer, service: Service) -> None:
    service.refill()
    slow = Timing(poll_ms=30_000, stale_after_ms=60_000)
    with TradingGate(ENVIRONMENT, COMPONENT, server.url, timing=slow) as gate:
        eventually(lambda: service.acknowledgements(), "the first reading")
        eventually(lambda: gate.denial() is DenialReason.STATE_UNCONFIRMED, "no lease")
        with service.redis() as client:
            eventually(lambda: client.pubsub_numsub(*client.pubsub_channels()), "subscription")
            channel = client.pubsub_numsub(f"estop:{{{ENVIRONMENT}}}:board")
        assert channel[0][1] == 1

        service.press(hold())

        eventually(lambda: len(gate.holds) == 1, "the hold by message", within=5)
        eventually(
            lambda: next(iter(service.acknowledgements().values())).holds == (hold(),),
            "its acknowledgement",
            within=5,
        )


def test_acknowledges_a_press_with_the_orders_still_inside(
    gate: TradingGate, service: Service
) -> None:
    with gate.enter(order("inside-1")) as verdict:
        assert verdict
        service.press(hold())
        eventually(
            lambda: service.acknowledgements()[gate.instance].unfinished == ("inside-1",),
            "the order to be listed",
        )

    eventually(
        lambda: service.acknowledgements()[gate.instance].unfinished == (),
        "the order to be taken off",
    )
    said = service.acknowledgements()[gate.instance]
    assert said.identity.component == COMPONENT
    assert said.identity.library == "python/0.1.0"
    assert said.accepted == service.board().version


def test_opens_again_only_after_the_release_and_a_lease(
    gate: TradingGate, service: Service
) -> None:
    service.press(hold())
    eventually(lambda: not gate.look(order()), "the denial")

    service.release("s1")

    eventually(lambda: gate.look(order()).allowed, "the release")
    assert gate.holds == ()


def test_reduces_by_the_registered_limits(gate: TradingGate, service: Service) -> None:
    service.press(hold(mode=Mode.REDUCED, factor="0.25", revision=1))
    eventually(lambda: gate.look(order()).reason is DenialReason.NO_LIMITS, "no limits")

    service.limits("40", "100")

    eventually(lambda: gate.look(order(quantity=10)).allowed, "the share of the limits")
    assert gate.look(order(quantity=11)).reason is DenialReason.OVER_REDUCED_LIMIT


def test_lets_reducing_orders_through_under_halt_and_lists_them(
    gate: TradingGate, service: Service
) -> None:
    service.press(hold())
    selling = order("lane-1", Side.SELL, quantity=60, position=100)
    eventually(lambda: gate.look(order()).reason is DenialReason.HALTED, "the denial")

    with gate.admit(selling) as verdict:
        assert verdict.by_reduce_lane
        beside = gate.look(order("lane-2", Side.SELL, quantity=60, position=100))
        assert beside.reason is DenialReason.HALTED

    service.press(hold("s2", action=Action.FLATTEN))
    eventually(
        lambda: gate.look(selling).reason is DenialReason.REDUCE_LANE_CLOSED, "the closed lane"
    )
    eventually(
        lambda: service.acknowledgements()[gate.instance].lane == ("lane-1",), "the listed order"
    )


def test_a_thread_has_one_order_inside_and_others_are_not_in_its_way(gate: TradingGate) -> None:
    said: list[Verdict] = []
    with gate.enter(order("first")) as first:
        with gate.enter(order("second")) as second:
            assert second.reason is DenialReason.NOT_EXITED
        other = threading.Thread(target=lambda: said.append(gate.admit(order("third")).verdict))
        other.start()
        other.join()
        assert first.allowed

    assert [verdict.allowed for verdict in said] == [True]
    with gate.enter(order("fourth")) as fourth:
        assert fourth.allowed


def test_an_order_that_fails_to_be_sent_is_let_out(gate: TradingGate) -> None:
    with pytest.raises(OSError, match="venue"), gate.enter(order()):
        raise OSError("the venue hung up")

    with gate.enter(order("next")) as verdict:
        assert verdict.allowed


def test_a_denied_order_can_raise(gate: TradingGate, service: Service) -> None:
    service.press(hold())
    eventually(lambda: not gate.look(order()), "the denial")

    with pytest.raises(OrderDenied, match="HALTED"), gate.enter(order()) as verdict:
        verdict.require()


def test_an_entry_outside_of_a_block_is_no_verdict(gate: TradingGate) -> None:
    with pytest.raises(TypeError, match="with gate"):
        bool(gate.enter(order()))


def test_a_closed_gate_denies_and_takes_itself_off(gate: TradingGate, service: Service) -> None:
    gate.close()

    assert gate.look(order()).reason is DenialReason.CLOSED
    assert gate.look(OrderRequest.cancelling("o1", ACCOUNT, "AAPL")).allowed
    assert service.acknowledgements() == {}


def test_a_gate_closed_with_an_order_inside_stays_listed_with_it(
    gate: TradingGate, service: Service
) -> None:
    gate.admit(order("left-inside"))
    service.press(hold())
    eventually(lambda: service.acknowledgements()[gate.instance].unfinished, "the listed order")

    gate.close()

    assert service.acknowledgements()[gate.instance].unfinished == ("left-inside",)


def test_is_started_once(gate: TradingGate) -> None:
    with pytest.raises(RuntimeError, match="once"):
        gate.start()


def test_two_gates_under_one_name_show_as_two(
    gate: TradingGate, server: RedisServer, service: Service
) -> None:
    with TradingGate(ENVIRONMENT, COMPONENT, server.url) as second:
        eventually(lambda: len(service.acknowledgements()) == 2, "two instances")
        assert set(service.acknowledgements()) == {gate.instance, second.instance}
        service.press(hold())
        eventually(
            lambda: all(
                said.holds or said.accepted == service.board().version
                for said in service.acknowledgements().values()
            ),
            "both to acknowledge",
        )

    assert set(service.acknowledgements()) == {gate.instance}


def test_a_component_may_write_nothing_but_its_own_acknowledgement(
    gate: TradingGate, server: RedisServer, service: Service
) -> None:
    import redis

    with redis.Redis.from_url(server.url) as component:
        for command in (
            ("SET", f"estop:{{{ENVIRONMENT}}}:board", "x"),
            ("SET", f"estop:{{{ENVIRONMENT}}}:lease", "x"),
            ("HSET", f"estop:{{{ENVIRONMENT}}}:ack:other", "x", "y"),
            ("HGETALL", f"estop:{{{ENVIRONMENT}}}:ack:{COMPONENT}"),
            ("PUBLISH", f"estop:{{{ENVIRONMENT}}}:board", "x"),
            ("EVAL", "return 1", "0"),
            ("CONFIG", "GET", "*"),
            ("DEL", f"estop:{{{ENVIRONMENT}}}:board"),
        ):
            with pytest.raises(redis.ResponseError, match=r"(?i)permission"):
                component.execute_command(*command)


class Recorder(GateListener):
    """Keeps what it hears; raises on each call, which must not matter."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def on_pause(self, held: Hold) -> None:
        self.heard.append(f"pause {held.stop_id} {held.mode.name}")
        raise ValueError("a listener's own trouble")

    def on_resume(self, held: Hold) -> None:
        self.heard.append(f"resume {held.stop_id} {held.mode.name}")


def test_tells_listeners_to_pause_and_resume(server: RedisServer, service: Service) -> None:
    service.refill()
    recorder = Recorder()
    with TradingGate(ENVIRONMENT, COMPONENT, server.url, listeners=[recorder]) as gate:
        confirm(gate, service)

        service.press(hold())
        eventually(lambda: recorder.heard == ["pause s1 HALTED"], "the pause")
        service.press(hold(mode=Mode.MONITORING, revision=1))
        eventually(lambda: recorder.heard[1:] == ["resume s1 MONITORING"], "the loosening")
        service.release("s1")
        eventually(lambda: recorder.heard[2:] == ["resume s1 LIVE"], "the release")
        eventually(lambda: gate.failures > 0, "the listener's failure to be counted")


def test_an_idle_gate_keeps_saying_that_it_lives(gate: TradingGate, service: Service) -> None:
    first = service.acknowledgements()[gate.instance].at_ms

    eventually(lambda: service.acknowledgements()[gate.instance].at_ms > first, "a heartbeat")


def test_entering_costs_microseconds(gate: TradingGate) -> None:
    request, rounds = order(), 20_000
    began = time.perf_counter_ns()
    for _ in range(rounds):
        with gate.enter(request):
            pass
    each = (time.perf_counter_ns() - began) / rounds / 1_000
    print(f"enter and exit: {each:.2f} µs")  # noqa: T201 - a figure for people

    assert each < 1_000
