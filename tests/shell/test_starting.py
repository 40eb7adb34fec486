"""A start over data that cannot be opened: said in words, nothing lost, and a damaged store gives way to a backup."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

from desktop import app, log
from desktop.qt.ask import Sheet
from desktop.services.backups import newest_sound
from desktop.settings import TOUR
from desktop.shell import start, starting
from desktop.shell.athlete_mode import SCOPE
from desktop.shell.first_paint import AT_THE_LATEST as LATEST_PAINT
from desktop.shell.main_window import MainWindow
from desktop.shell.starting import MendingSheet, mend
from models.errors import StoreDamaged, StoreFull, StoreGone
from models.records import Athlete, new_id

pytestmark = [pytest.mark.qt_log_ignore("propagateSizeHints"), pytest.mark.timeout(30)]


class Answers:
    """Asks nobody: what was told, and the file that is chosen."""

    def __init__(self, file: Path | None = None) -> None:
        self.told: list[str] = []
        self.file = file

    def tell(self, title: str, text: str) -> None:
        self.told.append(f"{title}: {text}")

    def open_file(self, title: str, kinds: str) -> Path | None:
        return self.file


@pytest.fixture
def opened(tmp_path: Path, clock: Any) -> Callable[[], Any]:
    return lambda: app.open_services(tmp_path / "data", clock)


@pytest.fixture
def store(tmp_path: Path, opened: Callable[[], Any]) -> Path:
    """A store with one athlete and two backups, the newer one with two athletes; then it is overwritten."""
    services = opened()
    for name, made in (("Maya Torres", "2027-01-01-120000"), ("Ingrid Moe", "2027-01-02-120000")):
        services.athletes.save(Athlete(new_id(), name))
        file = services.backups.backup()
        file.rename(file.with_name(f"switchback-{made}.switchback"))
    services.close()
    path = app.store_file(tmp_path / "data")
    path.write_bytes(b"not a database any more " * 500)
    return path


@pytest.fixture
def gone(store: Path) -> Path:
    """The same with no file in the store's place."""
    store.unlink()
    return store


def damage(path: Path) -> StoreDamaged:
    return StoreDamaged("The file {path} is damaged.", path=path)


def press(button: str) -> list[str]:
    """Presses it as soon as the sheet is there, and closes the sheet where that did not; what was on it is in the list then."""
    seen: list[str] = []

    def do() -> None:
        sheet = QApplication.activeModalWidget()
        if isinstance(sheet, MendingSheet):
            seen.extend(label.text() for label in sheet.findChildren(QLabel))
            getattr(sheet, button).click()
            if sheet.isVisible():
                sheet.reject()

    QTimer.singleShot(100, do)
    return seen


@pytest.mark.logs("cannot be opened")
@pytest.mark.logs("took the place")
def test_a_damaged_store_gives_way_to_the_newest_sound_backup(qtbot: Any, store: Path, opened: Any) -> None:
    with pytest.raises(StoreDamaged) as caught:
        opened()
    before, answers = store.read_bytes(), Answers()
    press("yes")
    assert mend(caught.value, answers)  # pyright: ignore[reportArgumentType]
    (aside,) = store.parent.glob("switchback-aside-*.db")
    assert aside.read_bytes() == before
    assert aside.name in answers.told[0]
    services = opened()
    assert sorted(athlete.name for athlete in services.athletes.roster()) == ["Ingrid Moe", "Maya Torres"]
    services.close()


@pytest.mark.logs("cannot be opened")
@pytest.mark.logs("took the place")
def test_a_damaged_backup_is_passed_over(qtbot: Any, store: Path, opened: Any) -> None:
    (store.parent / "backups" / "switchback-2027-01-02-120000.switchback").write_bytes(b"gone too")
    found = newest_sound(store)
    assert found is not None
    assert found.file.name == "switchback-2027-01-01-120000.switchback"
    press("yes")
    assert mend(damage(store), Answers())  # pyright: ignore[reportArgumentType]
    services = opened()
    assert [athlete.name for athlete in services.athletes.roster()] == ["Maya Torres"]
    services.close()


@pytest.mark.logs("cannot be opened")
def test_nothing_is_touched_by_whoever_closes(qtbot: Any, store: Path) -> None:
    before, files = store.read_bytes(), sorted(store.parent.rglob("*"))
    seen = press("no")
    assert not mend(damage(store), Answers())  # pyright: ignore[reportArgumentType]
    assert store.read_bytes() == before
    assert sorted(store.parent.rglob("*")) == files
    assert any(str(store) in text for text in seen)
    assert any("newest sound backup" in text for text in seen)


