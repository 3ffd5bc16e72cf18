"""What the file ``layer.json`` of a layer says.

msgspec makes its class, so it stands apart from `Layer`, which runs as native code.
"""

from __future__ import annotations

import msgspec

FORMAT = 5


class Header(msgspec.Struct):
    """What ``layer.json`` holds. ``sections``: offset and length in bytes within ``table.bin``."""

    format: int
    digest: str
    rows: int
    sections: dict[str, tuple[int, int]]
    attribution: list[str] = []
    extra: msgspec.Raw = msgspec.Raw(b"null")
