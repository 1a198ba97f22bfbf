"""What the commands take: their arguments, and what is made of them."""

import argparse
import datetime
import functools
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from assemble.model.press import STANDARDS
from assemble.read.layoutchain import known_layouts
from assemble.read.search import layout_folders
from assemble.request import PURPOSES, Request
from assemble.targets import WrongUsageError

SCHEMAS = ("issue", "layout")
"""What there is a JSON schema of, in the package's folder `schema`."""

EPOCH = "SOURCE_DATE_EPOCH"
"""The environment's variable for the time that files say they were made at
(reproducible-builds.org)."""
LATEST = 253402300799
"""The last second of the year 9999, the last one that PDF dates can say."""

WIDTH = 96
"""Columns of the help. argparse would measure the terminal for each option, and load 4 ms of
modules to do so."""


class Parser(argparse.ArgumentParser):
    """A parser that takes options by their whole name only."""

    def __init__(self, **settings: Any) -> None:
        form = functools.partial(argparse.HelpFormatter, width=WIDTH)
        super().__init__(allow_abbrev=False, formatter_class=form, **settings)


def issues_arguments(command: argparse.ArgumentParser) -> None:
    """One issue or several, and what their PDFs are for."""
    text = "The issue's folder, or its issue.yaml; of several each is built by itself."
    command.add_argument("issue", type=Path, nargs="+", metavar="ISSUE", help=text)
    text = "How many of several issues are built at once (default: as many as processors)."
    command.add_argument("--jobs", type=_positive, metavar="N", help=text)
    _layout_arguments(command)
    _purpose_arguments(command)


def _positive(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 on")
    return int(text)


def issue_arguments(command: argparse.ArgumentParser) -> None:
    """An issue, and what its PDF is for."""
    place_arguments(command)
    _purpose_arguments(command)


def _purpose_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--for",
        dest="purpose",
        choices=PURPOSES,
        default="proof",
        metavar="PURPOSE",
        help="proof, print or screen (default: proof).",
    )
    text = "The standard of a file for print, instead of the layout's."
    command.add_argument("--standard", choices=STANDARDS, metavar="x-4|x-1a", help=text)


def place_arguments(command: argparse.ArgumentParser) -> None:
    """An issue, its layout, and where layouts and fonts are looked for."""
    text = "The issue's folder, or its issue.yaml."
    command.add_argument("issue", type=Path, metavar="ISSUE", help=text)
    _layout_arguments(command)


def _layout_arguments(command: argparse.ArgumentParser) -> None:
    text = "Instead of the manifest's layout."
    command.add_argument("--layout", metavar="NAME", help=text)
    search_arguments(command)


def search_arguments(command: argparse.ArgumentParser) -> None:
    """The folders of layouts and fonts that are asked first."""
    for what in ("layouts", "fonts"):
        text = f"A folder of {what} that is asked first."
        command.add_argument(f"--{what}", type=Path, metavar="FOLDER", help=text)


def output_arguments(command: argparse.ArgumentParser) -> None:
    """What a build writes."""
    add = command.add_argument
    add("--out", type=Path, metavar="FILE", help="The PDF to write.")
    text = "Also write every page's items here, as JSON."
    add("--pages", type=Path, metavar="FILE", help=text)
    text = "Also write the pages' quality, .json or .html."
    add("--report", type=Path, metavar="FILE", help=text)
    text = "The .json file that --pages of an earlier build wrote: pages stay as they were there."
    add("--keep", type=Path, metavar="FILE", help=text)
    text = "Draw the quality on a proof."
    add("--marks", choices=("quality",), metavar="quality", help=text)


def plan_arguments(command: argparse.ArgumentParser) -> None:
    """What `plan` tells."""
    add = command.add_argument
    add("--explain", action="store_true", help="Also print what the plan costs, and for what.")
    text = "Also draw all pages in spreads, .png or .pdf."
    add("--picture", type=Path, metavar="FILE", help=text)
    add("--json", action="store_true", help="Print findings, pages and costs as JSON.")
    command.set_defaults(purpose="proof", strict=False, quiet=False, standard=None)


