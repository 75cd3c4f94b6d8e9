"""What goes wrong around a gate ends in denied, and heals by itself."""

import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from conftest import confirm
from estop_gate import DenialReason, Timing, TradingGate
from estop_gate.keys import Keys
from estop_gate.summed import sealed
from estop_gate.version import BoardVersion
from redis_server import COMPONENT, ENVIRONMENT, RedisServer
from service import Service, eventually, hold
from test_gate import order

KEYS = Keys(ENVIRONMENT, COMPONENT)
STALE = DenialReason.STATE_STALE


def denies(gate: TradingGate, reason: DenialReason) -> None:
    eventually(lambda: gate.look(order()).reason is reason, reason.name)


def test_a_killed_redis_denies_and_an_empty_one_after_it_too(
    gate: TradingGate, server: RedisServer, service: Service
) -> None:
    service.press(hold("s1", "symbol:MSFT"))
    eventually(lambda: gate.holds, "the hold")

    server.kill()
    denies(gate, STALE)
    server.start()
    denies(gate, DenialReason.STATE_UNREADABLE)
    assert len(gate.holds) == 1

    service.refill()
    service.lease()
    denies(gate, DenialReason.STATE_UNREADABLE)
    with service.redis() as client:
        client.flushall()
    for _ in range(5):
        service.refill()
    service.lease()
    eventually(lambda: gate.look(order()).allowed, "a newer incarnation to be accepted")
    assert len(gate.holds) == 1


def test_a_paused_redis_denies_within_a_second_and_heals(
    gate: TradingGate, server: RedisServer, service: Service
) -> None:
    server.pause()
    began = time.monotonic()
    denies(gate, STALE)
    took = time.monotonic() - began
    began = time.monotonic()
    gate.look(order())
    asked = time.monotonic() - began
    server.go_on()
    healed = time.monotonic()
    eventually(lambda: gate.look(order()).allowed, "Redis to be read again")

    assert took < 1.6
    assert asked < 0.1
    assert time.monotonic() - healed < 3


def test_closing_a_gate_whose_redis_is_paused_ends(server: RedisServer, service: Service) -> None:
    service.refill()
    gate = TradingGate(ENVIRONMENT, COMPONENT, server.url).start()
    confirm(gate, service)
    server.pause()

    began = time.monotonic()
    gate.close()

    assert time.monotonic() - began < 4
    assert gate.look(order()).reason is DenialReason.CLOSED
    server.go_on()


def test_an_emptied_redis_denies_and_keeps_the_holds(gate: TradingGate, service: Service) -> None:
    service.press(hold())
    denies(gate, DenialReason.HALTED)

    with service.redis() as client:
        client.flushall()

    denies(gate, DenialReason.STATE_UNREADABLE)
    assert [one.stop_id for one in gate.holds] == ["s1"]


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"garbage",
        b"\x00\xff" * 1_000,
        sealed(["estop-board\t9", f"env\t{ENVIRONMENT}", "run\tab", "version\t99\t1"]).encode(),
        sealed(["estop-board\t1", "env\tprod", "run\tab", "version\t99\t1"]).encode(),
        sealed(["estop-board\t1", f"env\t{ENVIRONMENT}", "run\tab", "version\t1\t1"]).encode()[:-9],
    ],
)
def test_a_board_of_garbage_denies_until_it_is_a_board_again(
    gate: TradingGate, service: Service, value: bytes
) -> None:
    with service.redis() as client:
        good = client.get(KEYS.board)
        assert good
        client.set(KEYS.board, value)

        denies(gate, DenialReason.STATE_UNREADABLE)
        client.set(KEYS.board, good)

    eventually(lambda: gate.look(order()).allowed, "the board again")


def test_a_board_of_another_type_denies(gate: TradingGate, service: Service) -> None:
    with service.redis() as client:
        client.delete(KEYS.board)
        client.lpush(KEYS.board, "x")

    denies(gate, DenialReason.STATE_UNREADABLE)