@pytest.mark.logs("cannot be opened")
@pytest.mark.logs("took the place")
def test_without_a_sound_backup_one_from_elsewhere_may_be_chosen(
    qtbot: Any, store: Path, opened: Any, tmp_path: Path
) -> None:
    kept = tmp_path / "stick.switchback"
    (store.parent / "backups" / "switchback-2027-01-02-120000.switchback").rename(kept)
    (store.parent / "backups" / "switchback-2027-01-01-120000.switchback").unlink()
    assert newest_sound(store) is None
    press("yes")
    assert not mend(damage(store), Answers(None))  # pyright: ignore[reportArgumentType]  thought better of it: still asked
    press("yes")
    assert mend(damage(store), Answers(kept))  # pyright: ignore[reportArgumentType]
    services = opened()
    assert len(services.athletes.roster()) == 2
    services.close()


@pytest.mark.logs("cannot be opened")
def test_a_file_that_is_no_backup_is_refused_in_the_sheet(qtbot: Any, store: Path, tmp_path: Path) -> None:
    for file in (store.parent / "backups").iterdir():
        file.unlink()
    wrong = tmp_path / "letter.switchback"
    wrong.write_text("Dear coach")
    before = store.read_bytes()
    seen: list[str] = []

    def do() -> None:
        sheet = QApplication.activeModalWidget()
        if isinstance(sheet, MendingSheet):
            sheet.yes.click()
            seen.append(sheet.trouble.text())
            sheet.reject()

    QTimer.singleShot(100, do)
    assert not mend(damage(store), Answers(wrong))  # pyright: ignore[reportArgumentType]
    assert str(wrong) in seen[0]
    assert store.read_bytes() == before


def trouble(opened: Callable[[], Any]) -> StoreGone:
    with pytest.raises(StoreGone) as caught:
        opened()
    return caught.value


@pytest.mark.logs("cannot be opened")
@pytest.mark.logs("took the place")
def test_a_store_that_is_gone_gives_way_to_the_newest_sound_backup(qtbot: Any, gone: Path, opened: Any) -> None:
    (gone.parent / "backups" / "switchback-2027-01-02-120000.switchback").write_bytes(b"damaged")
    answers = Answers()
    seen = press("yes")
    assert mend(trouble(opened), answers)  # pyright: ignore[reportArgumentType]
    assert any("is gone" in text and str(gone) in text for text in seen)
    assert answers.told == []
    services = opened()
    assert [athlete.name for athlete in services.athletes.roster()] == ["Maya Torres"]
    services.close()


@pytest.mark.logs("cannot be opened")
@pytest.mark.logs("took the place")
def test_instead_of_a_store_that_is_gone_an_empty_one_may_be_begun(qtbot: Any, gone: Path, opened: Any) -> None:
    kept = sorted((gone.parent / "backups").iterdir())
    press("empty")
    assert mend(trouble(opened), Answers())  # pyright: ignore[reportArgumentType]
    services = opened()
    assert not services.athletes.roster()
    services.close()
    assert sorted((gone.parent / "backups").iterdir()) == kept


@pytest.mark.logs("cannot be opened")
def test_whoever_closes_gets_no_empty_store(qtbot: Any, gone: Path, opened: Any) -> None:
    press("no")
    assert start.run(opened, gone.parent) == start.FAILED
    assert not gone.exists()


@pytest.mark.logs("cannot be opened")
def test_a_damaged_store_is_not_thrown_away_for_an_empty_one(qtbot: Any, store: Path) -> None:
    seen: list[bool] = []

    def do() -> None:
        sheet = QApplication.activeModalWidget()
        if isinstance(sheet, MendingSheet):
            seen.append(sheet.empty.isVisible())
            sheet.reject()

    QTimer.singleShot(100, do)
    assert not mend(damage(store), Answers())  # pyright: ignore[reportArgumentType]
    assert seen == [False]


