"""The background writes the squad's plans down while a page looks at one of them: neither stands in the other's way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Barrier, Thread

import pytest

from desktop import app
from desktop.services.house import Services
from tests.services.plan_stories import MONDAY, TurningClock, nora

_PEOPLE = 6


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    opened = app.open_services(tmp_path / "data", TurningClock())
    yield opened
    opened.close()


def test_a_week_written_down_from_two_threads_at_once_is_written_once(services: Services) -> None:
    people = [nora(services).id for _ in range(_PEOPLE)]
    together, written, trouble = Barrier(2, timeout=60), list[int](), list[Exception]()

    def write() -> None:
        with closing(services.sibling()) as mine:
            for person in people:
                together.wait()
                try:
                    written.append(mine.plans.write_down(person))
                except Exception as error:  # noqa: BLE001  whatever a thread meets is asked about below
                    trouble.append(error)

    threads = [Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not trouble
    assert sum(written) == 2 * _PEOPLE
    for person in people:
        assert [plan.version for plan in services.store.plans.of(person, MONDAY)] == [1, 1]
