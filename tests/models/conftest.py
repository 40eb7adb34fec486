from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.store import Store, open_store
from tests.models.examples import REMOVED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with open_store(tmp_path / "squad.db") as opened:
        yield opened


@pytest.fixture
def full(store: Store) -> Store:
    """A store with the example athlete and all records."""
    store.athletes.put_back(REMOVED)
    return store
