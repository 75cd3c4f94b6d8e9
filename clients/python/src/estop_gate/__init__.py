"""Emergency Stop's gate: every order asks before it is sent, and doubt denies.

`TradingGate` is for programs with threads, `AsyncTradingGate` for asyncio. The protocol stands in
docs/PROTOCOL.md of Emergency Stop, section "The board".
"""

from .admission import Admission
from .aio import AsyncTradingGate
from .gate import TradingGate
from .hold import Hold
from .listeners import GateListener
from .order import Account, Names, OrderRequest
from .reading import Limits
from .scope import Scope
from .timing import Timing
from .verdict import DenialReason, OrderDenied, Verdict
from .words import Action, Mode, Side

__all__ = [
    "Account",
    "Action",
    "Admission",
    "AsyncTradingGate",
    "DenialReason",
    "GateListener",
    "Hold",
    "Limits",
    "Mode",
    "Names",
    "OrderDenied",
    "OrderRequest",
    "Scope",
    "Side",
    "Timing",
    "TradingGate",
    "Verdict",
]
