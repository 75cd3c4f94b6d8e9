"""What tests share."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from estop_gate import TradingGate
from redis_server import COMPONENT, ENVIRONMENT, RedisServer
from service import Service, eventually


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RedisServer]:
    """A running Redis of this test alone."""
    with RedisServer(tmp_path) as running:
        yield running


@pytest.fixture
def service(server: RedisServer) -> Service:
    """The writer of that Redis' board."""
    return Service(server)


@pytest.fixture
def gate(server: RedisServer, service: Service) -> Iterator[TradingGate]:
    """A gate that has read an empty board and counts its lease."""
    service.refill()
    with TradingGate(ENVIRONMENT, COMPONENT, server.url) as following:
        confirm(following, service)
        yield following


def confirm(following: TradingGate, service: Service) -> None:
    """Waits for the gate's first reading, then renews the lease, which only then counts (R9)."""
    eventually(lambda: len(service.acknowledgements()) > 0, "the gate's first acknowledgement")
    service.lease()
    eventually(lambda: following.denial() is None, "the gate's state to be confirmed")


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    """Fails a test whose gate goes on after it was closed."""
    before = set(threading.enumerate())
    yield
    left = [one for one in threading.enumerate() if one not in before and "estop" in one.name]
    assert not left, left
