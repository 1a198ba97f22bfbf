"""What a run has to say about its input: findings, each with its place in a source file."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from assemble.model.frozen import Frozen


class Severity(StrEnum):
    """How grave a finding is.

    ERROR: nothing is written. WARNING: the PDF is written, somebody should look. NOTE: worth
    knowing, nothing to mend.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Location(NamedTuple):
    """A place in a source file.

    `file` is relative to the issue folder (layouts and fonts: from `layouts/…`, `fonts/…`);
    `line` and `column` count from 1, in characters, and are None where they mean nothing.
    """

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """`file:line:column`, as editors and terminals understand it."""
        return ":".join(str(part) for part in self if part is not None)


class Finding(Frozen):
    """One thing that is wrong, where it is, and what to do about it.

    `code` is a stable kebab-case name of the kind of finding (`missing-photo`).
    """

    severity: Severity
    code: str
    message: str
    at: Location
    hint: str | None = None

    def __str__(self) -> str:
        """`issue.yaml:12:5: error[missing-photo] … (hint: …)`."""
        hint = f" (hint: {self.hint})" if self.hint else ""
        return f"{self.at}: {self.severity}[{self.code}] {self.message}{hint}"


@dataclass(slots=True)
class Findings:
    """Collects the findings of a stage; the one mutable value that is handed along."""

    items: list[Finding] = field(default_factory=list)

    def error(self, code: str, message: str, at: Location, hint: str | None = None) -> None:
        """Add a finding that stops the build."""
        self._add(Severity.ERROR, code, message, at, hint)

    def warning(self, code: str, message: str, at: Location, hint: str | None = None) -> None:
        """Add a finding that does not stop the build."""
        self._add(Severity.WARNING, code, message, at, hint)

    def note(self, code: str, message: str, at: Location, hint: str | None = None) -> None:
        """Add a finding that needs no mending."""
        self._add(Severity.NOTE, code, message, at, hint)

    def extend(self, findings: Iterable[Finding]) -> None:
        """Add the findings of another stage."""
        self.items.extend(findings)

    @property
    def has_errors(self) -> bool:
        """Whether anything found so far stops the build."""
        return any(item.severity is Severity.ERROR for item in self.items)

    def _add(
        self, severity: Severity, code: str, message: str, at: Location, hint: str | None
    ) -> None:
        self.items.append(Finding(severity=severity, code=code, message=message, at=at, hint=hint))
