"""The front end: the map page as `contested publish` writes it, written anew when the ledger has grown; the review.

A page asks for its data as files, so that the very page works from a disk as well. Who asks for the map page waits
until it is written; the folder before it is kept for whoever has just loaded that.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import deque
from pathlib import Path
from threading import Lock
from typing import Any

from litestar import Controller, MediaType, Request, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from contested.app.access import signed_in
from contested.app.desk import Desk, Mark
from contested.app.given import GivenSettings
from contested.app.ranges import ranged
from contested.publish import Account, Tiles, publish
from contested.publish.basemap import chosen
from contested.publish.site import built_page
from contested.scratch import Scratch, sweep

INDEX, BASEMAP = "index.html", "basemap.pmtiles"
REVIEW, REVIEW_PAGE = "/review/", "review.html"
#: By this the map page knows that there is a review beside it (``web/src/review/offer.ts``).
OFFER = f'<meta name="contested-review" content="{REVIEW}">'
UNBUILT = """<!doctype html><html lang="en"><title>contested</title><p>The front end has not been built: with the npm
registry in reach, install contested again. The API works: <a href="/api">/api</a>."""
#: How long a browser may keep a file whose name changes with its contents, in seconds.
ASSETS = "public, max-age=31536000, immutable"
KINDS = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".json": "application/json",
         ".jsonl": "application/jsonl", ".csv": "text/csv", ".geojson": "application/geo+json", ".txt": "text/plain",
         ".woff2": "font/woff2", ".svg": "image/svg+xml", ".png": "image/png"}  # fmt: skip
KEPT = 2


class Pages:
    """The published folder of the ledger as it is now."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        ground = chosen(desk.settings.basemap, desk.settings.basemap_credit, BASEMAP)
        self.tiles = ground if isinstance(ground, Tiles) else None
        self.basemap = None if isinstance(ground, Tiles) else ground
        sweep(Path(tempfile.gettempdir()), "contested-pages-*")
        self._scratch = Scratch(Path(tempfile.gettempdir()), "contested-pages-")
        self._folder = self._scratch.path
        self._made: deque[tuple[Mark, Path]] = deque()
        self._making = Lock()

    def close(self) -> None:
        """Take the folders away."""
        self._scratch.let_go()

    def now(self) -> Path:
        """The folder of the ledger as it is.

        Raises:
            PublishError: the front end has not been built.
        """
        mark = self.desk.mark()
        with self._making:
            if not self._made or self._made[-1][0] != mark:
                self._made.append((mark, self._publish(mark)))
                if len(self._made) > KEPT:
                    shutil.rmtree(self._made.popleft()[1], ignore_errors=True)
            return self._made[-1][1]

    def find(self, name: str) -> Path | None:
        """A file of a folder, of the newest that has it; None where none has."""
        folders = [folder for _, folder in reversed(self._made)] or [self.now()]
        return next((path for folder in folders if (path := within(folder, name)) is not None), None)

    def _publish(self, mark: Mark) -> Path:
        from contested.cli.publish import masked

        desk, to = self.desk, Path(self._folder, "-".join(map(str, mark[1:])))
        wars, decisions = desk.wars, desk.ledger.decisions()
        account = Account(desk.told(), tuple(wars.conflicts), tuple(wars.roads), decisions, desk.baselines())
        publish(
            list(desk.ledger.readings(decided=True)), to, heading=desk.settings.title, conflicts=wars.conflicts,
            roads=wars.roads, account=account, basemap=self.basemap, tiles=self.tiles,
            log=masked(desk.ledger.decisions(withdrawn=True), desk.ledger), force=True,
        )  # fmt: skip
        return to


class PageRoutes(Controller):
    """Pages and their files."""

    path = "/"
    include_in_schema = False

    @get("/", sync_to_thread=True)
    def index(
        self, pages: NamedDependency[Pages], settings: GivenSettings, request: Request[Any, Any, Any]
    ) -> Response[Any]:
        """The map page."""
        if not settings.open and request.user.account is None:
            return Redirect(REVIEW)
        if built_page() is None:
            return Response(UNBUILT, media_type=MediaType.HTML)
        html = (pages.now() / INDEX).read_text(encoding="utf-8")
        return Response(html.replace("</head>", f"{OFFER}</head>", 1), media_type=MediaType.HTML)

    @get("/review", sync_to_thread=True)
    def review(self) -> Response[Any]:
        """The review's page."""
        return review_file(REVIEW_PAGE)

    @get("/review/{path:path}", sync_to_thread=True)
    def review_part(self, path: FromPath[str]) -> Response[Any]:
        """A file of the review; it holds nothing of the ledger."""
        return review_file(path.lstrip("/") or REVIEW_PAGE)

    @get("/index.html", sync_to_thread=False)
    def index_by_name(self) -> Redirect:
        """The map page by its file's name."""
        return Redirect("/")

    @get(f"/{BASEMAP}", sync_to_thread=True)
    def base(
        self, pages: NamedDependency[Pages], settings: GivenSettings, request: Request[Any, Any, Any]
    ) -> Response[bytes]:
        """The user's own base map, stretch by stretch."""
        if not settings.open:
            signed_in(request)
        if pages.basemap is None:
            raise NotFoundException("there is no base map: start the server with --basemap FILE")
        return ranged(pages.basemap.path, request.headers.get("range"))

    @get("/{path:path}", sync_to_thread=True)
    def other(
        self,
        pages: NamedDependency[Pages],
        settings: GivenSettings,
        request: Request[Any, Any, Any],
        path: FromPath[str],
    ) -> Response[Any]:
        """Another file of the published folder."""
        if not settings.open and not path.startswith("/assets/"):
            signed_in(request)
        name = path.lstrip("/")
        if name == "data/site.js":
            pages.now()
        found = pages.find(name) if built_page() is not None else None
        if found is None:
            raise NotFoundException("there is no such page")
        return file(found)


def review_file(name: str) -> Response[bytes]:
    """A file of the review's page.

    Raises:
        NotFoundException: there is none.
    """
    built = built_page()
    found = None if built is None else within(built / "review", name)
    if found is None:
        raise NotFoundException("there is no such page")
    return file(found)


def within(folder: Path, name: str) -> Path | None:
    """A file of a folder by its path in it; None where there is none, or it lies outside."""
    path = (folder / name).resolve()
    return path if path.is_file() and path.is_relative_to(folder.resolve()) else None


def file(path: Path) -> Response[bytes]:
    """A file as a response."""
    kind = KINDS.get(path.suffix, "application/octet-stream")
    headers = {"Cache-Control": ASSETS} if path.parent.name == "assets" else None
    return Response(path.read_bytes(), media_type=kind, headers=headers)
