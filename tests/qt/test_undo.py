from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Event, current_thread, main_thread
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QTimer

from desktop.qt.bus import Bus
from desktop.qt.jobs import Jobs
from desktop.qt.undo import History, _Step


@dataclass(frozen=True)
class Receipt:
    text: str
    undo: Callable[[], Any]
    topics: frozenset
    athlete_id: str | None = None
    long: object = None


class Store:
    """A list as the store: adding hands back a receipt whose way back is removing, and so on for ever."""

    def __init__(self):
        self.names: list[str] = []
        self.broken = False

    def add(self, name):
        if not name:
            raise ValueError("a name, please")
        self._check()
        self.names.append(name)
        return Receipt(f"{name} added", lambda: self.remove(name), frozenset({"athletes"}), name)

    def remove(self, name):
        self._check()
        self.names.remove(name)
        return Receipt(f"{name} removed", lambda: self.add(name), frozenset({"athletes"}), name)

    def _check(self):
        if self.broken:
            raise OSError("the disk is full")


@pytest.fixture
def bus(qtbot):
    return Bus()


@pytest.fixture
def history(bus):
    return History(bus)


def test_undo_and_redo_walk_back_and_forth(history, bus):
    store, told = Store(), []
    bus.changed.connect(lambda topics, who, origin: told.append((sorted(topics), who, origin)))
    history.run(lambda: store.add("Maya"), origin="page")
    history.run(lambda: store.add("Oskar"))
    seen = [tuple(store.names)]
    for step in (history.undo, history.undo, history.redo, history.redo, history.undo):
        step()
        seen.append(tuple(store.names))
    assert seen == [("Maya", "Oskar"), ("Maya",), (), ("Maya",), ("Maya", "Oskar"), ("Maya",)]
    assert told[0] == (["athletes"], "Maya", "page")
    assert len(told) == 7
    assert history.stack.redoText() == "Oskar added"


def test_a_refusal_pushes_nothing(history, bus):
    told = []
    bus.changed.connect(lambda *what: told.append(what))
    with pytest.raises(ValueError, match="a name"):
        history.run(lambda: Store().add(""))
    assert history.stack.count() == 0
    assert told == []


def test_a_step_that_cannot_be_taken_back_is_dropped_and_said(history, qtbot):
    store = Store()
    history.run(lambda: store.add("Maya"))
    store.broken = True
    with qtbot.waitSignal(history.failed) as failed:
        history.undo()
    assert str(failed.args[0]) == "the disk is full"
    assert store.names == ["Maya"]
    assert history.stack.count() == 0


def test_what_is_said_after_undo_is_what_was_taken_back(history):
    store, said = Store(), []
    history.stepped.connect(said.append)
    history.run(lambda: store.add("Maya"))
    history.undo()
    history.redo()
    history.forget_words()
    history.undo()
    assert said == ["Undone: Maya added", "Maya added", "Undone"]


def test_what_takes_a_while_is_taken_back_in_another_thread_and_changes_wait_for_it(bus, qtbot):
    store, jobs, order = Store(), Jobs(), []

    class Beside:
        """What another thread works with."""

        desk = "its desk"
        store = SimpleNamespace(busy=lambda: False)

        def sibling(self):
            return self

        def close(self):
            order.append("closed")

    def aside(desk, _progress):
        assert desk == "its desk"
        assert current_thread() is not main_thread()
        time.sleep(0.1)
        store.names.remove("Maya")
        return lambda: Receipt("Maya removed", lambda: store.add("Maya"), frozenset(), None)

    history = History(bus, services=Beside(), jobs=jobs)
    history.began.connect(lambda undoing: order.append(("began", undoing)))
    history.stepped.connect(order.append)
    history.ended.connect(lambda: order.append("ended"))
    history.run(lambda: replace(store.add("Maya"), long=aside))
    history.undo()
    assert history.busy
    assert store.names == ["Maya"]
    history.undo()  # there is nothing more to undo meanwhile
    history.run(lambda: store.add("Oskar"))  # waits, for it comes after
    assert order == [("began", True), "closed", "Undone: Maya added", "ended"]
    assert store.names == ["Oskar"]
    assert history.stack.count() == 1
    assert history.stack.undoText() == "Oskar added"


