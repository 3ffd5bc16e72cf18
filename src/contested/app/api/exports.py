"""Exports: the files of `contested export`, and a line in the audit for each."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, Annotated, Any, Literal

import msgspec
from litestar import Controller, Request, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Stream

from contested.app.access import client_of, may_read
from contested.app.api.asked import Asked, asked, wanted
from contested.app.desk import Desk
from contested.app.given import GivenAccounts, GivenDesk
from contested.app.problems import ONE, READ
from contested.errors import NotFoundError
from contested.ledger import Filter
from contested.publish.export import Admission, export, formats

GOLD = "gold"
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/jsonl; charset=utf-8",
    "geojson": "application/geo+json",
    "parquet": "application/vnd.apache.parquet",
    "kml": "application/vnd.google-earth.kml+xml",
}
PIECE = 1 << 16


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """A format of exports: what it is, of which edition, and how its files end."""

    name: str
    title: str
    edition: str
    suffix: str


class ExportRoutes(Controller):
    """Events or claims in the formats of the field."""

    path = "/exports"
    tags = ("exports",)
    guards = (may_read,)
    dependencies = {  # noqa: RUF012
        "asked": Provide(asked, sync_to_thread=False),
        "wanted": Provide(wanted, sync_to_thread=False),
    }

    @get("/", responses=READ, sync_to_thread=False)
    def formats(self) -> list[Format]:
        """The formats that there are."""
        return [
            Format(name=name, title=each.title, edition=each.edition, suffix=each.suffix)
            for name, each in formats().items()
        ]

    @get("/{form:str}", responses=ONE, sync_to_thread=True, media_type="application/octet-stream")
    def export(
        self,
        desk: GivenDesk,
        accounts: GivenAccounts,
        request: Request[Any, Any, Any],
        form: FromPath[str],
        asked: NamedDependency[Asked],
        wanted: NamedDependency[Filter],
        rows: FromQuery[Literal["events", "claims"]] = "events",
        certainty: Annotated[float | None, QueryParameter(ge=0, le=1)] = None,
        every_claim: FromQuery[bool] = False,
    ) -> Stream:
        """Events or claims in a format; who takes what is written into the audit."""
        if form not in formats():
            raise NotFoundError("there is no such format", source=form, remedy="/api/exports lists them")
        options = {
            **asked._asdict(), **wanted._asdict(), "form": form, "rows": rows, "certainty": certainty, "hxl": False,
            "pending": False,
            "every_claim": every_claim, "out": None, "base_url": None, "knowledge": desk.knowledge_dir,
            "gazetteer": desk.gazetteer_dir,
        }  # fmt: skip
        file, count = written(desk, options)
        detail = {"rows": rows, "written": count, "query": request.url.query}
        accounts.note(request.user.name, "export", form, detail, client_of(request))
        suffix = formats()[form].suffix
        headers = {"Content-Disposition": f'attachment; filename="{form}.{suffix}"'}
        return Stream(pieces(file), media_type=MEDIA.get(suffix, "application/octet-stream"), headers=headers)


def written(desk: Desk, options: dict[str, Any]) -> tuple[IO[bytes], int]:
    """The file of an export and how many rows it has: whole before any of it is sent, so that a fault is told.

    Raises:
        UsageError: a name that nobody knows.
    """
    from contested.cli.exporting import gold_of, rows_of, settled

    options = settled(options)
    admission = Admission(formats()[options["form"]], every=options["every_claim"])
    file = SpooledTemporaryFile(max_size=PIECE * 64)  # noqa: SIM115 - whoever sends it closes it
    try:
        if options["form"] == GOLD:
            file.writelines(gold_of(desk.ledger, options, admission))
        else:
            found, about = rows_of(desk.ledger, options)
            with found:
                file.writelines(export(admission.through(found), options["form"], about))
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file, admission.admitted


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """A file, piece by piece."""
    with file:
        while piece := file.read(PIECE):
            yield piece