def test_backups_are_looked_for_only_where_the_store_is_missing(
    opened: Any, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.unlink()
    for file in (store.parent / "backups").iterdir():
        file.unlink()
    opened().close()
    monkeypatch.setattr("models.store.backups", lambda *_: pytest.fail("looked for"))
    opened().close()


@pytest.mark.logs("cannot be opened")
def test_other_trouble_is_told(qtbot: Any) -> None:
    answers = Answers()
    assert not mend(StoreFull("The disk is full."), answers)  # pyright: ignore[reportArgumentType]
    assert answers.told == ["Switchback cannot open its data: The disk is full."]


@pytest.mark.logs("cannot be opened")
def test_a_start_tries_again_after_it_was_mended(qtbot: Any, monkeypatch: Any, tmp_path: Path) -> None:
    tried: list[str] = []

    def opened() -> Any:
        tried.append("opened")
        raise damage(tmp_path / "switchback.db")

    mended = iter([True, False])
    monkeypatch.setattr(starting, "newest_sound", lambda _store: None)
    monkeypatch.setattr(MendingSheet, "exec", lambda _sheet: int(next(mended)))
    assert start.run(opened, tmp_path / "data") == start.FAILED
    assert tried == ["opened", "opened"]


# ------------------------------------------------------------------------------------------- damage behind a window


def damage_page(path: Path, table: str) -> None:
    """Overwrites the pages that a table and its indexes begin with: no start looks at all of them."""
    with closing(sqlite3.connect(path)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        pages = connection.execute("SELECT rootpage FROM sqlite_master WHERE tbl_name = ?", (table,)).fetchall()
    with path.open("r+b") as file:
        for (page,) in pages:
            file.seek((page - 1) * size)
            file.write(b"\xff" * size)


@pytest.fixture
def half(opened: Callable[[], Any], tmp_path: Path) -> Path:
    """A store with one athlete and a backup, whose sessions cannot be read."""
    services = opened()
    services.athletes.save(Athlete(new_id(), "Maya Torres"))
    services.settings.set(TOUR, "seen")
    services.backups.backup()
    services.close()
    path = app.store_file(tmp_path / "data")
    damage_page(path, "session")
    return path


def window_there() -> MainWindow | None:
    return next(
        (one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible()), None
    )


class Watching:
    """Does one step after the other as soon as it can: a step answers whether it could."""

    def __init__(self, *steps: Callable[[], bool]) -> None:
        self._steps = list(steps)
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(50)

    def _look(self) -> None:
        if self._steps[0]():
            del self._steps[0]
        if not self._steps:
            self._timer.stop()


@pytest.mark.logs("cannot be opened")
@pytest.mark.logs("took the place")
def test_damage_that_shows_later_is_said_and_a_backup_takes_the_place(
    qtbot: Any, half: Path, opened: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    before, said = half.read_bytes(), list[str]()

    def look_at_log() -> bool:
        window = window_there()
        if window is None:
            return False
        window.open_page("log", window.context.services.athletes.roster()[0].id)
        return True

    def take_help() -> bool:
        window = window_there()
        if window is None or not window.banner.isVisible():
            return False
        assert window.banner.help is not None
        said.append(window.banner.text)
        window.banner.help.click()
        return True

    def press_yes() -> bool:
        sheet = QApplication.activeModalWidget()
        if isinstance(sheet, Sheet):  # of what is wrong, then of where the damaged file is
            sheet.yes.click()
        return isinstance(sheet, Sheet)

    def leave() -> bool:
        window = window_there()
        if window is None:
            return False
        said.append(window.context.services.athletes.roster()[0].name)
        said.append(str(len(window.context.services.store.sessions.latest_days())))
        window.close()
        QApplication.quit()
        return True

    watching = Watching(look_at_log, take_help, press_yes, press_yes, leave)
    assert start.run(opened, half.parent) == 0
    del watching
    qtbot.wait(LATEST_PAINT + 100)  # the timer of a paint that did not come
    assert str(half) in said[0]
    assert said[1:] == ["Maya Torres", "0"]
    (aside,) = half.parent.glob("switchback-aside-*.db")
    assert aside.read_bytes() == before
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.logs("cannot be opened")
def test_damage_that_shows_before_the_window_is_no_mistake_of_ours(qtbot: Any, half: Path, opened: Any) -> None:
    damage_page(half, "setting")
    seen = press("no")
    assert start.run(opened, half.parent) == start.FAILED
    assert any("newest sound backup" in text for text in seen)


def test_an_athlete_is_offered_no_other_store(qtbot: Any, opened: Any, tmp_path: Path) -> None:
    services = opened()
    window = start.build_window(services)
    qtbot.addWidget(window)
    window.policy.confine(SCOPE, None)
    window.show()
    window.trouble(damage(services.store.path))
    assert window.banner.isVisible()
    assert window.banner.text.endswith("Tell your coach.")
    assert window.banner.help is None
    window.close()
    services.close()


def test_a_damaged_file_of_somebody_else_is_said_as_it_is(qtbot: Any, opened: Any, tmp_path: Path) -> None:
    services = opened()
    window = start.build_window(services)
    qtbot.addWidget(window)
    window.show()
    window.trouble(damage(services.store.path))
    assert window.banner.help is not None
    assert window.banner.help.isVisible()
    window.trouble(damage(tmp_path / "stick.switchback"))
    assert window.banner.text == f"The file {tmp_path / 'stick.switchback'} is damaged."
    assert not window.banner.help.isVisible()
    window.close()
    services.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps permissions elsewhere")
def test_what_a_start_makes_is_private_whatever_the_system_gives(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        file = log.start(tmp_path / "Switchback" / "logs")
        log.stop()
    finally:
        os.umask(before)
    assert file is not None
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "Switchback", file.parent, file)]
    assert modes == [0o700, 0o700, 0o600]


def test_a_mistake_in_the_page_come_back_to_holds_up_nothing_else(
    qtbot: Any, opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = opened()
    services.store.settings.set("page", "settings")
    start.dress_as_set(services)
    live = start.speaking(services, start.build_window(services, first=True))
    painted: list[bool] = []
    monkeypatch.setattr(start, "_painted", lambda *_: painted.append(True))

    def mistaken() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(live.window, "arrive", mistaken)
    with pytest.raises(ZeroDivisionError):  # which the crash guard hears of
        start._framed(services, live, None)
    assert painted
    live.window.close()
    live.window.deleteLater()
    QApplication.processEvents()
    services.close()
