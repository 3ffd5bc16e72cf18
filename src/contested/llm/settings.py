"""Which server, which model, and how patiently it is asked: from the environment, checked before anything is sent."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from contested.errors import UsageError

URL, MODEL, KEY = "CONTESTED_LLM_URL", "CONTESTED_LLM_MODEL", "CONTESTED_LLM_KEY"
PRICE_IN, PRICE_OUT = "CONTESTED_LLM_PRICE_IN", "CONTESTED_LLM_PRICE_OUT"
TIMEOUT, RETRIES = "CONTESTED_LLM_TIMEOUT", "CONTESTED_LLM_RETRIES"
DOCS = "docs/llm.md"
REMEDY = f"write http://… or https://…, without a query; a key goes into {KEY}"
ADDRESS = re.compile(r"https?://[^\s/?#@]+(?:/[^\s?#]*)?$")


@dataclass(frozen=True)
class LlmSettings:
    """Where to ask and how.

    ``url`` is the base address, up to and with ``/v1`` where the server has it; ``key`` is sent as a bearer token, None
    for none, and never shown. ``timeout`` is the seconds that one answer may take in all; ``retries`` how often a
    question is put again; ``backoff`` the seconds before the first time, doubled at each. Prices are for a million
    tokens, in whatever currency the user pays.
    """

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    price_in: float | None = None
    price_out: float | None = None
    timeout: float = 120.0
    retries: int = 4
    backoff: float = 1.0


def settings_from(environment: Mapping[str, str]) -> LlmSettings:
    """The settings that environment variables give.

    Raises:
        UsageError: a variable is missing or is not what it must be; the message names it.
    """
    url = needed(environment, URL, "the base address of a server, such as http://localhost:8080/v1").rstrip("/")
    if not ADDRESS.match(url):
        raise UsageError(f'"{url}" is no address', key=URL, remedy=REMEDY)
    return LlmSettings(
        url=url,
        model=needed(environment, MODEL, "the name that the server knows the model by"),
        key=environment.get(KEY, "").strip() or None,
        price_in=number(environment, PRICE_IN),
        price_out=number(environment, PRICE_OUT),
        timeout=number(environment, TIMEOUT) or 120.0,
        retries=whole(environment, RETRIES, 4),
    )


def needed(environment: Mapping[str, str], name: str, meaning: str) -> str:
    """A variable that must be there."""
    value = environment.get(name, "").strip()
    if not value:
        raise UsageError("--reader llm needs it and it is not set", key=name, remedy=f"set it to {meaning}; see {DOCS}")
    return value


def number(environment: Mapping[str, str], name: str) -> float | None:
    """A variable that is a number, not below zero; None where it is not set."""
    value = environment.get(name, "").strip()
    if not value:
        return None
    try:
        found = float(value)
    except ValueError:
        found = math.nan
    if not 0 <= found < math.inf:
        raise UsageError(f'"{value}" is no number from 0 up', key=name, remedy="write it as 0.15")
    return found


def whole(environment: Mapping[str, str], name: str, default: int) -> int:
    """A variable that is a whole number, not below zero."""
    value = environment.get(name, "").strip()
    if value and not (value.isascii() and value.isdigit() and len(value) < 4):
        raise UsageError(f'"{value}" is no whole number from 0 to 999', key=name, remedy="write it as 4")
    return int(value) if value else default
