"""What the tests of the commands share."""

from typing import Any

import pytest
from commanding import Command, Run

from assemble import cli


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs `assemble` as the shell would."""

    def command(*arguments: object) -> Run:
        capfd.readouterr()
        monkeypatch.setattr("sys.argv", ["assemble", *map(str, arguments)])
        try:
            cli.main()
            status: Any = 0
        except SystemExit as ended:
            status = ended.code or 0
        out, err = capfd.readouterr()
        return Run(status, out, err)

    return command
