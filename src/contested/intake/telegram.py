"""Telegram's JSON export (`result.json`): every message of a channel or group that has words is a report.

The publisher is the channel or group; who wrote in a group is not kept, and conversations of persons are not read. What
a channel forwards from another is the other's: its publisher is the origin, so that ten who forward it are one voice.
The message as it stands, with who forwarded it, is kept beside the words.
https://core.telegram.org/import-export and the desktop program's export: a chat, or an account with ``chats.list``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import msgspec

from contested import characters
from contested.errors import InputError
from contested.intake.charset import decode
from contested.intake.record import Input, Record, Settings

PUBLIC = frozenset({"public_channel", "private_channel", "public_supergroup", "private_supergroup", "private_group"})
REMEDY = "export the chat from Telegram Desktop as JSON"


def read_export(source: Input, settings: Settings) -> Iterator[Record | InputError]:
    """The messages of an export, chat by chat in its order."""
    text = decode(source.read(settings.limits.unpacked, "CONTESTED_MAX_UNPACKED_MB"), source.name, settings.encoding)
    try:
        export = decoded(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise InputError(f"is not JSON: {error}", source=source.name, remedy=REMEDY) from None
    chats = chats_of(export)
    if chats is None:
        what = "is JSON but no Telegram export"
        raise InputError(what, source=source.name, remedy=f"{REMEDY}; for one object a line say --from jsonl")
    for number, chat in enumerate(chats, start=1):
        if not is_chat(chat):
            what = f"has as chat {number} of its list what is none"
            yield InputError(what, source=source.name, key="chats", remedy=REMEDY)
            continue
        kind = chat.get("type")
        if not isinstance(kind, str):
            what = f"has a chat whose type is {type(kind).__name__}, not text"
            yield InputError(what, source=source.name, key="type", remedy=REMEDY)
            continue
        if kind not in PUBLIC:
            what = f"holds a conversation ({kind[:80]}), which is no publication"
            yield InputError(what, source=source.name, remedy="export the channel or group alone")
            continue
        yield from messages(chat, source)


def decoded(text: str) -> object:
    """What an export says; a half of a character (a lone surrogate), as cut emoji leave, costs no more than itself.

    Raises:
        msgspec.DecodeError: it is not JSON.
        RecursionError: it is too deep.
    """
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        if "\\ud" not in text.lower():
            raise
        with suppress(ValueError):  # what the stricter one said of it is clearer
            return sound(json.loads(text))
        raise


def sound(value: object) -> object:
    """A value of JSON of whole characters."""
    if isinstance(value, str):
        return characters.words(value)
    if isinstance(value, list):
        return [sound(each) for each in value]
    return {characters.words(key): sound(each) for key, each in value.items()} if isinstance(value, dict) else value


def chats_of(export: object) -> list[Any] | None:
    """The chats of an export, of one or of a whole account; None where it is none."""
    if not isinstance(export, dict):
        return None
    chats = export.get("chats")
    listed = chats.get("list") if isinstance(chats, dict) else [export]
    return listed if isinstance(listed, list) and any(map(is_chat, listed)) else None


def is_chat(chat: object) -> bool:
    """Whether an entry of an export has messages."""
    return isinstance(chat, dict) and isinstance(chat.get("messages"), list)


def messages(chat: dict[str, Any], source: Input) -> Iterator[Record]:
    """The messages of a chat that have words; joins, pins and pictures alone have none."""
    name = chat.get("name")
    for number, message in enumerate(chat["messages"], start=1):
        if not isinstance(message, dict) or message.get("type") != "message":
            continue
        text = words(message.get("text"))
        if not text.strip():
            continue
        fields = {
            "id": f"telegram-{chat.get('id')}-{message.get('id')}",
            "text": text,
            "date": message.get("date"),
            "source": origin(message) or (name if isinstance(name, str) else None),
        }
        where = f"{source.name} message {message.get('id')}"
        yield Record(
            {field: value for field, value in fields.items() if value},
            name=where,
            raw=msgspec.json.encode({"forwarded_by": name} | forwarded(message)) if origin(message) else None,
            share=number / len(chat["messages"]),
        )


def origin(message: dict[str, Any]) -> str | None:
    """The channel that a message was forwarded from; None where it was not, or where a person wrote it."""
    name, id = message.get("forwarded_from"), message.get("forwarded_from_id")
    if not isinstance(name, str) or not name.strip() or (isinstance(id, str) and id.startswith("user")):
        return None
    return name


def forwarded(message: dict[str, Any]) -> dict[str, Any]:
    """What is kept of a forwarded message beside its words."""
    kept = ("id", "date", "forwarded_from", "forwarded_from_id", "text")
    return {key: message[key] for key in kept if key in message}


def words(text: object) -> str:
    """The words of a message: a text, or a list of texts and of entities (links, mentions, bold …) with a text each."""
    if isinstance(text, str):
        return text
    if not isinstance(text, list):
        return ""
    parts = (part.get("text") if isinstance(part, dict) else part for part in text)
    return "".join(part for part in parts if isinstance(part, str))
