"""`contested serve`: the desk: a ledger's map, the review of what was read, and an API, in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contested.cli.messages import say
from contested.cli.options import BASEMAP, LEDGER, add_all
from contested.errors import UsageError

if TYPE_CHECKING:
    from contested.app.settings import Settings

HOURS = click.FloatRange(0.01, 720)
ACCOUNTS = click.option(
    "--accounts",
    envvar="CONTESTED_ACCOUNTS",
    metavar="PATH|URL",
    help="The database of accounts; beside the ledger otherwise (or CONTESTED_ACCOUNTS).",
)


def an_address(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """The address under which browsers reach the server."""
    if value and not value.startswith(("https://", "http://")):
        raise click.BadParameter(f'"{value}" is no address; write https://…')
    return value


@click.command("serve")
@LEDGER
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on: this machine alone.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 for any that is free.")
@click.option("--processes", type=click.IntRange(1, 64), default=1, show_default=True, help="How many answer.")
@click.option("--closed", is_flag=True, help="Let only those read who have an account.")
@click.option("--open", "opened", is_flag=True, help="Let whoever reaches it read, on another --host too.")
@click.option("--address", callback=an_address, metavar="URL", help="Where browsers reach it, if through a proxy.")
@click.option("--rate", type=click.IntRange(0), default=600, show_default=True, help="Requests of a client a minute.")
@click.option("--hours", type=HOURS, default=12.0, show_default=True, help="How long a session lasts.")
@click.option("--title", default="Claims", show_default=True, help="What stands over the map.")
@add_all(BASEMAP)
@ACCOUNTS
@click.option(
    "--knowledge",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="A folder of your own actors, conflicts, roads …",
)
@click.option(
    "--gazetteer",
    type=click.Path(path_type=Path),
    envvar="CONTESTED_GAZETTEER",
    metavar="PATH",
    help="Another index of places than your own (or CONTESTED_GAZETTEER).",
)
def command(processes: int, closed: bool, opened: bool, **options: Any) -> int:
    """Serve a ledger: its map, the review of what was read, and an API.

    By default it listens on this machine alone, and whoever reaches it may read. Writing always needs an account:
    `contested users add`. On another host reading needs one too, unless --open says otherwise.
    """
    serve(settings_of(options, closed=closed, opened=opened), processes)
    return 0


def settings_of(options: dict[str, Any], *, closed: bool = False, opened: bool = False) -> Settings:
    """The options as the server takes them.

    Raises:
        UsageError: they do not fit together.
    """
    from contested.app.settings import Settings, is_loopback

    if closed and opened:
        raise UsageError("cannot be both", source="--open, --closed", remedy="leave one out")
    written = options | {
        name: str(Path(options[name]).resolve())
        for name in ("knowledge", "gazetteer", "basemap")
        if options.get(name) and "://" not in str(options[name])
    }
    if "://" not in options["ledger"]:
        written["ledger"] = str(Path(options["ledger"]).resolve())
    loopback = is_loopback(options["host"]) and options["address"] is None
    return Settings(**written, open=opened or (loopback and not closed))


def serve(settings: Settings, processes: int) -> None:
    """Serve until stopped, and say where.

    Raises:
        LedgerError: the ledger or the accounts cannot be opened.
        UsageError: the port is taken.
    """
    from contested.extras import needed

    with needed("serve", "a server"):
        import uvicorn

        from contested.app.accounts import Accounts
        from contested.app.desk import Desk
    from contested.publish.basemap import chosen

    chosen(settings.basemap, settings.basemap_credit)
    with Desk(settings) as desk, Accounts.open(settings.accounts_url) as accounts:
        desk.mark()
        if not accounts.all():
            say("nobody has an account, so nothing can be decided: `contested users add NAME --role analyst`")
    settings.keep()
    config = uvicorn.Config(
        "contested.app.server:create_app", factory=True, host=settings.host, port=settings.port, workers=processes,
        log_level="warning", access_log=False, server_header=False, proxy_headers=settings.address is not None,
        forwarded_allow_ips="127.0.0.1", timeout_keep_alive=30, backlog=512,
    )  # fmt: skip
    try:
        socket = config.bind_socket()
    except SystemExit:
        remedy = "choose another --port, or 0 for any that is free"
        raise UsageError("is taken or not allowed", source=f"port {settings.port}", remedy=remedy) from None
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    say(f"{settings.ledger}: http://{host}:{socket.getsockname()[1]} (Ctrl+C stops it)")
    if processes == 1:
        uvicorn.Server(config).run(sockets=[socket])
        return
    from uvicorn.supervisors import Multiprocess

    Multiprocess(config, [socket]).run()
