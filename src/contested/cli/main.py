"""`contested`: the group of commands, each loaded when called, and what every error becomes on the way out.

Exit status: 0 all well, 1 some input failed, 2 wrong use. Output goes to standard output; messages and progress go to
standard error.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

import click

from contested import __version__
from contested.cli import signals
from contested.cli.messages import say
from contested.errors import REPORT_IT, ContestedError, UsageError, fault

COLLECT_AFTER = (100_000, 50, 100)
COMMANDS = {
    "add": ("contested.cli.add", "Read reports and keep them in a ledger."),
    "assessments": ("contested.cli.assessments", "Say what was predicted, and what became of it."),
    "baseline": ("contested.cli.baseline", "Add, list and remove maps of who held what that you bring."),
    "brief": ("contested.cli.brief", "Write a situation report with footnotes, a map and what is disputed."),
    "control": ("contested.cli.control", "Say who holds which place, how sure that is, and by whose word."),
    "decide": ("contested.cli.decide", "Accept, reject, correct claims; merge and split events."),
    "demo": ("contested.cli.demo", "Read the packaged example, fill a ledger, publish its map page."),
    "doctor": ("contested.cli.doctor", "Say what is installed, where data lies, what is missing and the remedy."),
    "events": ("contested.cli.events", "Say what happened, each event once, with its contradictions."),
    "explain": ("contested.cli.explain", "Show the structure of sentences: tags, tree, who does what."),
    "export": ("contested.cli.export", "Write events or claims in the formats of the field: ACLED, GED, PLOVER …"),
    "figure": ("contested.cli.figure", "Draw a map, a timeline, losses or sources for print."),
    "fronts": ("contested.cli.fronts", "Say where the lines between the sides run."),
    "gazetteer": ("contested.cli.gazetteer", "Build, extend and ask the index of places."),
    "ledger": ("contested.cli.ledger", "Make, check, copy, count a ledger; take words down, withhold names."),
    "pockets": ("contested.cli.pockets", "Say which areas are cut off, since when and by whom."),
    "publish": ("contested.cli.publish", "Write a ledger's map page as a folder for any static server."),
    "serve": ("contested.cli.serve", "Serve a ledger's map, its review and an API to browsers."),
    "sources": ("contested.cli.sources", "Say what each source is like: words, copies, who bears it out."),
    "users": ("contested.cli.users", "Say who may sign in at a server, and with what machines do."),
    "watch": ("contested.cli.watch", "Keep asking feeds for what is new, and keep it in a ledger."),
    "read": ("contested.cli.read", "Read reports into claims, without a ledger."),
    "routes": ("contested.cli.routes", "Say which roads are open to whom."),
    "scale": ("contested.cli.scale", "Read many articles, on all cores or on a cluster."),
    "search": ("contested.cli.search", "Search the claims, or the reports, of a ledger."),
    "show": ("contested.cli.show", "Show one claim or one report of a ledger."),
}


class LazyGroup(click.Group):
    """Knows its commands by name and one line of help; imports a command's module only to run or explain it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was asked for; a reader of our output that has left early (`| head`) is no failure."""
        try:
            status = super().invoke(ctx)
            if sys.stdout is not None:
                sys.stdout.flush()
        except BrokenPipeError:
            return leave_quietly(0)
        return status

    def main(self, args: Sequence[str] | None = None, *_: object, **__: object) -> NoReturn:
        """Run a command and leave with its exit status; what went wrong is one line, never a traceback."""
        sys.exit(self.run(args))

    def run(self, args: Sequence[str] | None) -> int:
        """Run a command; its exit status."""
        try:
            status = super().main(args=args, prog_name="contested", standalone_mode=False)
        except click.UsageError as error:
            error.show()
            return 2
        except (ContestedError, click.ClickException) as error:
            return failed(error, 2 if isinstance(error, UsageError) else 1)
        except (click.Abort, KeyboardInterrupt):
            say("stopped")
            return 130
        except OSError as error:
            what = f"{error.filename or 'the output'}: cannot be written: {(error.strerror or str(error)).lower()}"
            return leave_quietly(failed(f"{what} (make room, or choose another place)", 1))
        except Exception as error:
            if os.environ.get("CONTESTED_DEBUG"):
                raise
            word = no_text(args) if isinstance(error, UnicodeEncodeError) else None
            if word is not None:
                remedy = "write it in UTF-8"
                return failed(UsageError("holds bytes that are no text in UTF-8", source=word, remedy=remedy), 2)
            return failed(f"{fault(error)} ({REPORT_IT}; CONTESTED_DEBUG=1 shows all of it)", 1)
        return status if isinstance(status, int) else 0


def no_text(args: Sequence[str] | None) -> str | None:
    """What was asked for in bytes that are no text, which Python hands over as lone surrogates; None for nothing."""
    return next((word for word in (sys.argv[1:] if args is None else args) if not is_text(word)), None)


def is_text(word: str) -> bool:
    """Whether a word can be written as UTF-8."""
    try:
        word.encode()
    except UnicodeEncodeError:
        return False
    return True


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="contested")
def cli() -> None:
    """Who holds what, when, according to whom.

    Reads what parties, monitors and newsrooms write about a war and turns every sentence into claims: who is said to
    have done what to whom, where, when, with what result, and who says so.
    """


def main() -> NoReturn:
    """Run the command line and leave with its exit status; the entry point of the `contested` script."""
    # modules, rows and claims are made to stay or die by themselves: looking for cycles less often saves a tenth
    gc.set_threshold(*COLLECT_AFTER)
    signals.heed()
    cli.main()


def failed(why: object, status: int) -> int:
    """Say why a command gives up; its exit status."""
    say(f"contested: {why}")
    return status


def leave_quietly(status: int) -> int:
    """Nothing more can be said on standard output; without this Python would complain while it shuts down."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return status
