"""The window answers while it works: no stretch of its thread without a look at its events is long."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from desktop import app
from desktop.services.imports.sessions_csv import ImportPlan
from desktop.services.outcome import Receipt
from models.records import Athlete, PainReport, new_id
from rules.vocabulary import PainArea
from tests.benchmarks.generator import Size, catalogue, generate
from tests.end2end.heart import Heart, slowness

LONGEST = 50.0
"""Milliseconds of processor time: what other programs on the machine take does not count."""


@pytest.fixture(scope="module")
def full_store(tmp_path_factory):
    """Six athletes with five full years each, as many sets an athlete as the largest squad has."""
    folder = tmp_path_factory.mktemp("full")
    generate(folder / app.STORE_FILE, Size(athletes=6), catalogue())
    return folder


@pytest.fixture
def services(full_store, tmp_path, clock):
    shutil.copytree(full_store, tmp_path / "data")
    opened = app.open_services(tmp_path / "data", clock)
    yield opened
    opened.close()


def test_opening_pages_and_changing_athletes_never_holds_the_window(hand, services):
    window, (one, other, *_) = hand.window, services.athletes.roster()
    window.choose_athlete(one.id)
    hand.bot.waitUntil(
        lambda: len(window._built) == len(window.pages), timeout=10_000
    )  # built ahead while nothing happens
    hand.done()
    for spec in window.pages:  # what is read or drawn for the first time is remembered from here on
        window.open_page(spec.id)
        hand.done()
    heart = Heart()

    def opening(page: str, athlete: str) -> float:
        """The longest stretch, by what the machine gives just then."""
        beats = heart.start()
        window.open_page(page, athlete)
        hand.done()
        heart.stop()
        return beats.longest / slowness()

    def both(page: str) -> float:
        return max(opening(page, athlete.id) for athlete in (other, one))

    worst = {spec.id: both(spec.id) for spec in window.pages}
    for page in [page for page, stretch in worst.items() if stretch > LONGEST]:  # what is long is so each time
        worst[page] = min(both(page), both(page))
    assert all(stretch <= LONGEST for stretch in worst.values()), worst


HELD = 0.6
"""Seconds for which somebody else writes. To wait for the store meanwhile would take the window as long."""


def _longest_of_step(hand, step: Callable[[], None]) -> float:
    """Milliseconds of the longest stretch while a long step is taken back or done again."""
    history, heart = hand.window.context.history, Heart()
    beats = heart.start()
    step()
    assert history.busy, "it is done in another thread"
    hand.bot.waitUntil(lambda: not history.busy, timeout=30_000)
    hand.done()
    heart.stop()
    return beats.longest


def _settled_on(hand, page_id: str, athlete_id: str) -> None:
    """The window with all its pages, each of which was seen once."""
    hand.window.choose_athlete(athlete_id)
    hand.bot.waitUntil(lambda: len(hand.window._built) == len(hand.window.pages), timeout=10_000)
    for spec in (*hand.window.pages, *hand.window.pages):
        hand.window.open_page(spec.id)
        hand.done()
    hand.window.open_page(page_id)
    hand.done()


def _removed(services) -> Receipt:
    return services.athletes.remove(services.athletes.roster()[-1].id)


def _imported(services) -> Receipt:
    """As many sets as one athlete has in five years, half of them of somebody who is new, half of one who is there."""
    other, new = services.athletes.roster()[0].id, Athlete(new_id(), "Newcomer")
    found = services.training.sessions(services.athletes.roster()[1].id)
    added = tuple(
        replace(
            session,
            id=new_id(),
            athlete_id=new.id if number % 2 else other,
            sets=tuple(replace(one, id=new_id()) for one in session.sets),
        )
        for number, session in enumerate(found)
    )
    return services.imports.apply(ImportPlan(Path("sessions.csv"), athletes=(new,), added=added))


@pytest.mark.parametrize("change", [_removed, _imported])
def test_taking_back_years_of_training_never_holds_the_window(hand, services, change):
    one = services.athletes.roster()[0].id
    count = lambda: [(a.name, services.training.count(a.id)) for a in services.athletes.roster()]  # noqa: E731
    before = count()
    _settled_on(hand, "squad", one)
    hand.window.context.history.run(lambda: change(services))
    hand.done()
    after = count()
    assert before != after
    worst = {}
    for name, step, there in (
        ("undo", hand.window.undo, before),
        ("redo", hand.window.redo, after),
        ("again", hand.window.undo, before),
    ):
        worst[name] = _longest_of_step(hand, step)
        assert count() == there
    longest = LONGEST * slowness()
    assert all(stretch <= longest for stretch in worst.values()), (worst, longest)


def test_a_change_waits_for_a_long_import_and_the_window_does_not(hand, services):
    """Pages are opened, widths and drafts are noted, a change is made: all of it while another thread writes."""
    window, one = hand.window, services.athletes.roster()[0].id
    _settled_on(hand, "squad", one)
    began = []

    def writes(_progress):
        with closing(services.sibling()) as mine, mine.store.writing():
            mine.store.settings.set("tour", "seen")
            began.append(time.monotonic())
            time.sleep(HELD)
        began.append(time.monotonic())

    job = window.context.jobs.run(writes)
    hand.bot.waitUntil(lambda: bool(began), timeout=5_000)
    heart = Heart()
    beats = heart.start()
    for spec in window.pages:
        window.open_page(spec.id)
    window.context.memory.keep_columns("races", [100, 200])
    report = PainReport(new_id(), one, PainArea.KNEE, services.clock(), 3)
    window.context.history.run(lambda: services.athletes.save_pain(report))
    assert len(began) == 2, "in order: what was begun before is written before"
    hand.done()
    heart.stop()
    assert job.cancelled is False
    assert services.store.pains.get(report.id) == report
    assert window.context.memory.columns("races") == [100, 200]
    assert beats.longest_wall < HELD * 1000 / 2


class Styled(QObject):
    """Counts how often widgets are given a style."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.StyleChange
        return False


@pytest.mark.parametrize("page_id", ["season", "unlocks"])
def test_a_page_that_nobody_built_ahead_is_styled_about_once(hand, services, qapp, page_id):
    """Filled first and put into its place then, every widget is styled anew at every step: four to six times, half of the time."""
    hand.window.renew()
    hand.window._ahead.stop()
    hand.window.choose_athlete(services.athletes.roster()[0].id)
    hand.done()
    assert page_id not in hand.window._built
    styled = Styled()
    qapp.installEventFilter(styled)
    hand.window.open_page(page_id)
    qapp.sendPostedEvents()  # it is painted, and no time has gone by
    qapp.removeEventFilter(styled)
    assert styled.count < 2 * len(hand.window.page.findChildren(QWidget))


def test_the_season_is_painted_before_it_is_planned(hand, services, qapp):
    hand.window.choose_athlete(services.athletes.roster()[0].id)
    hand.done()
    asked: list[str] = []
    run = hand.window.context.jobs.run
    hand.window.context.jobs.run = lambda *given, key="", **named: asked.append(key) or run(*given, key=key, **named)
    hand.window.open_page("season")
    qapp.sendPostedEvents()  # it is painted, and no time has gone by
    assert "season-plan" not in asked
    assert "Planning…" in hand.read(hand.window.page), "it is told from the first moment what is to come"
    hand.done()
    assert "season-plan" in asked