def test_a_long_step_that_fails_is_dropped_and_said(bus, qtbot):
    store = Store()
    beside = SimpleNamespace(desk=None, store=SimpleNamespace(busy=lambda: False), close=lambda: None)
    beside.sibling = lambda: beside

    def breaks(_desk, _progress):
        raise OSError("the disk is full")

    history = History(bus, services=beside, jobs=Jobs())
    history.run(lambda: replace(store.add("Maya"), long=breaks))
    with qtbot.waitSignal(history.failed) as failed:
        history.undo()
    assert str(failed.args[0]) == "the disk is full"
    assert not history.busy
    assert store.names == ["Maya"]
    assert history.stack.count() == 0


class Lane:
    """Services whose store is written by somebody else until `free`."""

    def __init__(self):
        self.free = False
        self.desk, self.store = "its desk", SimpleNamespace(busy=lambda: not self.free)

    def sibling(self):
        return self

    def close(self):
        pass


def test_what_was_asked_for_is_what_is_taken_back_or_nothing(bus, qtbot):
    """Somebody else's job ends while the undo waits for it, and pushes its own step."""
    store, beside, said = Store(), Lane(), []
    history = History(bus, services=beside, jobs=Jobs())
    history.stepped.connect(said.append)
    beside.free = True
    history.run(lambda: store.add("Maya"))
    beside.free = False

    def the_job_ends():
        beside.free = True
        history.run(lambda: store.add("Oskar"))

    QTimer.singleShot(40, history, the_job_ends)
    history.undo()
    assert (store.names, said) == (["Maya", "Oskar"], [])
    history.undo()
    assert (store.names, said) == (["Maya"], ["Undone: Oskar added"])


def test_a_long_step_over_which_something_was_done_is_taken_back_alone(bus, qtbot):
    """As when athlete mode, or what waited too long, comes in between: the step over it stays."""
    store, go_on, beside = Store(), Event(), Lane()
    beside.free = True

    def aside(_desk, _progress):
        go_on.wait(10)
        return lambda: store.remove("Maya")

    history = History(bus, services=beside, jobs=Jobs())
    history.run(lambda: replace(store.add("Maya"), long=aside))
    with qtbot.waitSignal(history.ended):
        history.undo()
        history.stack.push(_Step(store.add("Oskar"), history))
        go_on.set()
    assert store.names == ["Oskar"]
    history.undo()
    assert store.names == []
    history.undo()  # it was taken back already
    assert store.names == []


def test_a_long_step_that_fails_after_everything_was_emptied_ends_too(bus, qtbot):
    store, go_on, begun, beside, failed = Store(), Event(), Event(), Lane(), []
    beside.free = True

    def breaks(_desk, _progress):
        begun.set()
        go_on.wait(10)
        raise OSError("the disk is full")

    history = History(bus, services=beside, jobs=Jobs())
    history.failed.connect(failed.append)
    history.run(lambda: replace(store.add("Maya"), long=breaks))
    with qtbot.waitSignal(history.ended):
        history.undo()
        assert begun.wait(10)
        history.empty()
        go_on.set()
    assert [str(error) for error in failed] == ["the disk is full"]
    assert not history.busy


def test_a_long_step_that_has_not_begun_is_dropped_when_everything_is_emptied(bus, qtbot):
    store, go_on, beside, began, failed, jobs = Store(), Event(), Lane(), [], [], Jobs()
    beside.free = True
    jobs.run(lambda _progress: go_on.wait(10), lambda _answer: None)  # the lane is taken
    history = History(bus, services=beside, jobs=jobs)
    history.failed.connect(failed.append)
    history.run(lambda: replace(store.add("Maya"), long=lambda _desk, _progress: began.append(1)))
    with qtbot.waitSignal(history.ended):
        history.undo()
        history.empty()
        go_on.set()
    assert (began, failed, store.names) == ([], [], ["Maya"])
