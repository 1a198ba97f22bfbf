"""How the tests of the commands run them."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple


class Run(NamedTuple):
    """How a command ended and what it printed."""

    status: int
    out: str
    err: str

    @property
    def findings(self) -> list[dict[str, Any]]:
        """The findings printed by `--json`."""
        found: list[dict[str, Any]] = json.loads(self.out)["findings"]
        return found


Command = Callable[..., Run]
