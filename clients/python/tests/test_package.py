"""What is shipped."""

import re
import threading
import tomllib
from importlib import metadata, resources

from estop_gate import OrderRequest
from estop_gate.acknowledgement import LIBRARY
from estop_gate.link import READ_SCRIPT
from redis_server import ENVIRONMENT, REPOSITORY, RedisServer
from service import Service, eventually


def test_reads_with_the_same_script_as_the_java_gate() -> None:
    java = REPOSITORY / "gate/src/main/resources/io/estop/gate/board/read.lua"

    assert java.read_bytes() == READ_SCRIPT


def test_is_typed_and_needs_redis_alone() -> None:
    assert resources.files("estop_gate").joinpath("py.typed").is_file()
    assert metadata.requires("estop-gate") == ["redis<9,>=5.1"]


def test_says_its_version_in_acknowledgements() -> None:
    project = tomllib.loads(
        (REPOSITORY / "clients/python/pyproject.toml").read_text(encoding="utf-8")
    )["project"]

    assert LIBRARY == f"python/{project['version']}" == f"python/{metadata.version('estop-gate')}"


def test_the_readme_does_what_it_says(server: RedisServer, service: Service) -> None:
    readme = (REPOSITORY / "clients/python/README.md").read_text(encoding="utf-8")
    program = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)[0]
    program = program.replace("redis://engine-7:secret@board:6379/0", server.url)
    program = program.replace('"prod"', f'"{ENVIRONMENT}"')
    service.refill()
    keeper = threading.Thread(target=lease_once_read, args=(service,))
    keeper.start()

    venue = Venue()
    exec(program, {"venue": venue})  # noqa: S102 - the text under test

    keeper.join()
    assert venue.sent == ["my-order-1"]


def lease_once_read(service: Service) -> None:
    eventually(service.acknowledgements, "the program's gate")
    service.lease()


class Venue:
    def __init__(self) -> None:
        self.sent: list[str] = []

    def send(self, order: OrderRequest) -> None:
        self.sent.append(order.order_id)
