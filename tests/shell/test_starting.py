"""A start over data that cannot be opened: said in words, nothing lost, and a damaged store gives way to a backup."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

from desktop import app, log
from desktop.services.backups import newest_sound
from desktop.shell import start, starting
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
