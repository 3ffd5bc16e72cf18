"""The map in a notebook: a page complete in itself, in a frame that can reach nothing outside of it.

contested.map(ledger, area="Maskanah")
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Unpack

from msgspec.structs import replace

from contested.errors import PublishError
from contested.notebook.claims import Filters, let_through
from contested.notebook.opening import Source, iso, opened

if TYPE_CHECKING:
    from contested.ledger import Ledger
    from contested.model import Reading

# "#" must lead within the frame: its base would otherwise be the notebook's own address
BASE = '<base href="about:srcdoc">'
#: Filters that leave enough to say who holds what.
WHOLE = frozenset({"as_known", "knowledge", "gazetteer"})


class Map:
    """A map that a notebook shows when it stands last in a cell."""

    def __init__(self, html: str, *, title: str, height: int) -> None:
        self.html, self.title, self.height = html, title, height

    def _repr_html_(self) -> str:
        page = escape(self.html.replace("<head>", f"<head>{BASE}", 1))
        return (
            f'<iframe title="{escape(self.title)}" srcdoc="{page}" width="100%" height="{self.height}" '
            'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" style="border:0"></iframe>'
        )

    def __repr__(self) -> str:
        return f"Map({self.title!r}, {len(self.html) / 1e6:.1f} MB)"

    def save(self, path: str | Path) -> Path:
        """Write the map as one HTML file, which opens in any browser without a network.

        Raises:
            PublishError: it cannot be written.
        """
        try:
            Path(path).write_text(self.html, encoding="utf-8")
        except OSError as error:
            reason = error.strerror or str(error)
            raise PublishError(f"cannot be written: {reason}", source=str(path), remedy="choose another path") from None
        return Path(path)


def map(ledger: Source, /, *, title: str = "Claims", height: int = 640, **filters: Unpack[Filters]) -> Map:
    """The interactive map: who holds what day by day, and the claims, each leading to the exact words in its report.

    Args:
        ledger: an open one, its path or URL, or readings.
        title: what stands over the page.
        height: of the frame in the notebook, in pixels.
        filters: as those of `contested.claims`. With any but ``as_known`` the map has the claims alone: who holds what
            cannot be told from some of them.

    Raises:
        LedgerError: there is no such ledger, or it has been closed.
        UsageError: a filter, type, modality or area is not known.
        PublishError: the page was not built with this installation, or is too large.
    """
    from contested.knowledge import load
    from contested.publish import Account, publish
    from contested.publish.single import single

    knowledge = filters.get("knowledge")
    known = load([knowledge] if knowledge else [])
    with opened(ledger) as kept, TemporaryDirectory(prefix="contested-") as folder:
        site, shown = Path(folder) / "site", readings(kept, filters)
        account = None
        if filters.keys() <= WHOLE:
            told = tuple(kept.told(as_known=iso(filters.get("as_known"), "as_known")))
            account = Account(told, tuple(known.conflicts), tuple(known.roads), kept.decisions(), kept.baselines())
        publish(shown, site, heading=title, conflicts=known.conflicts, roads=known.roads, account=account)
        return Map(single(site), title=title, height=height)


def readings(ledger: Ledger, filters: Filters) -> list[Reading]:
    """The readings of a ledger with those of their claims that are let through."""
    every = list(ledger.readings(decided=True))
    if not filters:
        return every
    kept = {told.claim.id for told in let_through(ledger, filters)}
    some = [replace(one, claims=tuple(claim for claim in one.claims if claim.id in kept)) for one in every]
    return [one for one in some if one.claims]
