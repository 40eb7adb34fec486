"""Pages on a real store with real services; a test may put its own fixture of the same name in place of one of these."""

from __future__ import annotations

from datetime import date

import pytest

from desktop import app
from desktop.qt import fmt, theme
from desktop.qt.ask import Ask
from desktop.qt.bus import Bus
from desktop.qt.jobs import Jobs
from desktop.qt.memory import DictSettings, Memory
from desktop.qt.page import Context, Navigator
from desktop.qt.undo import History
from desktop.services import sample_squad
from models import records
from rules.vocabulary import Equipment, Experience, Priority


@pytest.fixture
def services(tmp_path, clock):
    opened = app.open_services(tmp_path / "data", clock)
    yield opened
    opened.close()


@pytest.fixture
def context(services, qapp):
    theme.apply("light")
    fmt.use_locale("en_GB")
    fmt.use_unit("kg")
    bus = Bus()
    made = Context(services, Memory(DictSettings()), bus, History(bus), Jobs(), Navigator(), Ask())
    yield made
    fmt.use_unit("kg")
    assert made.jobs.shut_down()


@pytest.fixture
def troubles(context):
    """What the frame was asked to say went wrong."""
    said: list[str] = []
    context.go.troubled.connect(lambda error: said.append(str(error)))
    return said


@pytest.fixture
def opened(context):
    """Where pages asked to go: (page, athlete)."""
    asked: list[tuple[str, str | None]] = []
    context.go.asked.connect(lambda page, athlete, _target: asked.append((page, athlete)))
    return asked


@pytest.fixture
def show(qtbot, context):
    """Builds a page from its spec, for an athlete if one is given, and shows it; a hidden one is refreshed once."""

    def build(spec, athlete_id=None, size=(1280, 900), hidden=False):
        page = spec.load()(context)
        qtbot.addWidget(page)
        page.show_athlete(athlete_id)
        page.resize(*size)
        if hidden:
            page.refresh()
            return page
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)  # without it fields get no focus and leaving them is not noticed
        return page

    return build


@pytest.fixture
def people(services):
    """Three athletes by name: Ana, who is experienced and has a race in 18 days; Bo, who is 15; Cy, of whom little is known."""
    made = {
        "Ana": records.Athlete(
            records.new_id(), "Ana Silva", date(1990, 5, 1), 60.0, experience=Experience.EXPERIENCED, max_sessions=2
        ),
        "Bo": records.Athlete(records.new_id(), "Bo Lind", date(2011, 3, 3), 50.0, experience=Experience.NOVICE),
        "Cy": records.Athlete(records.new_id(), "Cy Moor"),
    }
    for athlete in made.values():
        services.athletes.save(athlete)
    home = frozenset({Equipment.DUMBBELLS, Equipment.BENCH})
    services.athletes.save_kit(records.Kit(records.new_id(), made["Ana"].id, "Home", home))
    race = records.Race(records.new_id(), made["Ana"].id, "Ridge 50", date(2027, 1, 29), Priority.A, 50.0, 2500.0)
    services.races.save(race)
    return made


@pytest.fixture
def two_of_the_sample(monkeypatch):
    """A sample squad of two of its athletes, for what does not depend on how many they are: eight take ten seconds to make."""
    texts = sample_squad.texts()
    names = ("amina.toml", "kenji.toml")
    monkeypatch.setattr(sample_squad, "texts", lambda: {name: texts[name] for name in names})
