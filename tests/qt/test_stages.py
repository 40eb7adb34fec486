"""Work in pieces: one a turn, in order, ended by a new start, by False and by trouble."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer

from desktop.qt.stages import Stages


@pytest.fixture
def stages(qtbot):
    return Stages()


def test_pieces_come_one_after_the_other_and_the_window_answers_in_between(qtbot, stages):
    said: list[str] = []

    def first() -> None:
        said.append("first")
        QTimer.singleShot(0, lambda: said.append("window"))

    with qtbot.waitSignal(stages.ended):
        stages.start(first, lambda: said.append("second"))
        assert stages.pending
        assert said == []
    assert said == ["first", "window", "second"]
    assert not stages.pending


def test_one_that_answers_false_ends_them(qtbot, stages):
    said: list[str] = []
    with qtbot.assertNotEmitted(stages.ended, wait=30):
        stages.start(lambda: False, lambda: said.append("never"))
    assert said == []
    assert not stages.pending


def test_a_new_start_forgets_what_was_under_way(qtbot, stages):
    said: list[str] = []
    with qtbot.waitSignal(stages.ended):
        stages.start(lambda: stages.start(lambda: said.append("new")), lambda: said.append("old"))
    assert said == ["new"]
    stages.start(lambda: said.append("stopped"))
    stages.stop()
    qtbot.wait(10)
    assert said == ["new"]
