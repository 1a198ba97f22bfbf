"""The command line: its commands, and how a run of one ends."""

import argparse
import os
import sys

import assemble
from assemble.cli.corrections import (
    approve_arguments,
    approve_command,
    comments_arguments,
    comments_command,
    diff_arguments,
    diff_command,
    preview_arguments,
    preview_command,
)
from assemble.cli.issues import build_command, check_command, plan_command
from assemble.cli.options import (
    Parser,
    finding_arguments,
    folder_argument,
    fonts_arguments,
    glossary_arguments,
    issue_arguments,
    issues_arguments,
    language_arguments,
    output_arguments,
    place_arguments,
    plan_arguments,
    schema_argument,
)
from assemble.cli.press import (
    cover_command,
    deliver_command,
    impose_command,
    preflight_command,
)
from assemble.cli.pressoptions import (
    cover_arguments,
    deliver_arguments,
    impose_arguments,
    preflight_arguments,
)
from assemble.cli.show import OUR_FAULT, WRONG_USAGE
from assemble.cli.tools import fonts_command, glossary_command, new_command, schema_command
from assemble.targets import WrongUsageError

INTERRUPTED, NO_READER = 128 + 2, 128 + 13
"""Exit status after Ctrl-C, and where nobody reads the output any more: 128 and the number of the
signal (SIGINT, SIGPIPE), as shells have it."""


def _parser() -> argparse.ArgumentParser:
    """The commands with their arguments; `run` is the command's function in what is parsed."""
    parser = Parser(
        prog="assemble", description="Lay out an issue folder as a two-column bilingual print PDF."
    )
    version = f"assemble {assemble.__version__}"
    parser.add_argument("--version", action="version", version=version, help="Print the version.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    for name, run, arguments in (
        ("build", build_command, (issues_arguments, output_arguments, finding_arguments)),
        ("check", check_command, (issue_arguments, language_arguments, finding_arguments)),
        ("glossary", glossary_command, (glossary_arguments,)),
        ("plan", plan_command, (place_arguments, plan_arguments)),
        ("preview", preview_command, (preview_arguments,)),
        ("approve", approve_command, (approve_arguments,)),
        ("diff", diff_command, (diff_arguments,)),
        ("comments", comments_command, (comments_arguments,)),
        ("preflight", preflight_command, (preflight_arguments,)),
        ("impose", impose_command, (impose_arguments,)),
        ("cover", cover_command, (cover_arguments,)),
        ("deliver", deliver_command, (deliver_arguments,)),
        ("new", new_command, (folder_argument,)),
        ("schema", schema_command, (schema_argument,)),
        ("fonts", fonts_command, (fonts_arguments,)),
    ):
        text = (run.__doc__ or "").strip()
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run, parser=command)
        for add in arguments:
            add(command)
    return parser


def main() -> None:
    """Run a command and end the process with its exit status.

    A fault of ours exits with 3 and says how to report it.
    """
    parser = _parser()
    options = parser.parse_args()
    if options.command is None:
        parser.print_help(sys.stderr)
        sys.exit(WRONG_USAGE)
    try:
        status = options.run(options)
        sys.stdout.flush()
    except WrongUsageError as fault:
        options.parser.error(str(fault))
    except KeyboardInterrupt:
        status = INTERRUPTED
    except BrokenPipeError:
        # Python would write the rest as it ends, and complain once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = NO_READER
    except Exception:
        import traceback  # not needed where all goes well

        traceback.print_exc()
        print(
            f"\nThis is a fault of assemble {assemble.__version__}, not of your issue; nothing was"
            " written.\nPlease report it with the lines above and, if you can, the issue folder.",
            file=sys.stderr,
        )
        status = OUR_FAULT
    sys.exit(status)
