"""Rules on the rulebook that ships: grouped, searched, filtered, explained, and reached from elsewhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.pages import RULES, UNLOCKS
from desktop.services.library import SUBJECTS
from desktop.widgets.certainty import certainty_means, certainty_word
from desktop.widgets.reading import Link
from rules.vocabulary import Certainty


@pytest.fixture
def targets(context):
    asked = []
    context.go.asked.connect(lambda page, _athlete, target: asked.append((page, target)))
    return asked


@pytest.fixture
def page(show, qtbot):
    made = show(RULES)
    qtbot.waitUntil(lambda: made.settled)
    return made


def headings(page):
    return [line.title for line in page.list.lines if line.rule is None]


def test_every_rule_stands_under_its_subject(page, services):
    assert set(page.list.ids()) == set(services.rulebook.rules)
    assert headings(page) == list(SUBJECTS.values())
    assert page.count.text() == f"{len(services.rulebook.rules)} rules"
    assert page.card.shown.id == page.list.ids()[0]


def test_search_finds_words_ids_and_sources(page, qtbot):
    assert page.focus_filter()
    qtbot.keyClicks(page.search, "silbernagel suspended")
    assert "standing.suspended-week" in page.list.ids()
    page.search.setText("2-FOR-2")
    assert "progression.increase" in page.list.ids()
    page.search.setText("gate.back-squat")
    assert page.list.ids() == ("gate.back-squat",)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.card.shown.id == "gate.back-squat"
    assert page.list.hasFocus()


def test_subject_and_certainty_filter_together(page, services):
    page.subject.set_value("season")
    page.subject.picked.emit("season")
    page.sure.set_value(Certainty.EVIDENCE)
    page.sure.picked.emit(Certainty.EVIDENCE)
    found = page.list.ids()
    assert found
    assert all(one.startswith(("season.", "phase.")) for one in found)
    assert all(services.rulebook.rules[one].certainty is Certainty.EVIDENCE for one in found)
    assert headings(page) == [SUBJECTS["season"]]
    page.clear.click()
    assert len(page.list.ids()) == len(services.rulebook.rules)


def test_the_choices_say_how_many_rules_are_how_sure(page, services):
    said = [page.sure.itemText(n) for n in range(1, page.sure.count())]
    wanted = [sum(1 for r in services.rulebook.rules.values() if r.certainty is sure) for sure in Certainty]
    assert [int(text.rpartition("(")[2].rstrip(")")) for text in said] == wanted


def test_nothing_found_says_what_to_do(page):
    page.search.setText("zzz")
    assert page.list.ids() == ()
    assert page.nothing.isVisible()


def test_the_card_says_when_how_much_and_how_sure(page):
    page.show_target("limit.age-16-17")
    card = page.card
    assert card.text.text() == "At 16 and 17: no more than 80 %, three repetitions in reserve."
    assert card.when.label.text() == "• Age: 16 to 17"
    assert dict(card._figures.rows)["At most, of the maximum"] == "80 %"
    assert card.pill.text == "Experts agree"
    assert "Lloyd 2014" in card.source.text()
    assert card.means.text() == certainty_means(Certainty.CONSENSUS)
    page.show_target("progression.add-reps")
    assert card.when.isHidden()
    assert card.figures.isHidden()


def test_a_default_is_never_called_science():
    assert "not science" in certainty_means(Certainty.DEFAULT)
    assert "level running" in certainty_means(Certainty.EVIDENCE)


def test_a_gate_leads_to_its_exercise(page, targets, qtbot):
    page.show_target("gate.duck-walk")
    qtbot.waitUntil(lambda: all(one.isVisible() for one in page.card.used.findChildren(Link)))
    assert dict(page.card._figures.rows)["Shown in"].startswith("Assisted deep squat hold: ")
    links = [one for one in page.card.used.findChildren(Link) if one.isVisibleTo(page)]
    assert [one.whole for one in links] == ["Duck walk"]
    links[0].click()
    assert targets == [("exercises", "duck-walk")]


def test_a_target_clears_the_filters_that_would_hide_it(page):
    page.search.setText("taper")
    page.show_target("day.one")
    assert page.search.text() == ""
    assert page.list.current() == page.card.shown.id == "day.one"
    page.show_target("no.such-rule")
    assert page.card.shown.id == "day.one"


def test_a_target_asked_for_before_the_library_was_read_is_kept(show, qtbot):
    made = show(RULES)
    made.show_target("season.taper")
    qtbot.waitUntil(lambda: made.settled)
    assert made.card.shown.id == "season.taper"


def test_arrows_pass_over_headings(page, qtbot):
    last = [one for one in page.list.ids() if one.startswith("template.")][-1]
    page.show_target(last)
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.card.shown.subject == "gates"
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert page.card.area.hasFocus()


def test_a_rule_is_copied_as_a_row_and_in_full(page, qtbot):
    page.show_target("limit.age-16-17")
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    cells = QGuiApplication.clipboard().text().split("\t")
    assert cells[-1] == "limit.age-16-17"
    assert cells[2] == "Experts agree"
    page.card.copy.click()
    assert "At most, of the maximum: 80 %" in QGuiApplication.clipboard().text().split("\n")


def test_every_row_is_read_out_with_how_sure_it_is(page):
    model = page.list.model()
    for number, line in enumerate(page.list.lines):
        said = model.data(model.index(number), Qt.ItemDataRole.AccessibleTextRole)
        assert line.title in said
        if line.rule is not None:
            assert certainty_word(line.rule.certainty) in said
            assert line.rule.id not in said


def test_the_panel_of_unlocks_leads_here(show, people, targets):
    made = show(UNLOCKS, people["Ana"].id)
    made.panel.rule.click()
    assert targets == [("rules", made.panel.shown.words.rule)]


def test_the_id_stands_last_in_the_card_to_be_marked_and_is_searched_for_all_the_same(page, qtbot):
    page.show_target("limit.age-16-17")
    parts = [page.card.text, page.card.sure, page.card.id]
    heights = [part.mapTo(page.card, part.rect().topLeft()).y() for part in parts]
    assert heights == sorted(heights)
    assert page.card.id.text() == "rule limit.age-16-17"
    assert page.card.id.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    page.search.setText("limit.age-16")
    assert page.list.ids() == ("limit.age-16-17",)
