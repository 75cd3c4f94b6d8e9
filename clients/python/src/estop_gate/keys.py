"""Names in Redis. The braces keep all keys of an environment in one cluster slot."""

from dataclasses import dataclass

from .words import checked_environment, checked_name


@dataclass(frozen=True, slots=True)
class Keys:
    """What one component of one environment reads and writes."""

    environment: str
    component: str

    def __post_init__(self) -> None:
        checked_environment(self.environment)
        checked_name("component", self.component)

    @property
    def board(self) -> str:
        """Also the name of the channel."""
        return f"estop:{{{self.environment}}}:board"

    @property
    def lease(self) -> str:
        return f"estop:{{{self.environment}}}:lease"

    @property
    def limits(self) -> str:
        return f"estop:{{{self.environment}}}:limits:{self.component}"

    @property
    def acknowledgement(self) -> str:
        return f"estop:{{{self.environment}}}:ack:{self.component}"