def test_a_huge_board_denies_and_the_gate_lives_on(gate: TradingGate, service: Service) -> None:
    with service.redis() as client:
        good = client.get(KEYS.board)
        assert good
        client.set(KEYS.board, b"x" * 64_000_000)
        eventually(
            lambda: gate.look(order()).reason in (STALE, DenialReason.STATE_UNREADABLE),
            "the huge value to deny",
        )
        client.set(KEYS.board, good)

    eventually(lambda: gate.look(order()).allowed, "the board again")


def test_a_forged_lease_and_forged_limits_open_nothing(
    server: RedisServer, service: Service
) -> None:
    service.refill(hold("s1", "firm"))
    with TradingGate(ENVIRONMENT, COMPONENT, server.url) as gate, service.redis() as client:
        eventually(service.acknowledgements, "the first reading")
        run = client.info("server")["run_id"]
        total, far = service.board().sum, 2**53
        for lease in (
            "garbage",
            f"{run}\t1\t1\t{total}\t1\t{far}\textra",
            f"{run}\t1\t1\t{'0' * 40}\t{far}\t{far}",
            f"{'0' * 40}\t1\t1\t{total}\t{far}\t{far}",
            f"{run}\t1\t1\t{total}\t1\t{far}",
        ):
            client.set(KEYS.lease, lease)
            client.set(KEYS.limits, "NaN\tInfinity")
            before = gate.failures
            time.sleep(0.3)
            assert gate.denial() is DenialReason.STATE_UNCONFIRMED, lease
            assert gate.failures == before


def test_garbage_on_the_channel_is_counted_and_changes_nothing(
    gate: TradingGate, service: Service
) -> None:
    with service.redis() as client:
        eventually(lambda: client.publish(KEYS.board, b"\xff") == 1, "the subscription")
        client.publish(KEYS.board, b"x" * 1_000_000)
        client.publish(KEYS.board, sealed(["estop-change\t1", "env\tprod", "version\t9\t9"]))

    eventually(lambda: gate.failures >= 3, "three failures")
    assert gate.look(order()).allowed


def test_a_lost_subscription_is_made_again_and_meanwhile_the_poll_denies(
    gate: TradingGate, service: Service
) -> None:
    with service.redis() as client:
        client.client_kill_filter(_type="pubsub")
        service.press(hold())
        denies(gate, DenialReason.HALTED)
        eventually(lambda: client.publish(KEYS.board, b"x") == 1, "the new subscription")


def test_a_gate_without_redis_denies_and_closes(tmp_path: Path) -> None:
    with TradingGate(ENVIRONMENT, COMPONENT, "redis://127.0.0.1:1/0") as gate:
        eventually(lambda: gate.failures > 2, "failed calls")
        assert gate.look(order()).reason is DenialReason.STATE_UNKNOWN
        assert not gate.wait_confirmed(0.05)


def test_a_wrong_password_denies(server: RedisServer, service: Service) -> None:
    service.refill()
    url = f"redis://{COMPONENT}:wrong@127.0.0.1:{server.port}/0"
    with TradingGate(ENVIRONMENT, COMPONENT, url) as gate:
        eventually(lambda: gate.failures > 2, "failed calls")
        assert gate.look(order()).reason is DenialReason.STATE_UNKNOWN


@pytest.mark.parametrize(
    ("environment", "component", "url"),
    [
        ("Prod", COMPONENT, "redis://localhost"),
        (ENVIRONMENT, "a b", "redis://localhost"),
        (ENVIRONMENT, "", "redis://localhost"),
        (ENVIRONMENT, COMPONENT, "http://localhost"),
    ],
)
def test_what_names_no_board_is_refused(environment: str, component: str, url: str) -> None:
    with pytest.raises(ValueError, match=r"must|URL"):
        TradingGate(environment, component, url)


