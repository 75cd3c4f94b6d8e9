"""The gate of an asyncio program, against a real Redis."""

import asyncio
from collections.abc import Callable

import pytest

from estop_gate import AsyncTradingGate, DenialReason, GateListener, Hold
from redis_server import COMPONENT, ENVIRONMENT, RedisServer
from service import Service, hold
from test_gate import order


async def soon(condition: Callable[[], object], what: str) -> None:
    async with asyncio.timeout(15):
        while not condition():  # noqa: ASYNC110 - what it waits for is in another process
            await asyncio.sleep(0.005)
    assert condition(), what


async def confirmed(gate: AsyncTradingGate, service: Service) -> None:
    await soon(service.acknowledgements, "the first acknowledgement")
    service.lease()
    assert await gate.wait_confirmed(10)


def test_admits_denies_and_acknowledges(server: RedisServer, service: Service) -> None:
    async def story() -> None:
        service.refill()
        async with AsyncTradingGate(ENVIRONMENT, COMPONENT, server.url) as gate:
            assert gate.look(order()).reason is DenialReason.STATE_UNKNOWN
            await confirmed(gate, service)
            async with gate.enter(order("inside")) as verdict:
                assert verdict.allowed
                async with gate.enter(order("second")) as second:
                    assert second.reason is DenialReason.NOT_EXITED
                service.press(hold())
                await soon(
                    lambda: service.acknowledgements()[gate.instance].unfinished == ("inside",),
                    "the listed order",
                )
            async with gate.enter(order()) as verdict:
                assert verdict.reason is DenialReason.HALTED
            server.kill()
            await soon(
                lambda: gate.look(order()).reason is DenialReason.STATE_STALE, "a stale state"
            )
        assert gate.look(order()).reason is DenialReason.CLOSED

    asyncio.run(story())


def test_tasks_do_not_stand_in_each_others_way(server: RedisServer, service: Service) -> None:
    async def story() -> None:
        service.refill()
        async with AsyncTradingGate(ENVIRONMENT, COMPONENT, server.url) as gate:
            await confirmed(gate, service)
            inside = asyncio.Barrier(50)

            async def one(number: int) -> bool:
                async with gate.enter(order(f"o{number}")) as verdict:
                    await inside.wait()
                    return verdict.allowed

            assert all(await asyncio.gather(*(one(number) for number in range(50))))

    asyncio.run(story())


def test_a_loop_that_was_blocked_denies_until_it_has_read_again(
    server: RedisServer, service: Service
) -> None:
    async def story() -> None:
        service.refill()
        async with AsyncTradingGate(ENVIRONMENT, COMPONENT, server.url) as gate:
            await confirmed(gate, service)
            import time

            time.sleep(1.1)  # noqa: ASYNC251 - a loop that is blocked is what is tested
            assert gate.look(order()).reason is DenialReason.STATE_STALE
            await soon(lambda: gate.look(order()).allowed, "the state to be read again")

    asyncio.run(story())


def test_listeners_may_be_coroutines(server: RedisServer, service: Service) -> None:
    heard: list[str] = []

    class Recorder(GateListener):
        async def on_pause(self, held: Hold) -> None:
            await asyncio.sleep(0)
            heard.append(held.stop_id)
            raise ValueError("a listener's own trouble")

    async def story() -> None:
        service.refill()
        gate = AsyncTradingGate(ENVIRONMENT, COMPONENT, server.url, listeners=[Recorder()])
        async with gate:
            await confirmed(gate, service)
            service.press(hold())
            await soon(lambda: heard == ["s1"], "the pause")
            await soon(lambda: gate.failures == 1, "the listener's trouble to be counted")

    asyncio.run(story())


def test_a_gate_is_started_once_and_closed_twice_without_harm(
    server: RedisServer, service: Service
) -> None:
    async def story() -> None:
        async with AsyncTradingGate(ENVIRONMENT, COMPONENT, server.url) as gate:
            with pytest.raises(RuntimeError, match="once"):
                gate.start()
            await gate.close()

    asyncio.run(story())
