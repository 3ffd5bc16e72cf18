"""`contested users`: who may sign in at a server, and what machines sign in with."""

from __future__ import annotations

import secrets
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from contested.cli.messages import is_terminal, say
from contested.cli.options import LEDGER, form_of
from contested.cli.serve import ACCOUNTS
from contested.errors import UsageError

if TYPE_CHECKING:
    from contested.app.accounts import Accounts, Role

ROLE = click.option(
    "--role",
    type=click.Choice(["reader", "analyst", "lead"]),
    default="analyst",
    show_default=True,
    help="reader: may read; analyst: may decide; lead: may also see what was done, and manage accounts.",
)

DAYS = click.FloatRange(0.01, 3650)
COLUMNS = ("number", "for", "made", "good until", "revoked")


@click.group("users")
def command() -> None:
    """Add, list and remove the accounts of a server, and the tokens of machines.

    Accounts lie in a database beside the ledger, never in it: no copy or dump of a ledger holds a password.
    """


def opened(ledger: str, accounts: str | None) -> Accounts:
    """The accounts of a ledger."""
    from contested.app.settings import Settings
    from contested.extras import needed

    with needed("serve", "an account"):
        from contested.app.accounts import Accounts
    return Accounts.open(Settings(ledger=ledger, accounts=accounts).accounts_url)


def a_password() -> str:
    """A new password: asked for twice on a terminal, else a line of standard input.

    Raises:
        UsageError: there is none.
    """
    if is_terminal(sys.stdin):
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    written = sys.stdin.readline().rstrip("\r\n")
    if not written:
        remedy = "type it on a terminal, or give it as a line of standard input"
        raise UsageError("there is none", source="the password", remedy=remedy)
    return written


@command.command("add")
@click.argument("name")
@ROLE
@click.option("--generate", is_flag=True, help="Make a password, and say it once.")
@LEDGER
@ACCOUNTS
def add(name: str, role: Role, generate: bool, ledger: str, accounts: str | None) -> int:
    """Add the account NAME; its password is asked for, or read from standard input."""
    password = secrets.token_urlsafe(15) if generate else a_password()
    with opened(ledger, accounts) as kept:
        made = kept.add(name, role, password)
    say(f"{made.name}: added, {made.role}")
    if generate:
        click.echo(password)
    return 0


@command.command("change")
@click.argument("name")
@click.option("--role", type=click.Choice(["reader", "analyst", "lead"]), help="Give it another role.")
@click.option("--password", is_flag=True, help="Give it another password, which is asked for.")
@LEDGER
@ACCOUNTS
def change(name: str, role: Role | None, password: bool, ledger: str, accounts: str | None) -> int:
    """Give the account NAME another role or password; whoever is signed in with it is signed out."""
    if role is None and not password:
        raise UsageError("nothing to change", source=name, remedy="say --role or --password")
    with opened(ledger, accounts) as kept:
        kept.change(name, role=role, password=a_password() if password else None)
    say(f"{name}: changed")
    return 0


@command.command("list")
@click.option("--removed", is_flag=True, help="Also those that were removed.")
@LEDGER
@ACCOUNTS
@form_of("table", "json", "csv")
def list_(removed: bool, ledger: str, accounts: str | None, form: str) -> int:
    """List the accounts."""
    from contested.cli.search import give

    with opened(ledger, accounts) as kept:
        rows = kept.all(removed=removed)
    cells = [(row.name, row.role, row.made, row.removed or "") for row in rows]
    give(form, ("name", "role", "made", "removed"), cells, rows)
    return 0


@command.command("remove")
@click.argument("name")
@LEDGER
@ACCOUNTS
def remove(name: str, ledger: str, accounts: str | None) -> int:
    """Take the account NAME away, with its sessions and tokens; what it decided stays."""
    with opened(ledger, accounts) as kept:
        kept.remove(name)
    say(f"{name}: removed")
    return 0


@command.command("token")
@click.argument("name")
@click.option("--for", "purpose", default="", metavar="TEXT", help="What it is for.")
@click.option("--days", type=DAYS, default=365.0, show_default=True, help="How long it is good.")
@click.option("--revoke", type=int, metavar="NUMBER", help="Revoke a token instead.")
@click.option("--list", "listed", is_flag=True, help="List the tokens instead.")
@LEDGER
@ACCOUNTS
def token(
    name: str, purpose: str, days: float, revoke: int | None, listed: bool, ledger: str, accounts: str | None
) -> int:
    """Make a token with which a machine acts as the account NAME; it is said this once."""
    from contested.cli.asked import table

    with opened(ledger, accounts) as kept:
        if revoke is not None:
            kept.revoke(revoke)
            say(f"token {revoke}: revoked")
        elif listed:
            rows = [row for row in kept.tokens() if row.account == name]
            table(COLUMNS, [(str(r.number), r.name, day(r.made), day(r.expires), day(r.revoked)) for r in rows])
        else:
            secret, made = kept.make_token(name, purpose, days)
            say(f"token {made.number} of {name}, good until {day(made.expires)}; send it as Authorization: Bearer …")
            click.echo(secret)
    return 0


def day(seconds: float | None) -> str:
    """A time of the clock as an ISO date; empty for None."""
    return "" if seconds is None else datetime.fromtimestamp(seconds, UTC).date().isoformat()
