"""Addresses on the web as inputs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contested.errors import REPORT_IT, InputError, fault
from contested.intake.charset import MARKS
from contested.intake.record import Input, Settings

if TYPE_CHECKING:
    from contested.intake.fetch import Fetched, Fetcher

# a drive of Windows is one letter and has no two strokes behind its colon
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def is_address(path: str) -> bool:
    """Whether a path is an address: of any scheme, so that those that are not fetched are told."""
    return bool(ADDRESS.match(path))


def fetcher_for(settings: Settings) -> Fetcher:
    """A fetcher under the limits in force; the libraries are loaded only now."""
    from contested.intake.fetch import Fetcher

    return Fetcher(settings.limits, allow_private=settings.allow_private)


def fetch_input(url: str, fetcher: Fetcher, settings: Settings) -> Input | InputError:
    """What an address gives, as an input whose format is known."""
    try:
        return input_of(url, fetcher.get(url), settings)
    except InputError as error:
        return error
    except Exception as error:  # whatever is wrong with one address, the others are asked
        return InputError(f"cannot be taken: {fault(error)}", source=url, remedy=REPORT_IT)


def input_of(name: str, found: Fetched, settings: Settings) -> Input:
    """Fetched bytes as an input.

    Raises:
        InputError: they are of no format that is read.
    """
    from contested.intake.kind import kind_of

    form = settings.form or kind_of(found, name)
    # a byte order mark is the bytes' own word; the header is the server's
    marked = next((charset for mark, charset in MARKS if found.data.startswith(mark)), None)
    return Input(name, None, found.data, form=form, url=found.url, charset=marked or found.charset)
