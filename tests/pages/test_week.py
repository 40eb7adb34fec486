# pyright: reportOptionalMemberAccess=false, reportPossiblyUnboundVariable=false, reportAttributeAccessIssue=false
# What is None here fails the test that looks at it, which is as good as an assertion before each look.
"""The week on a real store with real plans: sets entered by keyboard, what is said of them, and what is asked of the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from shiboken6 import isValid

from desktop import app, i18n
from desktop.pages import WEEK
from desktop.pages.week import view_model as vm
from desktop.pages.week.beside import Why
from desktop.pages.week.set_row import AMOUNT
from desktop.pages.week.side import WhyCard
from desktop.pages.week.waiting import KEPT, Waiting
from desktop.qt import fmt, theme
from desktop.qt.memory import DictSettings, Memory
from desktop.services.outcome import Refused
from desktop.services.plans import CardState
from desktop.settings import EFFORT, REST_SOUND
from desktop.widgets.link import Link
from models import records
from models.records import SessionStatus
from rules.vocabulary import Equipment, Experience, PainArea, Priority, Role, Unit

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "This plugin does not support")
KEY, NO_KEYS = Qt.Key, Qt.KeyboardModifier.NoModifier
TUESDAY = date(2027, 1, 12)
MONDAY = TUESDAY - timedelta(days=1)


class Calendar:
    """A clock whose day can be turned."""

    def __init__(self) -> None:
        self.on = TUESDAY

    def __call__(self) -> date:
        return self.on


@pytest.fixture
def clock():
    return Calendar()


@pytest.fixture
def dee(services):
    """Two sessions a week, on Tuesdays and Fridays, with dumbbells at home; nothing done yet."""
    made = records.Athlete(
        records.new_id(), "Dee Roy", date(1990, 5, 1), 60.0, experience=Experience.EXPERIENCED, max_sessions=2,
        session_minutes=50, available_days=(2, 3, 5, 6),
    )  # fmt: skip
    services.athletes.save(made)
    kit = frozenset({Equipment.DUMBBELLS, Equipment.BENCH, Equipment.BOX})
    services.athletes.save_kit(records.Kit(records.new_id(), made.id, "Home", kit))
    return made.id


@pytest.fixture
def opened_on(show, qtbot):
    """Opens the week of an athlete and waits until it is read."""

    def build(athlete_id):
        page = show(WEEK, athlete_id)
        qtbot.waitUntil(lambda: page.settled)
        return page

    return build


@pytest.fixture
def page(opened_on, dee):
    return opened_on(dee)


@pytest.fixture
def settle(qtbot):
    return lambda page: qtbot.waitUntil(lambda: page.settled)


class Keys(QObject):
    """Presses keys where the focus is, as hands do, and counts them."""

    def __init__(self, qtbot) -> None:
        super().__init__()
        self._qtbot, self.count = qtbot, 0
        QApplication.instance().installEventFilter(self)

    def eventFilter(self, watched, event) -> bool:
        if event.type() == QEvent.Type.KeyPress and watched is QApplication.focusWidget():
            self.count += 1
        return False

    def press(self, *keys) -> None:
        for key in keys:
            self._qtbot.keyClick(QApplication.focusWidget(), key)

    def type(self, text: str) -> None:
        self._qtbot.keyClicks(QApplication.focusWidget(), text)

    def stop(self) -> None:
        QApplication.instance().removeEventFilter(self)


@pytest.fixture
def keys(qtbot):
    made = Keys(qtbot)
    yield made
    made.stop()


def kept(page):
    """The session of today as the store has it."""
    found = page.context.services.training.sessions(page.athlete_id, start=page.today, end=page.today)
    return found[0] if found else None


def lines(page):
    return [(view.block, line) for view in page.sheet.views for line in view.block.lines]


def main_block(page, sets=2):
    """The first exercise that is no warm-up and has several sets."""
    return next(view for view in page.sheet.views if not view.block.warmup and len(view.rows) >= sets)


# ---------------------------------------------------------------------------------------------------------- what it shows


def test_it_opens_on_todays_session_with_the_first_set_under_the_hands(page, qtbot):
    page.setFocus()
    assert page.card.tabs.buttons[0].tab.text.endswith("Tue")
    assert page.card.tabs.buttons[0].tab.word == "Today"
    assert page.chosen.on == TUESDAY
    assert page.card.minutes_text.text() == f"about {page.chosen.minutes} of your 50 minutes"
    assert page.sheet.at == page.sheet.rows()[0].line.id
    assert QApplication.focusWidget().name == "amount"


def test_every_planned_set_has_a_row_and_warm_ups_come_first(page):
    planned = page.chosen.planned
    assert len(page.sheet.rows()) == sum(item.sets for item in planned.items)
    warmups = [view.block.warmup for view in page.sheet.views]
    assert warmups == sorted(warmups, reverse=True)
    assert warmups.count(True) == sum(item.role is Role.WARMUP for item in planned.items)
    texts = [view.target.dose.text() for view in page.sheet.views]
    assert all(f"{item.sets} × " in text for item, text in zip(planned.items, texts, strict=True))


def test_why_this_session_has_its_reasons_and_their_rules(page, services):
    texts = page.why.texts
    for reason in (*page.chosen.planned.reasons, *(one.reason for one in page.chosen.planned.left_out)):
        assert any(services.words.sentence(reason).text.casefold()[1:] in text.casefold() for text in texts)
    asked: list[tuple[str, object]] = []
    page.context.go.asked.connect(lambda page_id, _athlete, target: asked.append((page_id, target)))
    links = [one for one in page.why.findChildren(QPushButton) if one.text().startswith("rule ")]
    assert links[0].accessibleDescription() == texts[0]
    links[0].click()
    assert asked == [("rules", links[0].text().removeprefix("rule "))]


class Paints(QObject):
    """At each paint of a label in an area, which labels seen there lie over each other or are lower than their texts."""

    def __init__(self, area) -> None:
        super().__init__()
        self.seen, self._area = [], area
        QApplication.instance().installEventFilter(self)

    def eventFilter(self, watched, event) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QLabel) and self._area.isAncestorOf(watched):
            labels = [one for one in self._area.findChildren(QLabel) if one.isVisible()]
            boxes = [QRect(one.mapTo(self._area, QPoint()), one.size()) for one in labels]
            over = any(box.intersects(other) for box, other in pairwise(boxes))
            self.seen.append(over or any(one.height() < one.heightForWidth(one.width()) for one in labels))
        return False

    def stop(self) -> None:
        QApplication.instance().removeEventFilter(self)


def test_reasons_that_change_are_never_painted_over_each_other(page, qtbot):
    paints = Paints(page.why.area)
    for view in page.sheet.views[1:]:
        before = len(paints.seen)
        page._show_side(view.block.slug)
        qtbot.waitUntil(lambda before=before: len(paints.seen) > before)
        qtbot.wait(30)
    paints.stop()
    assert len(page.sheet.views) > 3
    assert not any(paints.seen)


def _rules(page):
    """The rules that links beside the session lead to."""
    return [one.text().removeprefix("rule ") for one in page.why.area.findChildren(Link)]


def test_tab_comes_to_the_rules_of_the_reasons_after_the_reasons(page, keys, qtbot):
    for view in page.sheet.views[:2]:
        page._show_side(view.block.slug)
        rules = [why.rule for _, whys in page.why.shown for why in whys if why.rule]
        qtbot.waitUntil(lambda rules=rules: _rules(page) == rules)
        page.why.what_if.setFocus()
        walked = []
        links = page.why.area.findChildren(Link)
        for _ in range(len(links) + 1):
            keys.press(KEY.Key_Tab)
            walked.append(QApplication.focusWidget())
        assert links
        assert walked == [page.why.area, *links]
        keys.press(KEY.Key_Backtab)
        assert QApplication.focusWidget() is [page.why.area, *links][-2]


def test_where_the_rules_are_shut_a_reason_has_its_rule_without_a_link(page, qtbot):
    made = WhyCard(linked=False)
    qtbot.addWidget(made)
    made.show_parts("Why this session", (("", (Why("Nothing heavy today", "season.day"),)),))
    assert [one.text() for one in made.findChildren(QPushButton)] == [made.what_if.text()]
    assert [one.text() for one in made.area.findChildren(QLabel)] == ["Nothing heavy today", "rule season.day"]
    made.show_parts("Why this session", (("", (Why("Light today"),)),))
    qtbot.waitUntil(lambda: [one.text() for one in made.area.findChildren(QLabel)] == ["Light today"])


def test_a_greyed_finish_says_why(page):
    finish = page.actions()[-1]
    assert (finish.isEnabled(), finish.toolTip()) == (False, "Enter a set first")
    later = next(card for card in page.reader.view.cards if card.on > page.today)
    page.choose(vm.key_of(later))
    assert (finish.isEnabled(), finish.toolTip()) == (False, "This session is not due yet")
    page.turn(40)
    assert (finish.isEnabled(), finish.toolTip()) == (False, "There is no session to finish")


@pytest.fixture
def large_french(context):
    """The language with the longest names, at one and a half times the text."""
    i18n.use("fr")
    theme.apply("light", 1.5)
    yield
    theme.apply("light")
    i18n.use(i18n.SOURCE)


@pytest.mark.parametrize("width", [960, 1216, 1500])
def test_no_word_of_a_name_is_cut(large_french, opened_on, dee, qtbot, width):
    page = opened_on(dee)
    page.resize(width, 700)
    qtbot.waitUntil(lambda: page.sheet.width() > width / 2 and page.settled)
    names = [view.exercise.name for view in page.sheet.views]
    assert any(" " in name.text() for name in names)
    assert [name.text() for name in names if name.widest_word() > name.width()] == []
    assert [name.text() for name in names if name.toolTip()] == []


def test_every_field_says_what_it_is(page):
    for row in page.sheet.rows():
        for field in row.fields.values():
            assert field.accessibleName().startswith(row.block.name)
            assert field.accessibleDescription()
    assert page.sheet.timer.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert page.actions()[0].property("spoken")


# ---------------------------------------------------------------------------------------------------------- by keyboard


def test_a_session_as_planned_takes_one_enter_a_set_and_at_most_three_keys_with_technique_and_pain(page, keys):
    page.setFocus()
    blocks = [view.block for view in page.sheet.views]
    for block in blocks:
        before, done = keys.count, len(block.lines)
        for _ in block.lines:
            at = page.sheet.at
            keys.press(KEY.Key_Return)
            assert page.entering.session is not None
            assert next(one for one in kept(page).sets if one.id == at).amount is not None  # saved as it is logged
        assert keys.count - before == done  # as planned: one key a set
        keys.press(KEY.Key_4, KEY.Key_Return)
        assert keys.count - before <= 3 * done
    session = kept(page)
    assert session.status is SessionStatus.DONE
    assert session.slot == TUESDAY
    for one in session.sets:
        item = next(item for item in page.chosen.planned.items if item.slug == one.exercise)
        assert (one.amount, one.load) == (item.amount, item.load)
        assert one.rpe == (None if item.rir is None else 10 - item.rir)
        assert (one.technique, one.pain) == (4, 0)
    assert page.sheet.at is None
    assert page.card.notes.hasFocus()


def test_what_is_typed_is_logged_in_place_of_what_was_planned_and_repeated(page, keys, qtbot):
    view = main_block(page)
    first, second = view.rows[0].line, view.rows[1].line
    page.sheet.go_to(first.id)
    before = keys.count
    keys.type("5")
    keys.press(KEY.Key_Return)
    assert keys.count - before == 2
    assert page.sheet.at == second.id
    assert view.rows[1].fields["amount"].placeholderText().startswith("5")
    keys.press(KEY.Key_Return)
    amounts = {one.id: one.amount for one in kept(page).sets}
    assert (amounts[first.id], amounts[second.id]) == (5, 5)


def test_tab_walks_the_fields_and_the_arrows_the_sets(page, keys):
    view = main_block(page)
    page.sheet.go_to(view.rows[0].line.id)
    keys.press(KEY.Key_Tab)
    assert QApplication.focusWidget() is view.rows[0].fields["rpe"]
    keys.type("9")
    keys.press(KEY.Key_Down)  # a set in which only the effort was typed is not done yet
    assert QApplication.focusWidget() is view.rows[1].fields["rpe"]
    assert kept(page) is None
    assert view.rows[0].fields["rpe"].text() == "9"
    keys.press(KEY.Key_Up, KEY.Key_Return)
    done = next(one for one in kept(page).sets if one.id == view.rows[0].line.id)
    assert (done.rpe, done.rir) == (9, 1)


def test_leaving_a_row_in_which_it_was_typed_how_much_logs_it(page, keys):
    view = main_block(page)
    page.sheet.go_to(view.rows[0].line.id)
    keys.type("6")
    page.card.notes.setFocus()
    assert next(one for one in kept(page).sets if one.id == view.rows[0].line.id).amount == 6
    assert page.card.notes.hasFocus()  # the focus stays where the user put it


def test_what_is_no_number_stays_with_the_words(page, keys):
    view = main_block(page)
    page.sheet.go_to(view.rows[0].line.id)
    keys.type("many")
    keys.press(KEY.Key_Return)
    field = view.rows[0].fields["amount"]
    assert (field.text(), QApplication.focusWidget()) == ("many", field)
    assert "'many' is not a number." in page.sheet._trouble.text()
    assert kept(page) is None
    keys.press(KEY.Key_Escape)
    assert field.text() == ""
    keys.press(KEY.Key_Return)
    assert kept(page).sets
    assert page.sheet._trouble.isHidden()


def test_an_emptied_set_is_not_done_and_undo_brings_it_back(page, keys, context):
    page.setFocus()
    first = page.sheet.at
    keys.press(KEY.Key_Return)
    page.sheet.go_to(first)
    keys.press(KEY.Key_Backspace, KEY.Key_Return)
    assert all(one.amount is None for one in kept(page).sets)
    assert kept(page).status is SessionStatus.PLANNED
    context.history.undo()
    assert kept(page).status is SessionStatus.DONE
    context.history.undo()
    assert kept(page) is None
    page.refresh()
    assert all(line.done is None for _, line in lines(page))


def test_a_tick_logs_a_set_and_takes_it_back(page, qtbot):
    row = main_block(page).rows[0]
    qtbot.mouseClick(row.tick, Qt.MouseButton.LeftButton)
    assert row.tick.isChecked()
    assert kept(page).status is SessionStatus.DONE
    qtbot.mouseClick(row.tick, Qt.MouseButton.LeftButton)
    assert not row.tick.isChecked()


def test_effort_may_be_typed_as_reserve(page, keys, services):
    services.settings.set(EFFORT, "rir")
    page.refresh()
    view = main_block(page)
    planned = view.rows[0].line.meant.rpe
    assert view.rows[0].fields["rpe"].placeholderText() == fmt.number(10 - planned)
    page.sheet.go_to(view.rows[0].line.id, "rpe")
    keys.type("1")
    keys.press(KEY.Key_Return)
    assert next(one for one in kept(page).sets if one.id == view.rows[0].line.id).rpe == 9


def test_the_rest_runs_beside_the_next_set_and_takes_nothing(page, keys, services):
    services.settings.set(REST_SOUND, "on")
    page.refresh()
    view = main_block(page)
    page.sheet.go_to(view.rows[0].line.id)
    keys.press(KEY.Key_Return)
    timer = page.sheet.timer
    assert timer.sound
    assert timer.left > 0
    assert view.rows[1].isAncestorOf(timer)
    assert QApplication.focusWidget() is view.rows[1].fields["amount"]
    QApplication.processEvents()
    spot = timer.mapTo(view.rows[1], QPoint(0, 0))
    for field in view.rows[1].fields.values():
        assert field.geometry().right() < spot.x()
    page.sheet.stop_rest()
    assert view.rows[1].tick.isVisible()


def test_the_plan_is_read_anew_without_losing_what_is_typed(page, keys):
    view = main_block(page)
    page.sheet.go_to(view.rows[1].line.id)
    keys.type("7")
    page.mark_dirty()
    page.refresh()
    assert view is main_block(page)
    assert view.rows[1].fields["amount"].text() == "7"
    page.sheet.stop_rest()


# ---------------------------------------------------------------------------------------------------------- finishing


def test_finish_waits_for_a_set_and_keeps_notes_and_minutes(page, keys):
    assert not page.actions()[-1].isEnabled()
    page.setFocus()
    keys.press(KEY.Key_Return)
    assert page.actions()[-1].isEnabled()
    page.card.notes.setText("strong")
    page.card.minutes.setText("41")
    page.actions()[-1].trigger()
    assert (kept(page).notes, kept(page).minutes, kept(page).status) == ("strong", 41, SessionStatus.DONE)
    assert page.card.tabs.buttons[0].tab.word == f"1 of {len(page.sheet.rows())} sets"
    assert not page.actions()[-1].isEnabled()  # nothing is to be finished until something changes
    assert page.actions()[-1].toolTip() == "This session is finished"
    page.sheet.go_to(page.sheet.rows()[1].line.id)
    keys.press(KEY.Key_Return)
    assert page.actions()[-1].isEnabled()


def test_closing_at_any_time_loses_nothing(page, keys, services, tmp_path, clock):
    page.setFocus()
    keys.press(KEY.Key_Return, *([KEY.Key_3, KEY.Key_1] if len(page.sheet.views[0].rows) == 1 else [KEY.Key_Return]))
    session = kept(page)
    page.hide()
    services.close()
    again = app.open_services(tmp_path / "data", clock)
    try:
        assert again.training.session(session.id) == session
    finally:
        again.close()


# ---------------------------------------------------------------------------------------------------------- asking the plan


def test_a_session_to_come_is_shown_and_not_entered(page):
    friday = page.card.tabs.buttons[1].tab.key
    page.choose(friday)
    assert page.chosen.on > TUESDAY
    assert not any(field.isEnabled() for row in page.sheet.rows() for field in row.fields.values())
    assert "Planned for" in page.card.note.text.text()


def _strong(page):
    """The headings over the reasons."""
    return [one.text() for one in page.why.area.findChildren(QLabel) if one.property("role") == "strong"]


def test_a_click_on_an_exercise_says_why_it_is_there_also_before_its_day(page, qtbot):
    page.choose(page.card.tabs.buttons[1].tab.key)
    spots = (
        lambda view: view.exercise.name,
        lambda view: view.target.dose,
        lambda view: next(iter(view.rows[0].fields.values())),
    )
    for spot in spots:
        for view in page.sheet.views:
            qtbot.mouseClick(spot(view), Qt.MouseButton.LeftButton)
            assert page.sheet.slug == view.block.slug
            qtbot.waitUntil(lambda view=view: view.block.name in _strong(page))


def test_skipping_is_taken_back(page, context):
    page.card.skip.click()
    assert page.chosen.state is CardState.SKIPPED
    assert page.card.note.button.text() == "Plan it after all"
    page.card.note.button.click()
    assert page.chosen.state is CardState.PLANNED
    context.history.undo()
    assert page.chosen.state is CardState.SKIPPED
    context.history.undo()
    assert page.chosen.state is CardState.PLANNED


def test_moving_offers_the_days_and_says_what_forbids_the_others(page, services, qtbot):
    with qtbot.waitSignal(page.asks.opened) as asked:
        page.card.move_.click()
    (found,) = asked.args
    offered = {option.value: option for option in found.options}
    assert offered[TUESDAY].current
    assert all(option.allowed or option.detail for option in found.options)
    to = next(option for option in found.options if option.allowed and not option.current).value
    found.list.setCurrentRow([option.value for option in found.options].index(to))
    qtbot.keyClick(found.list, KEY.Key_Return)
    moved = next(card for card in page.reader.view.cards if card.slot == TUESDAY)
    assert (moved.on, moved.state) == (to, CardState.SHIFTED)
    tab = next(button.tab for button in page.card.tabs.buttons if button.tab.key == TUESDAY.isoformat())
    assert tab.word == "Moved from Tue"


def test_swapping_offers_what_is_legal_first_and_the_rest_with_reasons(page, qtbot):
    other = None
    for view in (view for view in page.sheet.views if not view.block.warmup):
        with qtbot.waitSignal(page.asks.opened) as asked:
            view.exercise.swap.click()
        (found,) = asked.args
        able = [option.allowed or option.current for option in found.options]
        assert able == sorted(able, reverse=True)
        assert all(option.detail for option in found.options if not option.allowed)
        assert all("×" in option.detail for option in found.options if option.allowed)  # as it would be done
        other = next((option for option in found.options if option.allowed and not option.current), None)
        if other is not None:
            break
        found.close()
    assert other is not None
    found.list.setCurrentRow(found.options.index(other))
    qtbot.keyClick(found.list, KEY.Key_Return)
    assert other.value in [item.slug for item in page.chosen.planned.items]
    assert other.value in [shown.block.slug for shown in page.sheet.views]


def test_of_a_session_under_way_an_exercise_not_begun_is_swapped(page, keys, qtbot, settle):
    page.setFocus()
    keys.press(KEY.Key_Return)
    begun = next(view for view in page.sheet.views if any(row.line.done for row in view.rows))
    settle(page)
    qtbot.waitUntil(lambda: page.chosen.state is CardState.DONE)
    assert not begun.exercise.swap.isVisibleTo(page)
    for view in (view for view in page.sheet.views if view.block.swappable):
        with qtbot.waitSignal(page.asks.opened) as asked:
            view.exercise.swap.click()
        (found,) = asked.args
        other = next((option for option in found.options if option.allowed and not option.current), None)
        if other is not None:
            break
        found.close()
    old = view.block.slug
    found.list.setCurrentRow(found.options.index(other))
    qtbot.keyClick(found.list, KEY.Key_Return)
    shown = [one.block.slug for one in page.sheet.views]
    assert other.value in shown
    assert old not in shown
    assert other.value in [one.exercise for one in kept(page).sets]
    assert any(row.line.done for one in page.sheet.views for row in one.rows)


def test_a_feeling_is_put_right_after_the_first_set(page, keys, qtbot, settle):
    page.setFocus()
    keys.press(KEY.Key_Return)
    settle(page)
    qtbot.waitUntil(lambda: page.chosen.state is CardState.DONE)
    planned = page.chosen.planned
    assert page.card.soreness.isEnabled()
    page.card.soreness.set_value(4)
    page.card.soreness.picked.emit(4)
    assert kept(page).soreness == 4
    assert page.card.soreness.value() == 4
    assert page.chosen.planned == planned


def test_the_target_speaks_of_effort_as_it_is_typed(page, services, settle):
    view = next(view for view in page.sheet.views if view.block.other)
    assert "RPE" in view.target.dose.text()
    assert "RIR" in view.target.dose.toolTip()
    services.settings.set(EFFORT, "rir")
    page.mark_dirty()
    settle(page)
    view = next(view for view in page.sheet.views if view.block.other)
    assert "RIR" in view.target.dose.text()
    assert "RPE" in view.target.dose.toolTip()


def test_how_the_athlete_feels_changes_the_plan_at_once(page):
    before = page.chosen.planned
    page.card.soreness.set_value(8)
    page.card.soreness.picked.emit(8)
    assert page.chosen.wish.soreness == 8
    assert page.chosen.planned != before
    assert page.card.soreness.value() == 8


def test_a_soreness_typed_too_high_is_put_right_where_it_took_the_session_away(page, services, settle):
    """The athlete has no other day: the session falls away, and comes back with the right number."""
    athlete = services.athletes.dossier(page.athlete_id).athlete
    services.athletes.save(replace(athlete, available_days=(2,)))
    page.mark_dirty()
    settle(page)
    page.card.soreness.set_value(8)
    page.card.soreness.picked.emit(8)
    assert page.chosen.state is CardState.WITHDRAWN
    assert page.card.soreness.isEnabled()
    assert page.card.soreness.value() == 8
    assert "as it feels" in page.card.note.text.text()
    page.card.soreness.set_value(2)
    page.card.soreness.picked.emit(2)
    assert page.chosen.state is CardState.PLANNED
    assert page.chosen.wish.soreness == 2


def test_the_morning_after_is_asked_with_the_next_session_and_answered_once(opened_on, dee, services, clock):
    services.training.save(
        records.Session(
            records.new_id(), dee, date(2027, 1, 8), sets=(
                records.SetRecord(records.new_id(), "standard-lunge", 1, 1, Unit.REPS,
                                  services.rulebook.exercises["standard-lunge"].load_type, amount=8.0),
            ),
        )
    )  # fmt: skip
    page = opened_on(dee)
    assert page.banner.isVisible()
    assert "8 Jan" in page.banner.text.text()
    page.banner.some.click()
    page.banner.scales["standard-lunge"].show_value(3)
    page.banner.save.click()
    assert services.training.sessions(dee)[0].sets[0].next_day_pain == 3
    assert page.banner.isHidden()


def test_days_away_leave_no_session_and_say_so(page, services, dee):
    sheet = page.asks.absence_sheet()
    sheet.until.line.setText("17/1/2027")
    sheet.ill.setChecked(True)
    sheet.notes.setText("flu")
    sheet.attempt()
    kept_ = services.athletes.dossier(dee).absences
    assert [(one.since, one.until, one.ill, one.notes) for one in kept_] == [(TUESDAY, date(2027, 1, 17), True, "flu")]
    assert not any(card.state is CardState.PLANNED for card in page.reader.view.cards)
    again = page.asks.absence_sheet()
    again.since.line.setText("20/1/2027")
    again.until.line.setText("19/1/2027")
    again.attempt()
    assert "before" in again.form.rows["until"].error.text()
    assert again.since.line.text() == "20/1/2027"
    for sheet_ in (sheet, again):
        sheet_.deleteLater()


def test_a_week_without_a_session_says_which_rule(opened_on, settle, services, dee):
    services.plans.absent(records.Absence(records.new_id(), dee, MONDAY, date(2027, 1, 31), ill=False))
    page = opened_on(dee)
    page.turn(1)
    settle(page)
    assert page.whole.currentIndex() == 1
    assert page.why.heading.text() == "Why no session"
    assert page.why.texts
    assert page._nothing._sentence.text().split("\n")[0] == page.why.texts[0]


def test_future_weeks_are_projected_and_past_ones_are_kept(page, keys, clock, settle):
    page.setFocus()
    keys.press(KEY.Key_Return)
    page.turn(2)
    assert page.chosen is None  # nothing can be entered while another week is read
    settle(page)
    assert page.reader.view.projected
    assert page.card.note.text.text().startswith("Projected")
    assert not page.card.move_.isVisible()
    assert page._today.isVisible()
    page.show_today()
    settle(page)
    assert not page._today.isVisible()
    clock.on = TUESDAY + timedelta(days=7)
    page.show_target(TUESDAY)
    settle(page)
    states = {card.slot: card.state for card in page.reader.view.cards}
    assert states[TUESDAY] is CardState.DONE
    missed = next(card for card in page.reader.view.cards if card.slot != TUESDAY)
    assert missed.state is CardState.MISSED
    page.choose(missed.slot.isoformat())
    assert "Missed on" in page.card.note.text.text()


def test_what_if_shows_both_weeks_and_saves_nothing(page, services, dee):
    race = records.Race(records.new_id(), dee, "Ridge 50", date(2027, 1, 24), Priority.A, 50.0, 2500.0)
    services.races.save(race)
    page.refresh()
    before = (services.athletes.dossier(dee), services.plans.week(dee, MONDAY))
    sheet = page.asks.what_if_sheet()
    assert "•" not in sheet.differences.text()
    assert all(side.area.accessibleName() for side in sheet.sides)
    sheet.kind.set_value("pain")
    sheet._on_kind()
    sheet.which.set_value(PainArea.KNEE)
    sheet.score.setText("7")
    sheet.score.finish()
    assert sheet.differences.text() != "Nothing changes in this week."
    assert sheet.sides[0].area.accessibleName() != sheet.sides[1].area.accessibleName()
    sheet.kind.set_value("kit")
    sheet._on_kind()
    assert Equipment.DUMBBELLS in [sheet.which._values[n] for n in range(sheet.which.count())]
    assert (services.athletes.dossier(dee), services.plans.week(dee, MONDAY)) == before
    sheet.deleteLater()


def test_the_paper_opens_with_the_session_at_hand(page):
    sheet = page.print_()
    assert sheet is not None
    sheet.reject()
    sheet.deleteLater()


def test_refused_by_the_service_is_said_and_keeps_what_was_typed(page, keys, troubles, monkeypatch):
    from desktop.services.outcome import Refused

    def refuse(_session):
        raise Refused("sets", "This cannot be.")

    monkeypatch.setattr(page.context.services.training, "save", refuse)
    view = main_block(page)
    page.sheet.go_to(view.rows[0].line.id)
    keys.type("5")
    keys.press(KEY.Key_Return)
    assert troubles == ["This cannot be."]
    assert view.rows[0].fields["amount"].text() == "5"
    assert view.rows[0].line.done is None
    monkeypatch.undo()


def test_another_athlete_is_shown_from_this_week_on(page, services):
    other = replace(services.athletes.roster()[0], id=records.new_id(), name="Eli")
    services.athletes.save(other)
    page.turn(3)
    page.show_athlete(other.id)
    assert page.monday == MONDAY
    assert page.athlete_id == other.id


def test_a_set_entered_while_the_plan_is_read_is_not_lost(page, keys, settle):
    page.setFocus()
    keys.press(KEY.Key_Return)
    page._read_in_pieces()
    for _ in range(3):
        page.reader._stages._next()  # read, not shown yet
    view = main_block(page)
    page.sheet.go_to(view.rows[0].line.id)
    keys.press(KEY.Key_Return)
    settle(page)
    page._read_in_pieces()
    settle(page)
    assert sum(line.done is not None for _, line in lines(page)) == 2
    assert sum(one.amount is not None for one in kept(page).sets) == 2


def test_a_page_left_while_it_is_read_is_read_when_it_is_shown_again(page, settle):
    page.turn(-1)
    page.hide()
    assert not page.reader.busy
    page.show()
    settle(page)
    assert page.reader.view.monday == MONDAY - timedelta(days=7)


def test_notes_before_the_first_set_wait_for_it(page, keys):
    page.card.notes.setFocus()
    keys.type("stairs")
    page.choose(page.card.tabs.buttons[1].tab.key)
    assert page.card.notes.text() == ""
    page.choose(page.card.tabs.buttons[0].tab.key)
    assert page.card.notes.text() == "stairs"
    assert kept(page) is None
    page.sheet.start()
    keys.press(KEY.Key_Return)
    assert kept(page).notes == "stairs"


def test_notes_before_the_first_set_are_there_again_after_another_athlete(page, keys, settle, people):
    def look_at(who):
        page.show_athlete(who)
        page.refresh_if_dirty()
        settle(page)

    dee = page.athlete_id
    page.card.notes.setFocus()
    keys.type("stairs")
    page.card.minutes.setFocus()
    keys.type("35")
    page.take_in()
    for other in (people["Ana"].id, people["Bo"].id):
        look_at(other)
        assert page.entering.session is not None
        assert (page.card.notes.text(), page.card.minutes.text()) == ("", "")
    look_at(dee)
    assert (page.card.notes.text(), page.card.minutes.text()) == ("stairs", "35")
    page.sheet.start()
    keys.press(KEY.Key_Return)
    assert (kept(page).notes, kept(page).minutes) == ("stairs", 35)
    assert page.context.memory.draft(f"week:{dee}") == {}, "what is kept with the session waits no longer"


def test_notes_taken_out_again_before_the_first_set_wait_no_longer(page, keys):
    page.card.notes.setFocus()
    keys.type("stairs")
    page.take_in()
    key = f"week:{page.athlete_id}"
    assert list(page.context.memory.draft(key)) == [page.entering.session.id]
    page.card.notes.setText("")
    page.take_in()
    assert page.context.memory.draft(key) == {}


@pytest.mark.parametrize("spoilt", ["stairs", ["stairs"], ["stairs", "35"], [None, 35], {}])
def test_notes_that_were_kept_and_cannot_be_read_count_as_none(page, spoilt, settle):
    who, session_id = page.athlete_id, page.entering.session.id
    page.context.memory.keep_draft(f"week:{who}", {session_id: spoilt})
    page.show_athlete(None)
    page.show_athlete(who)
    page.refresh_if_dirty()
    settle(page)
    assert page.entering.session.id == session_id
    assert (page.card.notes.text(), page.card.minutes.text()) == ("", "")


def test_notes_of_sessions_no_set_was_ever_done_of_go_in_time():
    memory = Memory(DictSettings())
    waiting = Waiting(memory)
    for number in range(KEPT + 3):
        waiting.keep(records.Session(f"s{number}", "a", TUESDAY), (f"note {number}", None))
    waiting.keep(records.Session("s5", "b", TUESDAY), ("of another", 20))
    assert list(waiting.of("a")) == [f"s{number}" for number in range(3, KEPT + 3)]
    assert waiting.of("a")["s5"] == ("note 5", None)
    assert waiting.of("b") == {"s5": ("of another", 20)}


def test_minutes_that_are_no_number_stay_and_take_nothing_away(page, keys):
    page.sheet.start()
    keys.press(KEY.Key_Return)
    page.card.minutes.setText("40")
    page.card.minutes.finish()
    assert kept(page).minutes == 40
    page.card.minutes.setText("long")
    page.card.minutes.finish()
    page.sheet.start()
    keys.press(KEY.Key_Return)
    assert page.card.minutes.text() == "long"
    assert kept(page).minutes == 40


def test_what_cannot_be_read_is_put_right_before_the_session_is_finished(page, keys):
    page.setFocus()
    keys.press(KEY.Key_Return)
    row = page.sheet.rows()[1]
    page.sheet.go_to(row.line.id)
    keys.press(KEY.Key_X)
    page.entering.finish()
    assert not page.entering.ended
    assert page.sheet._trouble.text().endswith("is not a number.")
    row.fields[AMOUNT].selectAll()
    keys.press(KEY.Key_5)
    page.entering.finish()
    assert page.entering.ended
    assert sum(one.amount is not None for one in kept(page).sets) == 2


def test_what_is_marked_to_be_typed_over_stays_marked_when_the_page_is_filled_anew(page, keys):
    page.setFocus()
    keys.press(KEY.Key_Return, KEY.Key_Return)
    first = page.sheet.rows()[0]
    page.sheet.go_to(first.line.id)
    before = first.fields[AMOUNT].text()
    page.refresh()
    assert first.fields[AMOUNT].selectedText() == before
    keys.press(KEY.Key_9)
    assert first.fields[AMOUNT].text() == "9"
    page.refresh()
    assert first.fields[AMOUNT].text() == "9", "what is being typed is left alone"


def test_minutes_that_cannot_be_read_are_put_right_before_the_session_is_finished(page, keys):
    page.sheet.start()
    keys.press(KEY.Key_Return)
    page.card.minutes.setText("25,5")
    page.entering.finish()
    assert not page.entering.ended
    assert page.card.minutes.hasFocus()
    assert page.sheet._trouble.text() == "A whole number, please."
    page.card.minutes.setText("26")
    page.entering.finish()
    assert page.entering.ended
    assert kept(page).minutes == 26


def test_who_comes_back_the_same_day_is_told_again_what_a_pain_means(page, keys, settle, qtbot):
    page.setFocus()
    keys.press(KEY.Key_Return, KEY.Key_Return, KEY.Key_7)
    who = page.athlete_id
    page.show_athlete(None)
    page.show_athlete(who)
    page.refresh_if_dirty()
    settle(page)
    qtbot.waitUntil(lambda: "Pain of 7/10" in page.card.note.text.text())


def test_answers_that_come_when_the_page_is_gone_reach_nobody(context, dee, settle, qtbot, keys):
    page = WEEK.load()(context)  # not the test's to close: it goes while the answers are worked out
    page.show_athlete(dee)
    page.resize(1280, 900)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    settle(page)
    page.setFocus()
    keys.press(KEY.Key_Return, KEY.Key_Return, KEY.Key_7)
    context.jobs.hold()
    page.entering._recalled.clear()
    page.entering.recall()
    view = page.sheet.views[0]
    page.asks.swap(view.block, view)
    assert context.jobs.pending() == 2
    page.hide()
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not isValid(page)
    context.jobs.go_on()
    with qtbot.captureExceptions() as raised:
        qtbot.waitUntil(lambda: not context.jobs.pending(), timeout=20_000)
    assert raised == []


def test_a_pain_that_stops_is_said_at_once(page, keys):
    page.setFocus()
    keys.press(KEY.Key_Return, KEY.Key_Return, KEY.Key_7)
    assert "Pain of 7/10" in page.card.note.text.text()
    assert page.sheet.views[0].block.name in page.card.note.text.text()
    page.refresh()
    assert "Pain of 7/10" in page.card.note.text.text()
    page.sheet.views[0].judge.pain.setFocus()
    keys.press(KEY.Key_1)
    assert page.card.note.isHidden()


def test_a_session_that_left_the_plan_since_it_was_read_can_still_be_looked_at(page, monkeypatch):
    shown = page.chosen
    assert shown.planned is not None

    def gone(*_):
        raise Refused("slot", "There is no such session in the plan any more.")

    monkeypatch.setattr(page.context.services.plans, "session_for", gone)
    page.choose(vm.key_of(shown))
    assert {one.exercise for one in page.entering.session.sets} == {item.slug for item in shown.planned.items}
