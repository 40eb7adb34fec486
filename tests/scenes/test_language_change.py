"""After the language changed, no page holds a word of the one before; after it changed back, none of the other."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from desktop import app, i18n
from desktop.cli.commands import PICTURED_DAY
from desktop.settings import LANGUAGE
from desktop.shell import start
from desktop.shell.scenes import settle
from tests.scenes import shown_words

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def live(qapp, tmp_path, monkeypatch):
    """The window over the sample squad, in English; in 'fr' every text of the catalogue is marked."""
    read = i18n.read_catalogue
    monkeypatch.setattr(i18n, "read_catalogue", lambda code: shown_words.catalogue() if code == "fr" else read(code))
    services = app.open_services(tmp_path / "data", lambda: PICTURED_DAY)
    app.fill_sample(services)
    services.settings.set(LANGUAGE, "en")
    start.dress_as_set(services)
    made = start.speaking(services, start.build_window(services))
    made.window.show()
    yield made
    made.window.close()
    made.window.deleteLater()
    settle(made.window)
    services.close()
    monkeypatch.undo()
    start.dress("en", "light", "kg")


def said(window, athlete_id):
    """(where, text) of every page, the palette, the help and the list of shortcuts."""
    for spec in window.pages:
        window.open_page(spec.id, athlete_id if spec.needs_athlete else None)
        settle(window)
        yield from ((f"{spec.id} {where}", text) for where, text in shown_words.shown(window))
    window.layers.palette.popup()
    settle(window)
    yield from ((f"palette {where}", text) for where, text in shown_words.shown(window.layers.palette))
    window.layers.palette.dismiss()
    window.toggle_help()
    settle(window)
    yield from ((f"help {where}", text) for where, text in shown_words.shown(window.layers.help))
    window.toggle_help()


def switch(live, code):
    before, services = live.window, live.window.context.services
    before.context.history.run(lambda: services.settings.set(LANGUAGE, code))
    for _ in range(500):
        QTest.qWait(20)
        if live.window is not before:
            return live.window
    pytest.fail(f"the window never came in {code}")


@pytest.mark.timeout(300)
def test_no_word_of_the_language_before_is_left(live):
    services = live.window.context.services
    judge = shown_words.Judge(shown_words.typed(shown_words.records_of(services)))
    athlete = max(services.athletes.roster(), key=lambda a: len(services.races.of(a.id)))
    english = list(said(live.window, athlete.id))
    assert not [text for _, text in english if shown_words.OPEN in text]
    marked = list(said(switch(live, "fr"), athlete.id))
    left = {f"{judge.bare(text)!r} in {text!r}  {where}" for where, text in marked if judge.bare(text)}
    assert len(marked) > 1000
    assert not left, "still English:\n" + "\n".join(sorted(left)[:40])
    again = list(said(switch(live, "en"), athlete.id))
    left = {f"{text!r}  {where}" for where, text in again if shown_words.OPEN in text or shown_words.CLOSE in text}
    assert not left, "still in the other language:\n" + "\n".join(sorted(left)[:40])