def finding_arguments(command: argparse.ArgumentParser) -> None:
    """How findings are told."""
    command.add_argument("--strict", action="store_true", help="Make warnings errors.")
    json_argument(command)
    command.add_argument("-q", "--quiet", action="store_true", help="Print errors only.")


def language_arguments(command: argparse.ArgumentParser) -> None:
    """How the comparison of the languages is told."""
    text = "Also tell what is doubtful about the languages."
    command.add_argument("--notes", action="store_true", help=text)
    text = "Also write what doesn't agree, side by side, as HTML."
    command.add_argument("--html", type=Path, metavar="FILE", help=text)


def json_argument(command: argparse.ArgumentParser) -> None:
    """Whether findings are told as JSON."""
    command.add_argument("--json", action="store_true", help="Print the findings as JSON.")


def folder_argument(command: argparse.ArgumentParser) -> None:
    """The folder that `new` makes."""
    command.add_argument("folder", type=Path, metavar="FOLDER", help="The folder to make.")


def schema_argument(command: argparse.ArgumentParser) -> None:
    """Which schema is printed."""
    command.add_argument(
        "schema", choices=SCHEMAS, metavar="issue|layout", help="Which of the two."
    )


def glossary_arguments(command: argparse.ArgumentParser) -> None:
    """The issues that terms are proposed from."""
    text = "Issues whose texts show how the house translates its terms."
    command.add_argument("issue", type=Path, nargs="+", metavar="ISSUE", help=text)


def fonts_arguments(command: argparse.ArgumentParser) -> None:
    """Where `fonts` looks."""
    text = "Also look beside this issue."
    command.add_argument("issue", type=Path, nargs="?", metavar="ISSUE", help=text)
    search_arguments(command)
    json_argument(command)


def request_of(options: argparse.Namespace) -> Request:
    """What `build` and `check` have in common; wrong usage where a folder isn't there."""
    request = Request(
        issue=issue_folder(options.issue),
        purpose=options.purpose,
        layouts=known_folder(options.layouts, "--layouts"),
        fonts=known_folder(options.fonts, "--fonts"),
        strict=options.strict,
        standard=options.standard,
        made=_made(),
    )
    return replace(request, layout=_layout(options.layout, request))


def _made() -> datetime.datetime | None:
    """The time of the environment's SOURCE_DATE_EPOCH, in seconds since 1970 (UTC)."""
    given = os.environ.get(EPOCH, "")
    if not given:
        return None
    if not (given.isascii() and given.isdecimal() and int(given) <= LATEST):
        raise WrongUsageError(EPOCH, f"{given} is not a number of seconds since 1970")
    return datetime.datetime.fromtimestamp(int(given), datetime.UTC).replace(tzinfo=None)


def _layout(name: str | None, request: Request) -> str | None:
    """The layout of `--layout`; wrong usage where none has that name."""
    if name is None:
        return None
    known = known_layouts(layout_folders(request.issue, request.layouts))
    if name not in known:
        raise WrongUsageError("--layout", f"{name} is not one of {', '.join(known)}")
    return name


def issue_folder(issue: Path) -> Path:
    """The issue's folder; wrong usage where there is no manifest."""
    folder = issue.parent if issue.name == "issue.yaml" and issue.is_file() else issue
    if not folder.is_dir():
        raise WrongUsageError("ISSUE", f"{issue} is not a folder")
    if not (folder / "issue.yaml").is_file():
        raise WrongUsageError("ISSUE", f"{folder} holds no issue.yaml")
    return folder


def known_folder(folder: Path | None, option: str) -> Path | None:
    """A folder that an option names; wrong usage where there is none."""
    if folder and not folder.is_dir():
        raise WrongUsageError(option, f"{folder} is not a folder")
    return folder
