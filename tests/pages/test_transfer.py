"""Sessions out to a file and back in, through the sheets, with the lane of long work."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop.pages.transfer import dropped_file, export_sessions, import_sessions
from desktop.services.outcome import Cancelled
from models import records
from models.records import Session, SetRecord, new_id
from rules.vocabulary import LoadType, Unit

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
TODAY = date(2027, 1, 11)


class Answers:
    """Answers to the questions for files."""

    def __init__(self, path=None):
        self.path = path

    def save_file(self, _title, _name, _kinds):
        return self.path

    def open_file(self, _title, _kinds):
        return self.path


@pytest.fixture
def people(services):
    """Two athletes with two sessions each."""
    found = [records.Athlete(new_id(), name) for name in ("Marta Nowak", "Oskar Lind")]
    for athlete in found:
        services.athletes.save(athlete)
        for days in (3, 40):
            done = SetRecord(new_id(), "standard-lunge", 1, 1, Unit.REPS, LoadType.BODYWEIGHT, amount=8, rpe=6)
            services.training.save(Session(new_id(), athlete.id, TODAY - timedelta(days), sets=(done,)))
    return found


@pytest.fixture(autouse=True)
def answers(context):
    """Who is asked for files."""
    context.ask = Answers()


@pytest.fixture
def parent(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@contextmanager
def _ended(qtbot, sheet):
    yield
    qtbot.waitUntil(lambda: not sheet.running)


def _lines(path):
    return path.read_text("utf-8-sig").splitlines()


def test_export_of_one_athlete_between_two_days(context, parent, people, qtbot, tmp_path):
    sheet = export_sessions(context, parent, people[0].id)
    assert "sessions-marta-nowak-2027-01-11.csv" in sheet.file.text()
    context.ask.path = tmp_path / "out"
    sheet.choose()
    sheet.start_on.line.setText("1 Jan 2027")
    with _ended(qtbot, sheet):
        sheet.attempt()
    assert "1 set written" in sheet.outcome.text()
    assert sheet.folder.isVisible()
    lines = _lines(tmp_path / "out.csv")
    assert len(lines) == 2
    assert "Marta Nowak" in lines[1]
    sheet.reject()


def test_where_no_program_shows_the_folder_its_place_is_said_and_nothing_is_squeezed(
    context, parent, people, qtbot, tmp_path, monkeypatch
):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    sheet = export_sessions(context, parent, people[0].id)
    place = tmp_path / "a folder with a name that takes more than one line of such a small sheet"
    place.mkdir()
    sheet.file.setText(str(place / "some.csv"))
    with _ended(qtbot, sheet):
        sheet.attempt()
    sheet.folder.click()
    assert str(place) in sheet.outcome.text()
    layout = sheet.layout()
    assert layout is not None
    qtbot.waitUntil(lambda: sheet.height() >= layout.totalHeightForWidth(sheet.width()))
    sheet.reject()


def test_export_of_those_selected_and_of_all(context, parent, people, qtbot, tmp_path):
    sheet = export_sessions(context, parent, selected=[people[1].id])
    sheet.file.setText(str(tmp_path / "some.csv"))
    with _ended(qtbot, sheet):
        sheet.attempt()
    assert {line.split(",")[1] for line in _lines(tmp_path / "some.csv")[1:]} == {"Oskar Lind"}
    sheet.whom.set_value("all")
    with _ended(qtbot, sheet):
        sheet.attempt()
    assert len(_lines(tmp_path / "some.csv")) == 5
    sheet.reject()


def test_a_place_that_cannot_be_written_is_said_and_nothing_typed_is_lost(context, parent, people, qtbot, tmp_path):
    sheet = export_sessions(context, parent, people[0].id)
    sheet.file.setText(str(tmp_path))
    with _ended(qtbot, sheet):
        sheet.attempt()
    assert "is a folder" in sheet.trouble.text()
    assert sheet.file.text() == str(tmp_path)
    sheet.end_on.line.setText("soon")
    sheet.attempt()
    assert not sheet.running
    assert "not a date" in sheet.rows["to"].error.text()
    sheet.reject()


def test_a_stopped_export_leaves_no_file(context, parent, people, qtbot, tmp_path):
    sheet = export_sessions(context, parent)
    target = tmp_path / "stopped.csv"
    sheet.file.setText(str(target))
    with _ended(qtbot, sheet):
        sheet.attempt()
        sheet.reject()  # the first press stops the work
    assert sheet.isVisible()
    assert "Stopped" in sheet.trouble.text()
    assert not target.exists()
    sheet.reject()
    assert not sheet.isVisible()


def test_import_says_what_would_happen_then_does_it_and_can_be_undone(
    context, parent, people, services, qtbot, tmp_path
):
    path = tmp_path / "in.csv"
    services.exports.write(path)
    gone = services.training.sessions(people[0].id)[0]
    services.training.remove(gone.id)
    lines = path.read_bytes().decode().splitlines(keepends=True)
    bad = lines[-1].replace("reps", "rips").replace(lines[-1].split(",")[3], new_id())  # a session of its own
    path.write_bytes("".join([*lines, bad]).encode())
    sheet = import_sessions(context, parent, path)
    qtbot.waitUntil(lambda: sheet.plan is not None)
    assert "1 session added" in sheet.said.text()
    assert "is there already" in sheet.said.text() or "are there already" in sheet.said.text()
    assert [row[0] for row in sheet.refused.shown()] == [6]
    assert services.training.count(people[0].id) == 1
    sheet.attempt()
    qtbot.waitUntil(lambda: services.training.count(people[0].id) == 2 and context.history.stack.count() == 1)
    context.history.undo()
    assert services.training.count(people[0].id) == 1
    context.history.redo()
    assert services.training.count(people[0].id) == 2


def test_a_file_that_is_none_of_ours_is_refused_in_words(context, parent, qtbot, tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    context.ask.path = path
    sheet = import_sessions(context, parent)
    with _ended(qtbot, sheet):
        sheet.ask_file()
    assert "not the columns" in sheet.trouble.text()
    assert not sheet.yes.isEnabled()
    sheet.reject()


def test_nothing_new_in_a_file(context, parent, people, services, qtbot, tmp_path):
    path = tmp_path / "same.csv"
    services.exports.write(path)
    sheet = import_sessions(context, parent, path)
    qtbot.waitUntil(lambda: sheet.plan is not None)
    assert "nothing new" in sheet.trouble.text()
    assert not sheet.yes.isEnabled()
    sheet.reject()


def test_only_one_csv_file_can_be_dropped(tmp_path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.csv"))])
    assert dropped_file(data) == tmp_path / "a.csv"
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.db"))])
    assert dropped_file(data) is None
    data.setUrls([QUrl("https://example.org/a.csv")])
    assert dropped_file(data) is None


def test_a_stopped_import_changes_nothing(people, services, tmp_path):
    path = tmp_path / "in.csv"
    services.exports.write(path)
    gone = [services.training.sessions(athlete.id)[0] for athlete in people]
    for session in gone:
        services.training.remove(session.id)
    plan = services.imports.plan(path)
    assert len(plan.added) == 2
    with pytest.raises(Cancelled):
        services.imports.write(plan, lambda done, _total: done < 2)
    assert [services.training.count(athlete.id) for athlete in people] == [1, 1]
    receipt = services.imports.receipt(plan, services.imports.write(plan))
    assert [services.training.count(athlete.id) for athlete in people] == [2, 2]
    receipt.undo()
    assert [services.training.count(athlete.id) for athlete in people] == [1, 1]
