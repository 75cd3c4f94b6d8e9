"""Connections to Redis that come back by themselves."""

import asyncio
import contextlib
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from importlib import resources
from typing import Any, Final, TypeVar, cast

from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import NoScriptError, RedisError

from .keys import Keys

T = TypeVar("T")

READ_SCRIPT: Final = resources.files(__package__).joinpath("read.lua").read_bytes()
_READ_SHA: Final = hashlib.sha1(READ_SCRIPT, usedforsecurity=False).hexdigest()


class RedisSilent(Exception):  # noqa: N818 - an expected failure, not a bug
    """Redis did not answer in time, or refused. What was asked may still happen."""


class Link:
    """One connection, made when first needed and anew after any failure. Every call ends within
    its timeout, connecting included, also where the answer comes in drops. For one task.
    """

    def __init__(self, url: str, options: Mapping[str, Any], timeout_ms: int) -> None:
        self._timeout = timeout_ms / 1_000
        self._redis = Redis.from_url(
            url,
            **{
                **options,
                "decode_responses": False,
                "protocol": 2,
                "max_connections": 1,
                "health_check_interval": 0,
                # No repeating behind our back: a poll that comes late is worth nothing.
                "retry": Retry(NoBackoff(), 0),
                "retry_on_error": [],
                "socket_connect_timeout": self._timeout,
                # Bounded here, as a whole. With one of its own redis-py sends by asyncio.wait_for,
                # which before Python 3.12 may lose a cancellation.
                "socket_timeout": None,
            },
        )

    async def read(self, keys: Keys, known_sum: str) -> object:
        """Returns what the script `read` answers; raises RedisSilent."""
        arguments = (3, keys.board, keys.lease, keys.limits, known_sum)
        return await self._bounded(lambda: self._read(arguments))

    async def write_field(self, key: str, field: str, text: str) -> None:
        """Writes one field of a hash; raises RedisSilent."""
        await self._bounded(lambda: self._execute("HSET", key, field, text))

    async def remove_field(self, key: str, field: str) -> None:
        """Removes one field of a hash; raises RedisSilent."""
        await self._bounded(lambda: self._execute("HDEL", key, field))

    async def subscribed(self, channel: str) -> "Subscription":
        """Returns a subscription; raises RedisSilent."""
        pubsub: PubSub = self._redis.pubsub()
        await self._bounded(lambda: pubsub.subscribe(channel))
        return Subscription(pubsub, self._bounded, self._timeout)

    async def close(self) -> None:
        """Closes the connection; the next call makes a new one."""
        try:
            async with asyncio.timeout(self._timeout):
                await self._redis.aclose()
        except (RedisError, OSError, TimeoutError):
            # It was broken already; nothing hangs on how it ends.
            return

    async def _read(self, arguments: tuple[object, ...]) -> object:
        try:
            return await self._execute("EVALSHA_RO", _READ_SHA, *arguments)
        except NoScriptError:
            return await self._execute("EVAL_RO", READ_SCRIPT, *arguments)

    async def _execute(self, *command: object) -> object:
        execute = cast(Callable[..., Awaitable[object]], self._redis.execute_command)
        return await execute(*command)

    async def _bounded(self, call: Callable[[], Awaitable[T]]) -> T:
        try:
            async with asyncio.timeout(self._timeout):
                return await call()
        except TimeoutError as silent:
            await self.close()
            raise RedisSilent(f"no answer within {self._timeout} s") from silent
        except (RedisError, OSError) as failed:
            await self.close()
            raise RedisSilent(f"{type(failed).__name__}: {failed}") from failed


class Subscription:
    """Messages of one channel, until it breaks."""

    def __init__(
        self,
        pubsub: PubSub,
        bounded: Callable[[Callable[[], Awaitable[Any]]], Awaitable[Any]],
        quiet_seconds: float,
    ) -> None:
        self._pubsub = pubsub
        self._bounded = bounded
        self._quiet = quiet_seconds

    async def confirmed(self) -> None:
        """Waits until Redis has subscribed; raises RedisSilent."""
        if await self._bounded(self._one) is None:
            raise RedisSilent("the subscription was not confirmed")

    async def next(self) -> bytes:
        """Waits for the next message. Asks after a while of quiet whether the line still stands;
        raises RedisSilent where it does not."""
        asked = False
        while True:
            found = await self._bounded(self._one)
            if found is None:
                if asked:
                    raise RedisSilent("the subscription does not answer a ping")
                await self._bounded(self._pubsub.ping)
                asked = True
            else:
                asked = False
                if found["type"] == "message":
                    return cast(bytes, found["data"])

    async def close(self) -> None:
        """Ends the subscription."""
        with contextlib.suppress(RedisSilent):
            await self._bounded(self._pubsub.aclose)

    async def _one(self) -> dict[str, Any] | None:
        # Shorter than the bound around it, which is for a line that delivers half a message.
        wait = self._quiet / 2
        return cast("dict[str, Any] | None", await self._pubsub.get_message(timeout=wait))
