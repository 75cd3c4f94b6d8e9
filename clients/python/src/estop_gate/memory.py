"""What a gate has seen: each hold until a board names the release of that hold (rule R5)."""

from collections.abc import Iterable, Mapping
from typing import Final

from .board import BoardState
from .hold import Hold, tighter
from .version import BoardVersion

_NOTHING: Final = BoardVersion(0, 0)


class GateMemory:
    """Keeps holds, the highest version and the last accepted board. The core's lock guards."""

    def __init__(self) -> None:
        self.holds: Mapping[str, Hold] = {}
        """By stop id and scope; replaced, never changed, and only when something changed."""
        self.highest = _NOTHING
        self.accepted: BoardState | None = None

    def has_seen_more_than(self, board: BoardState) -> bool:
        """Returns whether a board is older than one that was seen."""
        return board.version < self.highest

    def accept(self, board: BoardState) -> None:
        """Takes over a board that was polled: later revisions and releases count."""
        if board is self.accepted:
            return
        kept = {key: hold for key, hold in self.holds.items() if not board.released(hold.stop_id)}
        for key, hold in board.by_key.items():
            known = kept.get(key)
            kept[key] = hold if known is None or known is hold else known.merge(hold)
        self.accepted = board
        self._keep(board.version, kept)

    def tighten(self, version: BoardVersion, holds: Iterable[Hold]) -> None:
        """Takes what tightens, and nothing that loosens (rule R8)."""
        kept = dict(self.holds)
        for hold in holds:
            if self.accepted is None or not self.accepted.released(hold.stop_id):
                known = kept.pop(hold.key, None)
                kept[hold.key] = hold if known is None else tighter(known, hold)
        self._keep(version, kept)

    def beyond_board(self) -> tuple[Hold, ...]:
        """Returns the holds that the accepted board does not have exactly so, the newest last."""
        on_board = {} if self.accepted is None else self.accepted.by_key
        return tuple(hold for key, hold in self.holds.items() if on_board.get(key) != hold)

    def _keep(self, version: BoardVersion, kept: Mapping[str, Hold]) -> None:
        self.highest = max(self.highest, version)
        if kept != self.holds:
            self.holds = kept
