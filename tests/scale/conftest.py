"""Tables of claims that the tests of this room share."""

from __future__ import annotations

import pytest
from archive import Archive, archive_in


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The packaged examples, read."""
    return archive_in(tmp_path_factory.mktemp("reports"), tmp_path_factory.mktemp("claims"))
