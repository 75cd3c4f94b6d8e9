"""A real Redis for tests: started, killed, paused; on its own port, with the ACL of the docs."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import pytest
import redis

ENVIRONMENT: Final = "test"
COMPONENT: Final = "engine-7"
PASSWORD: Final = "component-password"  # noqa: S105 - of a server that lives for one test
REPOSITORY: Final = Path(__file__).parents[3]

_STARTS_WITHIN: Final = 20.0


def component_acl() -> str:
    """Returns the rule of docs/PROTOCOL.md for a component, as it stands there."""
    text = (REPOSITORY / "docs" / "PROTOCOL.md").read_text(encoding="utf-8")
    section = text[text.index("### Redis ACL") :]
    row = next(line for line in section.splitlines() if line.startswith("| component |"))
    rule = row.split("|")[2].strip().strip("`")
    rule = rule.replace("<env>", ENVIRONMENT).replace("<component>", COMPONENT)
    return rule.replace(">…", ">" + PASSWORD)


class RedisServer:
    """One server process on loopback."""

    def __init__(self, folder: Path) -> None:
        binary = shutil.which("redis-server")
        if binary is None:
            pytest.skip("redis-server is not on the PATH: apt-get install redis-server")
        self._folder = folder
        self._binary = binary
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """As the component's own user."""
        return f"redis://{COMPONENT}:{PASSWORD}@127.0.0.1:{self.port}/0"

    def admin(self) -> redis.Redis:
        """Returns a client that may do everything."""
        return redis.Redis(host="127.0.0.1", port=self.port, socket_timeout=5)

    def start(self) -> Self:
        """Starts and waits until it answers."""
        acl = self._folder / "users.acl"
        acl.write_text(
            "user default on nopass ~* &* +@all\n" + f"user {COMPONENT} {component_acl()}\n",
            encoding="utf-8",
        )
        arguments = {
            "port": str(self.port),
            "bind": "127.0.0.1",
            "save": "",
            "appendonly": "no",
            "dir": str(self._folder),
            "aclfile": str(acl),
            "maxmemory-policy": "noeviction",
        }
        command = [self._binary]
        for name, value in arguments.items():
            command += [f"--{name}", value]
        with (self._folder / "redis.log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        self._wait()
        return self

    def kill(self) -> None:
        """Ends it as kill -9 does; `start` starts an empty one on the same port."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None

    def pause(self) -> None:
        """Stops the process without ending it."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Lets a paused process go on."""
        self._signal(signal.SIGCONT)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        os.kill(self._process.pid, number)

    def _wait(self) -> None:
        ends = time.monotonic() + _STARTS_WITHIN
        while time.monotonic() < ends:
            with contextlib.suppress(redis.ConnectionError), self.admin() as client:
                client.ping()
                return
            time.sleep(0.02)
        raise AssertionError(f"redis-server did not start: see {self._folder}/redis.log")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
