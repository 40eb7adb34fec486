"""Every word of every scene comes from the catalogue: the window is built in a language whose texts are all marked."""

from __future__ import annotations

from collections import defaultdict

import pytest
from PySide6.QtGui import QKeySequence, QPainter
from PySide6.QtWidgets import QApplication

from desktop import i18n
from desktop.shell import start
from desktop.shell.pictures import Look
from tests.i18n import texts
from tests.scenes import shown_words

TRACE = "QPlainTextEdit.text"
"""What a report of a fault holds, for whoever mends it."""


@pytest.fixture
def marks(monkeypatch):
    catalogue = shown_words.catalogue()
    monkeypatch.setattr(i18n, "use", lambda _language: i18n.use_catalogue(catalogue))
    yield catalogue
    monkeypatch.undo()
    start.speak(i18n.SOURCE)  # Qt was made to speak the language of the marks as well


@pytest.fixture
def painted(monkeypatch):
    """Texts that a widget paints by hand, as they are painted."""
    heard: list[str] = []
    draw = QPainter.drawText

    def drawing(self, *given):
        heard.extend(one for one in given if isinstance(one, str))
        return draw(self, *given)

    monkeypatch.setattr(QPainter, "drawText", drawing)
    return heard


@pytest.mark.timeout(300)
@pytest.mark.qt_log_ignore("This plugin does not support")  # a list drops down, and there is no screen
def test_every_text_shown_was_looked_up_and_is_collected(walk, stores, marks, painted):
    judge = shown_words.Judge(shown_words.typed(record for one in stores for record in shown_words.records_of(one)))
    found: dict[str, set[str]] = defaultdict(set)
    seen = 0

    def look(where, text) -> None:
        nonlocal seen
        seen += 1
        words = judge.bare(text)
        if words:
            found[f"{words!r} in {text!r}" if words != text else repr(text)].add(where)

    def visit(name, widget, _window) -> None:
        painted.clear()
        widget.grab()
        said = [one for one in shown_words.shown(widget) if one[0] != TRACE]
        for text in painted:
            if not any(text.rstrip("…") in whole for _, whole in said):  # a line of a text that is looked at as a whole
                look(f"{name}: painted", text)
        for where, text in said:
            look(f"{name}: {where}", text)
        QApplication.sendPostedEvents()

    scenes = walk(Look(), visit)
    listed = "\n".join(f"{what}\n    {'; '.join(sorted(where)[:6])}" for what, where in sorted(found.items()))
    known, plurals = texts.known()
    asked = (text for text in set(marks.texts) - known if texts.worded(text))
    strange = sorted(text for text in asked if not QKeySequence(text).toString())  # keys are named by Qt
    strange += sorted(key for key in marks.plurals if tuple(key.split("|")) not in plurals)
    assert scenes > 20
    assert seen > 2000
    assert not listed, f"shown without the catalogue:\n{listed}"
    assert not strange, "looked up, but marked nowhere, so no catalogue can be asked for it:\n" + "\n".join(strange)
