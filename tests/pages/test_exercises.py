"""Exercises on a real store: search, filters, the card, and the walk from one to the next."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.pages import EXERCISES
from desktop.pages.exercises import view_model as vm
from desktop.pages.exercises.neighbours import BEFORE, HERE, OPENS
from desktop.widgets.reading import Link
from models.records import Kit, new_id
from rules.vocabulary import Category, Equipment


@pytest.fixture
def targets(context):
    """Where the page asked to go: (page, target)."""
    asked = []
    context.go.asked.connect(lambda page, _athlete, target: asked.append((page, target)))
    return asked


@pytest.fixture
def page(show, qtbot, context):
    made = show(EXERCISES)
    qtbot.waitUntil(lambda: made.settled)
    return made


@pytest.fixture
def with_ana(show, qtbot, people, context):
    made = show(EXERCISES, people["Ana"].id)
    qtbot.waitUntil(lambda: made.settled and not context.jobs.pending())
    return made


def slugs(page):
    return [row.slug for row in page.list.shown()]


def test_all_are_shown_and_the_first_is_chosen(page, services):
    assert slugs(page) == list(services.rulebook.exercises)
    assert page.card.shown.entry.slug == slugs(page)[0]
    assert page.count.text() == "75 exercises"
    assert page.list.isColumnHidden(4)
    assert page.state.isHidden()


def test_typing_narrows_the_list_and_enter_takes_the_first(page, qtbot):
    assert page.focus_filter()
    qtbot.keyClicks(page.search, "HÉX bar")
    assert slugs(page) == ["hex-bar-deadlift"]
    assert page.count.text() == "1 of 75 exercises"
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.card.shown.entry.slug == "hex-bar-deadlift"
    assert page.list.hasFocus()


def test_muscles_and_equipment_are_searched(page, services):
    page.search.setText("calves")
    found = slugs(page)
    assert "single-leg-calf-raise" in found
    page.search.setText("sliders")
    wanted = {one.slug for one in services.rulebook.exercises.values()
              if any(Equipment.SLIDER in group for group in one.equipment)}  # fmt: skip
    assert wanted <= set(slugs(page))


def test_category_and_level_filter_together(page, services):
    page.category.set_value(Category.HINGE)
    page.category.picked.emit(Category.HINGE)
    page.level.set_value(3)
    page.level.picked.emit(3)
    wanted = [one.slug for one in services.rulebook.exercises.values()
              if one.category is Category.HINGE and one.level == 3]  # fmt: skip
    assert wanted
    assert slugs(page) == wanted
    page.clear.click()
    assert len(slugs(page)) == 75
    assert page.clear.isHidden()


def test_the_equipment_at_hand_filters(page, services):
    items = {action.text(): action for action in page.equipment.menu.actions()}
    items["Without equipment"].trigger()
    own = frozenset({Equipment.BODYWEIGHT})
    bare = [one.slug for one in services.rulebook.exercises.values() if all(group & own for group in one.equipment)]
    assert slugs(page) == bare
    items["Kettlebell"].trigger()
    assert page.equipment.owned == {Equipment.KETTLEBELL}
    assert set(bare) < set(slugs(page))
    assert "kb-deadlift" in slugs(page)
    items["Any equipment"].trigger()
    assert len(slugs(page)) == 75


def test_an_athletes_own_equipment_is_one_click(with_ana, services, people):
    services.athletes.save_kit(Kit(new_id(), people["Ana"].id, "Gym", frozenset({Equipment.KETTLEBELL})))
    with_ana.refresh()
    theirs = next(a for a in with_ana.equipment.menu.actions() if a.text() == "What Ana Silva has")
    theirs.trigger()
    assert with_ana.equipment.owned == {Equipment.DUMBBELLS, Equipment.BENCH, Equipment.KETTLEBELL}


def test_nothing_found_says_what_to_do(page):
    page.search.setText("zzz")
    assert slugs(page) == []
    assert page.nothing.isVisible()


def test_states_are_those_of_the_athlete(with_ana, services, people):
    known = {s.slug: vm.state_of(s) for s in services.unlocks.standings(people["Ana"].id)}
    assert {row.slug: row.state for row in with_ana.list.shown()} == known
    assert with_ana.state.isVisible()
    with_ana.state.set_value("open")
    with_ana.state.picked.emit("open")
    assert set(slugs(with_ana)) == {slug for slug, state in known.items() if state == "open"}


def test_leaving_the_athlete_takes_the_states_away(with_ana):
    with_ana.state.set_value("open")
    with_ana.state.picked.emit("open")
    with_ana.show_athlete(None)
    assert len(slugs(with_ana)) == 75
    assert with_ana.list.isColumnHidden(4)
    assert with_ana.card.show_map.isHidden()


def test_a_target_clears_the_filters_that_would_hide_it(page):
    page.search.setText("plank")
    page.show_target("back-squat")
    assert page.search.text() == ""
    assert page.card.shown.entry.slug == "back-squat"
    assert page.list.selected()[0].slug == "back-squat"
    page.show_target("no-such-exercise")
    assert page.card.shown.entry.slug == "back-squat"


def test_a_target_within_the_filters_keeps_them(page):
    page.search.setText("squat")
    page.show_target("back-squat")
    assert page.search.text() == "squat"


def test_a_target_asked_for_before_the_library_was_read_is_kept(show, qtbot, context):
    made = show(EXERCISES)
    made.show_target("duck-walk")
    qtbot.waitUntil(lambda: made.settled)
    assert made.card.shown.entry.slug == "duck-walk"


def test_the_card_tells_all_there_is(page, services):
    page.show_target("back-squat")
    told = dict(page.card.facts.rows)
    assert told["Equipment"] == "Barbell, squat rack, plates"
    assert told["Load step"] == "2.5 kg"
    assert told["Counted in"] == "Repetitions"
    one = services.rulebook.exercises["back-squat"]
    assert all(cue in page.card.cues.label.text() for cue in one.cues)
    assert page.card.change.isVisible() == bool(one.modification)


def test_steps_lead_before_and_after(page, qtbot, services):
    page.show_target("hex-bar-deadlift")
    kinds = {b.step.slug: b.step.kind for b in page.card.neighbours.buttons}
    assert kinds["landmine-deadlift"] == BEFORE
    assert kinds["hex-bar-deadlift"] == HERE
    assert kinds["conventional-deadlift"] == OPENS
    last = page.card.neighbours.buttons[-1]
    qtbot.mouseClick(last, Qt.MouseButton.LeftButton)
    assert page.card.shown.entry.slug == "conventional-deadlift"


def test_steps_are_walked_with_the_keyboard(page, qtbot):
    page.show_target("hex-bar-deadlift")
    buttons = page.card.neighbours.buttons
    qtbot.waitUntil(buttons[0].isVisible)  # a layout shows what it was given only then
    buttons[0].setFocus()
    qtbot.keyClick(buttons[0], Qt.Key.Key_Down)
    assert buttons[1].hasFocus()
    wanted = buttons[1].step.slug
    qtbot.keyClick(buttons[1], Qt.Key.Key_Return)
    assert page.card.shown.entry.slug == wanted


def test_links_lead_to_the_rule_and_the_map(with_ana, targets, qtbot):
    with_ana.show_target("back-squat")
    qtbot.waitUntil(with_ana.card.neighbours.buttons[0].isVisible)
    links = {one.whole: one for one in with_ana.card.findChildren(Link) if one.isVisibleTo(with_ana)}
    links["rule gate.back-squat"].click()
    with_ana.card.show_map.click()
    assert targets == [("rules", "gate.back-squat"), ("unlocks", "back-squat")]


def test_several_gates_are_told_apart(page):
    page.show_target("single-arm-kb-farmers-march")
    gates = page.card.shown.entry.gates
    assert [vm.gate_heading(gate, n, True) for n, gate in enumerate(gates, 1)] == ["1. This", "2. And this"]


def test_the_card_is_copied_as_text(page):
    page.show_target("back-squat")
    page.card.copy.click()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "Back squat"
    assert "Goblet squat: 3 × 8 with 20 % of body mass" in lines


def test_enter_in_the_list_goes_to_the_card_and_arrows_walk(page, qtbot):
    page.show_target("split-squat-isometric")
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.card.shown.entry.slug == slugs(page)[1]
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert page.card.area.hasFocus()


def test_the_right_to_left_card_is_drawn(page):
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    page.show_target("hex-bar-deadlift")
    assert not page.grab().isNull()
    first = page.card.neighbours.buttons[0]
    here = page.card.neighbours.buttons[-2]
    assert first.mapTo(page, first.rect().topRight()).x() > here.mapTo(page, here.rect().topRight()).x()


def test_the_header_says_whose_status_is_shown_and_nothing_without_an_athlete(show, page, people):
    assert page.headline() == ("Exercises", "")
    page.show_athlete(people["Ana"].id)
    assert page.headline() == ("Exercises", f"Status of {people['Ana'].name}")


def test_filters_take_one_row_where_their_longest_words_fit_and_rows_of_two_where_not(with_ana, qtbot):
    rows, grid = with_ana.filter_rows, with_ana.filter_rows.layout()

    def whole(choice):
        longest = max((choice.itemText(n) for n in range(choice.count())), key=choice.fontMetrics().horizontalAdvance)
        return choice._shown(longest) == longest

    for width, columns in ((620, 4), (400, 2)):
        rows.setFixedWidth(width)
        qtbot.waitUntil(lambda: rows.width() == width)  # noqa: B023
        grid.activate()
        choices = (with_ana.category, with_ana.level, with_ana.equipment, with_ana.state)
        assert len({choice.x() for choice in choices}) == columns
        assert all(whole(choice) for choice in choices)
    assert with_ana.state.isVisible()
