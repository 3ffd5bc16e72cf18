"""The environment of the model's reader: what is needed is named, what is wrong is refused."""

from __future__ import annotations

import pytest

from contested.errors import UsageError
from contested.llm.settings import LlmSettings, settings_from

GOOD = {"CONTESTED_LLM_URL": "http://localhost:8080/v1/", "CONTESTED_LLM_MODEL": "small-1"}


def test_an_address_and_a_model_are_enough() -> None:
    assert settings_from(GOOD) == LlmSettings("http://localhost:8080/v1", "small-1")


def test_all_can_be_set() -> None:
    more = {"KEY": "secret", "PRICE_IN": "0.15", "PRICE_OUT": "0.6", "TIMEOUT": "30", "RETRIES": "0"}
    settings = settings_from(GOOD | {f"CONTESTED_LLM_{name}": value for name, value in more.items()})
    assert (settings.key, settings.price_in, settings.price_out) == ("secret", 0.15, 0.6)
    assert (settings.timeout, settings.retries) == (30.0, 0)
    assert "secret" not in repr(settings)


@pytest.mark.parametrize("name", GOOD)
def test_what_is_missing_is_named(name: str) -> None:
    for value in ("", "  ", None):
        environment = {key: other for key, other in GOOD.items() if key != name} | ({name: value} if value else {})
        with pytest.raises(UsageError, match=name):
            settings_from(environment)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("URL", "localhost:8080"),
        ("URL", "ftp://localhost/v1"),
        ("URL", "http://"),
        ("URL", "http://user:word@localhost/v1"),
        ("URL", "http://localhost/v1?key=1"),
        ("PRICE_IN", "cheap"),
        ("PRICE_OUT", "-1"),
        ("PRICE_OUT", "nan"),
        ("TIMEOUT", "inf"),
        ("RETRIES", "2.5"),
        ("RETRIES", "-1"),
    ],
)
def test_what_is_wrong_is_named(name: str, value: str) -> None:
    with pytest.raises(UsageError, match=f"CONTESTED_LLM_{name}"):
        settings_from(GOOD | {f"CONTESTED_LLM_{name}": value})
