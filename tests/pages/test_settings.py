"""Settings on a real store: live look and units, backups made and put back, the check, the sample squad."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop import i18n
from desktop.pages.settings import view_model
from desktop.pages.settings.athlete_card import AthleteModeCard
from desktop.pages.settings.page import SettingsPage
from desktop.qt import fmt, theme
from desktop.settings import BACKUPS_KEPT, EFFORT, REST_SOUND, THEME, UNITS
from models import records
from models.records import new_id

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class Answers:
    """Says yes or no, and remembers what was asked."""

    def __init__(self):
        self.yes, self.asked, self.path = True, [], None

    def confirm(self, title, text, yes, danger=False):
        self.asked.append((title, text))
        return self.yes

    def open_file(self, _title, _kinds):
        return self.path


@pytest.fixture(autouse=True)
def answers(context):
    """Who is asked for files and for a yes."""
    context.ask = Answers()
    yield
    theme.apply("light")


@pytest.fixture
def page(context, qtbot):
    made = SettingsPage(context)
    qtbot.addWidget(made)
    made.resize(1064, 730)
    made.show()
    qtbot.waitExposed(made)
    return made


def _idle(qtbot, context):
    qtbot.waitUntil(lambda: context.jobs.pending() == 0, timeout=20_000)


def test_the_look_changes_at_once_and_by_undo(page, context, services):
    page.theme.set_value("dark")
    page.theme.picked.emit("dark")
    assert services.settings.get(THEME) == "dark"
    assert theme.current().dark
    context.history.undo()
    assert not theme.current().dark
    assert page.theme.value() == services.settings.get(THEME)


def test_units_change_at_once(page, context):
    page.units.picked.emit("lb")
    assert fmt.mass_unit() == "lb"
    assert page.units.value() == "lb"
    context.history.undo()
    assert fmt.mass_unit() == "kg"


def test_only_languages_whose_texts_are_there_are_offered(page):
    codes = [page.language.itemData(row) for row in range(page.language.count())]
    assert codes[:2] == ["", "en"]
    assert len(codes) == len(view_model.language_choices())


def test_a_wrong_number_of_backups_stays_typed_and_says_why(page, services):
    page.kept.setText("0")
    page.kept.finish()
    assert services.settings.get(BACKUPS_KEPT) == 10
    assert page.kept.text() == "0"
    page.kept.setText("3")
    page.kept.finish()
    assert services.settings.get(BACKUPS_KEPT) == 3


def test_backing_up_and_putting_back(page, context, services, qtbot):
    before = records.Athlete(new_id(), "Marta Nowak")
    services.athletes.save(before)
    page.now.click()
    _idle(qtbot, context)
    assert len(page.backups.shown()) == 1
    page.run(lambda: services.athletes.save(records.Athlete(new_id(), "Oskar Lind")))
    page.backups.selectRow(0)
    context.ask.yes = False
    page.put_back.click()
    assert len(services.athletes.roster()) == 2
    context.ask.yes = True
    page.put_back.click()
    _idle(qtbot, context)
    assert services.athletes.roster() == (before,)
    assert "kept beside it" in context.ask.asked[-1][1]
    assert not context.history.stack.canUndo()
    aside = list(services.folder.glob("*-aside-*.db"))
    assert len(aside) == 1
    services.athletes.save(records.Athlete(new_id(), "After"))  # the store is as usable as before
    assert all(finding.ok for finding in services.backups.doctor())
    context.ask.path = aside[0]
    page.restore_file()
    _idle(qtbot, context)
    assert {athlete.name for athlete in services.athletes.roster()} == {"Marta Nowak", "Oskar Lind"}


def test_a_damaged_backup_is_refused_and_nothing_changes(page, context, services, qtbot, tmp_path):
    services.athletes.save(records.Athlete(new_id(), "Marta Nowak"))
    said = []
    context.go.troubled.connect(lambda error: said.append(str(error)))
    context.ask.path = tmp_path / "broken.db"
    context.ask.path.write_bytes(b"not a store at all" * 100)
    page.restore_file()
    _idle(qtbot, context)
    assert said
    assert len(services.athletes.roster()) == 1
    assert not list(services.folder.glob("*-aside-*.db"))


def test_the_check_says_what_it_found(page, context, qtbot):
    page.check.click()
    _idle(qtbot, context)
    assert page.findings.isVisible()
    assert page.findings.texts[0] == "The store is sound."
    assert len(page.findings.texts) > 4


def test_the_sample_squad_comes_and_goes(page, context, services, qtbot, two_of_the_sample):
    page.sample.click()
    _idle(qtbot, context)
    assert len(services.athletes.roster()) == 2
    assert page.sample.text() == "Remove the sample squad"
    page.sample.click()
    assert services.athletes.roster() == ()
    context.history.undo()
    assert len(services.athletes.roster()) == 2


def test_the_cards_are_as_wide_as_the_text_at_its_size_asks_for(page, context, qtbot):
    page.resize(1900, 900)
    assert page._inner.width() < 1300
    theme.apply("light", 1.5)
    try:
        larger = SettingsPage(context)
        qtbot.addWidget(larger)
        larger.resize(1900, 900)
        larger.show()
        QApplication.processEvents()
        assert larger._inner.width() > 1800
    finally:
        theme.apply("light")


def test_a_refused_number_stays_when_something_else_is_set(page, services, qtbot):
    page.kept.selectAll()
    qtbot.keyClicks(page.kept, "many\r")
    assert page.kept.property("state") == "refused"
    page.context.history.run(lambda: services.settings.set(UNITS, "lb"))
    assert page.kept.text() == "many"


def test_the_tour_is_taken_again_from_here(page, context, qtbot):
    with qtbot.waitSignal(context.go.touring):
        page.tour.click()


def test_the_folder_is_shown_and_copied(page, services):
    page.copy_path()
    assert QGuiApplication.clipboard().text() == str(services.folder)
    assert page.folder.text() == str(services.folder)


def test_what_is_not_claimed_is_said():
    said = " ".join(view_model.claims())
    for word in ("prevent injury", "clears", "race time", "physiotherapist", "our default", "chest pain"):
        assert word in said


@pytest.mark.parametrize(
    "count, text", [(0, "0 kB"), (400, "1 kB"), (48_000, "48 kB"), (512_300_000, "512.3 MB"), (2_000_000_000, "2 GB")]
)
def test_sizes(count, text, qapp):
    fmt.use_locale("en_GB")
    assert view_model.size(count) == text


@pytest.mark.parametrize(
    "count, text", [(48_000, "48\xa0ko"), (512_300_000, "512,3\xa0Mo"), (2_000_000_000, "2\xa0Go")]
)
def test_sizes_have_the_units_of_the_language(count, text, qapp):
    try:
        i18n.use("fr")
        fmt.use_locale("fr_FR")
        assert view_model.size(count) == text
    finally:
        i18n.use("en")
        fmt.use_locale("en_GB")


def test_effort_and_the_sound_of_the_rest_are_set_here_and_undone(page, services, context):
    page.effort.set_value("rir")
    page.effort.picked.emit("rir")
    page.rest_sound.set_value("on")
    page.rest_sound.picked.emit("on")
    assert (services.settings.get(EFFORT), services.settings.get(REST_SOUND)) == ("rir", "on")
    context.history.undo()
    assert (services.settings.get(EFFORT), services.settings.get(REST_SOUND)) == ("rir", "off")
    page.refresh()
    assert (page.effort.value(), page.rest_sound.value()) == ("rir", "off")


def test_on_windows_the_command_for_a_forgotten_pin_can_be_run(context, monkeypatch, qapp):
    """There the installed program is on no search path, and the one with a window says nothing."""
    card = AthleteModeCard(context)
    assert card.reset.text() == "switchback athlete-mode --reset"
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setattr("sys.executable", "/Program Files/Switchback/switchback.exe")
    card = AthleteModeCard(context)
    said = card.reset.text()
    assert said.replace("\\", "/") == '"/Program Files/Switchback/switchback-cli.exe" athlete-mode --reset'
