"""Garbage is collected by the window's thread and by no other."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest

from desktop.qt.collecting import Collector, collect_due


class Knot:
    """Holds itself."""

    def __init__(self, gone: list[int]) -> None:
        self.self = self
        weakref.finalize(self, lambda: gone.append(threading.get_ident()))


@pytest.fixture
def collector(qapp):
    made = Collector(qapp)
    yield made
    made.stop()
    made.deleteLater()


def test_a_worker_that_makes_much_collects_nothing(collector):
    gone: list[int] = []
    worker = threading.Thread(target=lambda: [Knot(gone) for _ in range(20_000)])
    worker.start()
    worker.join()
    assert not gone
    collect_due()
    assert set(gone) == {threading.get_ident()}


def test_it_comes_by_itself(qtbot, collector):
    gone: list[int] = []
    for _ in range(5_000):
        Knot(gone)
    qtbot.waitUntil(lambda: len(gone) == 5_000, timeout=5_000)


def test_python_collects_again_once_it_stops(qapp):
    gc.enable()
    made = Collector(qapp)
    assert not gc.isenabled()
    made.stop()
    made.deleteLater()
    assert gc.isenabled()
