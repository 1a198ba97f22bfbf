"""A small edition for print, and jobs of it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from delivering import PRINT, Made, made_from, with_pages
from making import HEAD, NEWS

from assemble.deliver.job import AcceptedRule, Checked, Job, enclosed, job_of


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """An issue whose manifest says nothing of print."""
    return made_from(HEAD + NEWS, tmp_path_factory.mktemp("bare"))


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """An issue whose manifest says all that can be said of print, on twelve pages."""
    head = HEAD.replace("number:", "  publisher: {vi: Sở Ngoại vụ, en: Foreign Affairs}\nnumber:")
    made = made_from(head + PRINT + NEWS, tmp_path_factory.mktemp("full"))
    return made._replace(edition=with_pages(made.edition, 12))


@pytest.fixture
def job(full: Made) -> Callable[..., Job]:
    """Makes the job of the full issue, with some of the press's fields or the edition's changed."""

    def make(press: dict[str, Any] | None = None, **changes: Any) -> Job:
        edition = replace(full.edition, **changes)
        if press:
            assert edition.press
            edition = replace(edition, press=replace(edition.press, **press))
        files = (
            enclosed("n-print.pdf", "pages", [b"%PDF", b"-1.6"], len(edition.pages)),
            enclosed("preflight.html", "report", [b"<p>"]),
        )
        result = Checked(
            errors=0,
            warnings=3,
            notes=1,
            accepted=(AcceptedRule("white-type", "proofed on 3 June", 2),),
        )
        return job_of(edition, full.layout, files, result)

    return make
