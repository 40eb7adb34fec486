"""Unlocks on a real store: map and list, the panel's words, assessments and overrides with undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.pages import UNLOCKS
from desktop.pages.unlocks import view_model as vm
from desktop.qt import theme
from desktop.services.outcome import Refused
from desktop.shell.athlete_mode import SCOPE
from desktop.widgets.cells import PAD
from desktop.widgets.pill import pill_size
from models.records import Assessment, Kit, Override, Session, SetRecord, new_id
from rules.vocabulary import Equipment, LoadType, Status, Unit

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
TODAY = date(2027, 1, 11)


class Answering:
    """In place of the reason sheet: gives a reason, keeps what it was told and any refusal."""

    def __init__(self, reason):
        self._reason, self.text, self.refused = reason, "", ""

    def reason(self, _title, text, _label, _yes, accept):
        self.text = text
        try:
            accept(self._reason)
        except Refused as error:
            self.refused = str(error)
            return False
        return True


@pytest.fixture
def ana(services, people):
    """With everything in the gym, far from any race."""
    services.athletes.save_kit(Kit(new_id(), people["Ana"].id, "Gym", frozenset(Equipment)))
    for race in services.races.of(people["Ana"].id):
        services.races.remove(race.id)
    return people["Ana"]


@pytest.fixture
def page(show, ana):
    return show(UNLOCKS, ana.id)


def lunges(services, athlete, *days):
    for on in days:
        sets = tuple(
            SetRecord(new_id(), "standard-lunge", 1, n, Unit.REPS, LoadType.BODYWEIGHT, amount=10.0, rpe=6.0, pain=0,
                      technique=4)
            for n in (1, 2, 3)
        )  # fmt: skip
        services.training.save(Session(new_id(), athlete.id, on, sets=sets))


def test_map_and_list_show_every_exercise_and_the_same_states(page):
    assert len(page.map.nodes) == len(page.list.shown()) == 75
    assert {slug: node.state for slug, node in page.map.nodes.items()} == {
        row.slug: row.state for row in page.list.shown()
    }
    shown = [int(button.text().split()[0]) for button in page.counters.values()]
    assert sum(shown) == 75


def test_a_counter_filters_map_and_list_and_again_shows_all(page, qtbot):
    qtbot.mouseClick(page.counters[vm.LOCKED], Qt.MouseButton.LeftButton)
    count = int(page.counters[vm.LOCKED].text().split()[0])
    assert {row.state for row in page.list.shown()} == {vm.LOCKED}
    assert len(page.list.shown()) == len(page.map.bright) == count
    qtbot.mouseClick(page.counters[vm.LOCKED], Qt.MouseButton.LeftButton)
    assert len(page.list.shown()) == 75
    assert page.map.bright is None


def test_search_finds_by_name_and_enter_goes_there(page, qtbot):
    assert page.focus_filter()
    qtbot.keyClicks(page.search, "hex bar")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.panel.shown.card.slug == "hex-bar-deadlift"
    assert page.map.selected == "hex-bar-deadlift"


def test_the_map_is_walked_by_arrows_and_the_list_follows(page, qtbot):
    page.show_target("standard-lunge")
    page.map.setFocus()
    qtbot.keyClick(page.map, Qt.Key.Key_Right)
    walked = page.panel.shown.card.slug
    assert walked != "standard-lunge"
    page.twin.setChecked(True)
    assert page.list.selected()[0].slug == walked


def test_the_panel_says_what_it_takes_why_and_what_opens_next(page, services, ana):
    lunges(services, ana, TODAY - timedelta(days=3))
    page.mark_dirty()
    page.show_target("rear-foot-elevated-db-squat")
    first, span = page.panel.takes.lines[:2]
    assert first.text == (
        "Lunge (standard forward lunge): 3 × 10 per side at technique 4 or better, RPE 6 or less, pain 2 or less"
    )
    assert first.detail == "1 of 3 qualifying days in the last 42 days"
    assert span.text == "0 of 10 days between the first and the last"
    assert (first.state, span.state) == ("partial", "unmet")
    assert "standing.locked" in page.panel.rule.text()
    assert page.panel.next_step.text()
    opened = page.panel.shown.names
    assert opened
    assert all("-" not in name.split()[0] or name[0].isupper() for name in opened.values())


def test_an_assessment_is_recorded_shown_and_taken_back(page, qtbot, services, ana, context):
    page.show_target("standard-lunge")
    sheet = page.assess_sheet()
    qtbot.addWidget(sheet)
    sheet.notes.setText("clean")
    sheet.attempt()
    assert sheet._missing.text() == "Choose a rating from 0 to 5."
    assert sheet.notes.text() == "clean"
    sheet.cues[0].setChecked(True)
    sheet.ratings.button(2).setChecked(True)
    sheet.attempt()
    (kept,) = services.athletes.dossier(ana.id).assessments
    assert (kept.rating, kept.cues, kept.notes) == (2, (0,), "clean")
    assert page.panel.pill.text == "Withdrawn by the coach"
    assert page.panel.shown.history[0].text == "11 Jan 2027 · rated 2 of 5"
    context.history.undo()
    assert services.athletes.dossier(ana.id).assessments == ()
    assert page.panel.pill.text == "Unlocked"


def test_deleting_an_assessment_in_the_panel_can_be_undone(page, services, ana, context):
    services.unlocks.assess(Assessment(new_id(), ana.id, "standard-lunge", TODAY, 2))
    page.mark_dirty()
    page.show_target("standard-lunge")
    row = page.panel.shown.history[0]
    page.panel.remove_asked.emit(row.kind, row.id)
    assert page.panel.shown.history == ()
    context.history.undo()
    assert page.panel.shown.history == (row,)


def test_an_override_opens_by_hand_says_so_and_is_withdrawn(page, context, services, ana):
    said = []
    context.history.done.connect(lambda receipt: said.append(receipt.text))
    context.ask = Answering("Seen in the gym")
    page.show_target("rear-foot-elevated-db-squat")
    page.override()
    assert "never overridden" in context.ask.text
    assert "Opened: " in said[-1]
    assert page.panel.shown.card.name in said[-1].partition("Opened: ")[2]
    assert page.panel.pill.text == "Unlocked"
    row = page.panel.shown.history[0]
    assert (row.kind, row.detail) == ("override", "Seen in the gym")
    page.remove(row.kind, row.id)
    assert page.panel.pill.text != "Unlocked"


@pytest.mark.parametrize("who, reason, said", [("Bo", "Strong", "adults only"), ("Ana", "", "empty")])
def test_an_override_is_refused_for_minors_and_without_a_reason(show, people, context, services, who, reason, said):
    page = show(UNLOCKS, people[who].id)
    context.ask = Answering(reason)
    page.show_target("rear-foot-elevated-db-squat")
    page.override()
    assert said in context.ask.refused
    assert services.athletes.dossier(people[who].id).overrides == ()


def test_an_athlete_of_whom_nothing_is_known_has_a_map_too(show, people):
    page = show(UNLOCKS, people["Cy"].id)
    assert len(page.map.nodes) == 75
    page.show_target("back-squat")
    assert page.panel.pill.text == "Equipment missing"
    assert "squat rack" in page.panel.why.text()


def test_every_status_has_words_of_its_own():
    words = [vm.status_word(status) for status in Status]
    assert len(set(words)) == len(Status) == 14
    assert not any("_" in word or word.isupper() for word in words)


def test_sentences_name_equipment_areas_and_exercises_in_words(services, people):
    for athlete in people.values():
        for standing in services.unlocks.standings(athlete.id):
            words = services.unlocks.explain(standing)
            card = services.unlocks.card(standing.slug)
            texts = [*words.sentences, words.next_step, card.equipment, *(take.standard for take in words.takes)]
            assert not any("_" in text or "{" in text for text in texts), texts
            if standing.status is not Status.UNLOCKED:
                assert words.next_step


def test_what_just_opened_is_told_by_any_change(services, ana):
    override = Override(new_id(), ana.id, "rear-foot-elevated-db-squat", TODAY, "Seen")
    receipt = services.unlocks.override(override)
    assert "Opened: Rear foot elevated" in receipt.text
    undone = receipt.undo()
    assert "Opened" not in undone.text


# ------------------------------------------------------------------------------------------------ news, room, pictures

RFE = "rear-foot-elevated-db-squat"


def test_what_opened_is_celebrated_once_and_an_undo_takes_it_back(page, services, ana, context, monkeypatch):
    monkeypatch.setattr(theme, "moves", lambda: False)
    assert not page.map.news
    context.history.run(lambda: services.unlocks.override(Override(new_id(), ana.id, RFE, TODAY, "Seen")), page)
    assert RFE in page.map.news
    assert page.note.isVisible()
    assert "open now" in page.note.said
    context.history.undo()
    assert not page.map.news
    assert page.note.isHidden()
    context.history.redo()
    assert RFE in page.map.news
    page.hide()
    page.show()
    page.mark_dirty()
    assert not page.map.news
    assert page.note.isHidden()


def test_the_note_leads_to_what_opened(page, services, ana, context, qtbot):
    context.history.run(lambda: services.unlocks.override(Override(new_id(), ana.id, RFE, TODAY, "Seen")), page)
    first = next(slug for slug in page.map.nodes if slug in page.map.news)
    qtbot.mouseClick(page.note, Qt.MouseButton.LeftButton)
    assert page.map.selected == first


def test_where_it_is_narrow_the_panel_comes_when_asked_for(show, ana, qtbot):
    page = show(UNLOCKS, ana.id, size=(900, 640))
    assert page.panel.isHidden()
    whole = page.map.width()
    page.map.setFocus()
    qtbot.keyClick(page.map, Qt.Key.Key_Down)
    assert page.panel.isHidden()
    qtbot.keyClick(page.map, Qt.Key.Key_Return)
    assert page.panel.isVisible()
    assert page.panel.isAncestorOf(page.focusWidget())
    qtbot.waitUntil(lambda: page.map.width() < whole)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Escape)
    assert page.panel.isHidden()
    assert page.map.hasFocus()


def test_where_it_is_wide_the_panel_stays(page):
    assert page.panel.isVisible()
    assert page.details.isHidden()


class Saving:
    """In place of the file dialog."""

    def __init__(self, path):
        self._path, self.name = path, ""

    def save_file(self, _title, name, _kinds):
        self.name = name
        return self._path


@pytest.mark.parametrize("name, written", [("map.svg", "map.svg"), ("map", "map.png"), ("map.v2", "map.v2.png")])
def test_the_map_is_saved_as_its_name_says(page, context, tmp_path, name, written):
    context.ask = Saving(tmp_path / name)
    page.save_picture()
    assert context.ask.name == "unlocks-ana-silva-2027-01-11.png"
    assert (tmp_path / written).stat().st_size > 10_000


def test_a_picture_that_cannot_be_written_is_said_in_words(page, context, tmp_path, troubles):
    context.ask = Saving(tmp_path / "gone" / "map.png")
    page.save_picture()
    assert len(troubles) == 1
    assert not (tmp_path / "gone").exists()


def test_thinking_better_of_saving_writes_nothing(page, context, tmp_path, troubles):
    context.ask = Saving(None)
    page.save_picture()
    assert not troubles


def test_the_list_takes_the_keys_and_shows_whole_states_without_scrolling_sideways(show, people, qtbot):
    page = show(UNLOCKS, people["Cy"].id, size=(1000, 600))
    page.twin.click()
    assert page.list.hasFocus()
    for width in (1000, 1400, 760):
        page.resize(width, 600)
        qtbot.waitUntil(lambda: page.list.horizontalScrollBar().maximum() == 0)
        need = max(pill_size(row.pill[0], row.pill[2]).width() for row in page.list.table.rows)
        assert page.list.columnWidth(3) >= need + 2 * PAD
    row = page.list.currentIndex().row()
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.list.currentIndex().row() == row + 1
    page.twin.click()
    assert page.map.hasFocus()


def test_in_athlete_mode_nothing_leads_to_a_page_that_is_shut(show, people, context):
    context.policy.confine(SCOPE, people["Cy"].id)
    page = show(UNLOCKS, people["Cy"].id)
    page.show_target("loaded-step-up")
    assert isinstance(page.panel.rule, QLabel)
    assert page.panel.rule.text() == "rule standing.equipment"
    assert page.panel.next_step.text() == "Your coach can add box/step, dumbbells or kettlebell to your equipment."
    texts = [label.text() for label in page.panel.findChildren(QLabel)]
    assert not any("profile" in text for text in texts)


def test_no_words_for_athletes_lead_to_the_profile(services):
    """Whatever the rulebook sends to the profile has words of its own for who cannot go there."""
    rules = services.rulebook.rules.values()
    sent = {rule.id for rule in rules if rule.next_step and "profile" in rule.next_step}
    assert sent == {"standing.health-hold", "standing.injury", "standing.equipment"}
    assert {Status.HEALTH_HOLD, Status.INJURY_LOCK, Status.EXCLUDED_EQUIPMENT} == set(vm._ASKS_COACH)


def test_at_first_an_exercise_is_shown_that_can_be_worked_toward(page):
    def row(slug, status):
        like = next(one for one in page._rows if one.standing.status is Status.LOCKED_PREREQ)
        standing = replace(like.standing, slug=slug, status=status, within_reach=False)
        return replace(like, slug=slug, state=vm.state_of(standing), standing=standing)

    rows = [
        row("no-vest", Status.EXCLUDED_EQUIPMENT),
        row("done", Status.UNLOCKED),
        row("far", Status.LOCKED_PREREQ),
        row("next", Status.LOCKED_PREREQ),
    ]
    edges = (("no-vest", "far"), ("done", "next"))
    assert vm.first_look(rows, edges) == "next"
    assert vm.first_look(rows[:3], edges) == "far"
    assert vm.first_look(rows[:2], edges) == "done"
    assert vm.first_look(rows[:1], edges) == "no-vest"


def test_without_equipment_the_first_one_shown_lacks_none(show, people, services):
    services.athletes.save_kit(Kit(new_id(), people["Ana"].id, "Home", frozenset()))
    made = show(UNLOCKS, people["Ana"].id)
    assert made.panel.shown.standing.status is not Status.EXCLUDED_EQUIPMENT