@contextmanager
def dripping(server: RedisServer, seconds_a_byte: float) -> Iterator[int]:
    """A proxy in front of Redis that hands answers on byte by byte."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def hand_on(here: socket.socket, there: socket.socket, wait: float) -> None:
        try:
            while not over.is_set() and (found := here.recv(1 if wait else 65_536)):
                over.wait(wait)
                there.sendall(found)
        except OSError:
            pass
        for one in (here, there):
            one.close()

    def serve() -> None:
        while not over.is_set():
            try:
                near, _ = listener.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", server.port))
            for here, there, wait in ((near, far, 0.0), (far, near, seconds_a_byte)):
                threading.Thread(target=hand_on, args=(here, there, wait), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        over.set()
        listener.close()


def test_an_answer_that_comes_in_drops_is_given_up(server: RedisServer, service: Service) -> None:
    service.refill()
    with dripping(server, 0.2) as port:
        url = server.url.replace(str(server.port), str(port))
        with TradingGate(ENVIRONMENT, COMPONENT, url) as gate:
            eventually(lambda: gate.failures >= 2, "two readings to be given up")
            assert gate.look(order()).reason is DenialReason.STATE_UNKNOWN
            began = time.monotonic()
        assert time.monotonic() - began < 4


@contextmanager
def engine(server: RedisServer, said: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that tries to trade all the time and says each verdict that allows or changes."""
    program = Path(__file__).with_name("engine.py")
    command = [sys.executable, str(program), ENVIRONMENT, COMPONENT, server.url]
    with said.open("wb") as out:
        running = subprocess.Popen(command, stdout=out)
        try:
            yield running
        finally:
            running.kill()
            running.wait(10)


def test_a_paused_engine_sends_at_most_what_was_inside(
    server: RedisServer, service: Service, tmp_path: Path
) -> None:
    service.refill()
    said = tmp_path / "said.txt"
    with engine(server, said) as running:
        eventually(service.acknowledgements, "the engine's gate")
        service.lease()
        eventually(lambda: "ALLOWED" in said.read_text(), "the engine to trade")

        running.send_signal(signal.SIGSTOP)
        service.press(hold())
        time.sleep(1.1)  # as long as its last reading would count
        before = said.read_text().count("ALLOWED")
        running.send_signal(signal.SIGCONT)
        eventually(lambda: "HALTED" in said.read_text(), "the engine to be denied")

        assert said.read_text().count("ALLOWED") - before <= 1


def test_a_killed_engine_leaves_what_it_said_last(
    server: RedisServer, service: Service, tmp_path: Path
) -> None:
    service.refill()
    with engine(server, tmp_path / "said.txt") as running:
        eventually(service.acknowledgements, "the engine's gate")
        running.kill()
        running.wait(10)
        service.press(hold())

        said = list(service.acknowledgements().values())
        assert [one.highest for one in said] == [BoardVersion(1, 1)]
        assert not said[0].keeps("s1", service.board().version)


def test_an_acknowledgement_that_was_refused_is_repeated(
    server: RedisServer, service: Service
) -> None:
    service.refill()
    rare = Timing(heartbeat_ms=600_000)
    with TradingGate(ENVIRONMENT, COMPONENT, server.url, timing=rare) as gate:
        confirm(gate, service)
        with service.redis() as client:
            client.execute_command("ACL", "SETUSER", COMPONENT, "-hset")
            failed = gate.failures
            service.press(hold())
            # By message and by reading; what comes beyond is repeated.
            eventually(lambda: gate.failures >= failed + 4, "refused acknowledgements")
            client.execute_command("ACL", "SETUSER", COMPONENT, "+hset")

        eventually(
            lambda: service.acknowledgements()[gate.instance].keeps("s1", service.board().version),
            "the acknowledgement",
        )


def test_a_gate_closes_at_any_moment_of_its_work(server: RedisServer, service: Service) -> None:
    service.refill()
    chance = random.Random(4)  # noqa: S311 - moments, and the same in every run
    for number in range(20):
        gate = TradingGate(ENVIRONMENT, COMPONENT, server.url, timing=Timing(1, 1_000, 1)).start()
        eventually(service.acknowledgements, "the gate")
        service.press(hold(f"s{number}", "symbol:MSFT"))
        time.sleep(chance.random() / 100)

        began = time.monotonic()
        gate.close()

        assert time.monotonic() - began < 4, number
    assert service.acknowledgements() == {}
