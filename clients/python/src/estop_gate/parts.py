"""What both gates are made of."""

import uuid
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from .acknowledgement import Identity
from .core import GateCore
from .keys import Keys
from .timing import Timing

NO_OPTIONS: Final[Mapping[str, Any]] = MappingProxyType({})


def made_core(
    environment: str, component: str, timing: Timing, monotonic_ns: Callable[[], int]
) -> tuple[Keys, GateCore]:
    """Returns keys and core of a new gate; raises ValueError naming value and bound."""
    keys = Keys(environment, component)
    identity = Identity(environment, component, str(uuid.uuid4()), timing.heartbeat_ms)
    return keys, GateCore(identity, timing, monotonic_ns)
