"""The side of Emergency Stop that writes the board, by the project's own scripts."""

import itertools
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Final

import redis

from estop_gate.acknowledgement import Acknowledgement, parse_acknowledgement
from estop_gate.board import BoardState, parse_board
from estop_gate.hold import Hold
from estop_gate.keys import Keys
from estop_gate.scope import Scope
from estop_gate.words import Action, Mode
from redis_server import COMPONENT, ENVIRONMENT, REPOSITORY, RedisServer

SCRIPTS: Final = REPOSITORY / "gate/src/main/resources/io/estop/gate/board"
HELD_AT: Final = "2026-03-02T14:30:00.000000Z"

_WITHIN: Final = 15.0


def hold(
    stop: str = "s1",
    scope: str = "firm",
    mode: Mode = Mode.HALTED,
    action: Action = Action.HALT,
    factor: str = "1",
    revision: int = 0,
) -> Hold:
    """Returns a hold; HALTED by HALT of the firm where nothing else is said."""
    return Hold(stop, Scope.parse(scope), mode, Decimal(factor), action, revision, HELD_AT)


def eventually(condition: Callable[[], object], what: str, within: float = _WITHIN) -> None:
    """Waits for a condition, and says what did not happen."""
    ends = time.monotonic() + within
    while not condition():
        if time.monotonic() > ends:
            raise AssertionError(f"not within {within} s: {what}")
        time.sleep(0.005)


class Service:
    """Keeper and presser in one, for tests."""

    def __init__(self, server: RedisServer) -> None:
        self._server = server
        self._keys = Keys(ENVIRONMENT, COMPONENT)
        self._incarnations = itertools.count(1)

    def redis(self) -> redis.Redis:
        return self._server.admin()

    def refill(self, *holds: Hold, released: tuple[str, ...] = ()) -> None:
        lines = [one.line() for one in holds] + [f"release\t{stop}" for stop in released]
        self._run("refill", str(next(self._incarnations)), "\n".join(lines))

    def press(self, held: Hold) -> None:
        self._run("add", held.line())

    def release(self, stop: str) -> None:
        self._run("merge", f"release\t{stop}")

    def lease(self, milliseconds: int = 60_000) -> None:
        """Renews as the keeper does; waits past the first millisecond of gates that just began."""
        time.sleep(0.002)
        with self.redis() as client:
            seconds, micros = client.time()
            run = client.info("server")["run_id"]
            board = self.board()
            now = seconds * 1_000 + micros // 1_000
        self._run(
            "lease",
            run,
            str(board.version.incarnation),
            str(board.version.epoch),
            board.sum,
            str(now),
            str(now + milliseconds),
        )

    def limits(self, order: str, position: str) -> None:
        with self.redis() as client:
            client.set(self._keys.limits, f"{order}\t{position}")

    def board(self) -> BoardState:
        with self.redis() as client:
            value = client.get(self._keys.board) or b""
        found = parse_board(ENVIRONMENT, value)
        assert isinstance(found, BoardState), found
        return found

    def acknowledgements(self) -> dict[str, Acknowledgement]:
        """Returns what each instance of the component says."""
        with self.redis() as client:
            fields = client.hgetall(self._keys.acknowledgement)
        return {
            name.decode(): parse_acknowledgement(ENVIRONMENT, text) for name, text in fields.items()
        }

    def _run(self, script: str, *arguments: str) -> None:
        own = (SCRIPTS / f"{script}.lua").read_text(encoding="utf-8")
        first, _, rest = own.partition("\n")
        text = f"{first}\n" + (SCRIPTS / "lib.lua").read_text(encoding="utf-8") + rest
        with self.redis() as client:
            answer = client.eval(
                text, 2, self._keys.board, self._keys.lease, ENVIRONMENT, *arguments
            )
        assert answer[0] == b"DONE", answer
