"""A start reads the code of its first page and no more: what is loaded before that page is painted is listed here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.app import open_services, system_today
from models.records import Athlete, Race, new_id
from rules.vocabulary import Priority
from tests.architecture.painting import wait_until_painted

ROOT = Path(__file__).parents[2]
OURS = ("desktop", "models", "rules", "resources")
MOST_OF_OURS = 94
"""Modules: 86 when this was written. More of them is not wrong by itself, but each takes about a third of a millisecond."""
NEVER = {
    "numpy", "pyqtgraph", "durable", "durable_rules_engine", "rapidfuzz", "argon2", "peewee",
    "dataclasses", "decimal", "uuid", "hashlib", "socket", "csv", "pickle", "platform", "logging.handlers", "importlib.resources",
    "concurrent", "multiprocessing", "asyncio", "http", "email", "xml", "sqlite3.dump",
    "desktop.cli.commands", "desktop.cli.arguments", "desktop.services.squad", "desktop.services.athletes",
    "desktop.services.words", "desktop.services.access", "desktop.services.tsv", "desktop.shell.palette", "desktop.shell.help",
    "desktop.shell.tour", "desktop.shell.finder", "desktop.shell.drops", "desktop.shell.athlete_mode", "desktop.shell.starting",
    "desktop.widgets.form", "models.repositories", "models.records", "models.tables", "models.shapes",
    "PySide6.QtPrintSupport", "PySide6.QtNetwork", "PySide6.QtOpenGL",
}  # fmt: skip
"""Modules, each with all that is in it, that nothing of a first page needs. (argparse, inspect and logging come with the
bindings of Qt, which leave the first two to later in a bundle; themes are read as TOML here and as JSON there.)"""
RULES = {"rules", "rules.vocabulary", "rules.ages"}
PAGES = {"desktop.pages", "desktop.pages.squad"}
"""Of the pages the first alone, by what its modules' names begin with."""


def _started(home: Path) -> dict[str, object]:
    """What the program told when it was started as by a double click and its first page was painted."""
    told = home / "started.json"
    environment = {
        **os.environ,
        "SWITCHBACK_HOME": str(home),
        "SWITCHBACK_STOPWATCH": str(told),
        "QT_QPA_PLATFORM": "offscreen",
    }
    running = subprocess.Popen([sys.executable, "-m", "desktop"], cwd=ROOT, env=environment)
    try:
        wait_until_painted(running, told)
        return json.loads(told.read_text("utf-8"))
    finally:
        running.kill()
        running.wait()


@pytest.fixture(scope="module")
def loaded_first(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The same of the very first start, with nobody in the squad."""
    modules = _started(tmp_path_factory.mktemp("home"))["modules"]
    assert isinstance(modules, list)
    return frozenset(modules)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The modules loaded before the first page is painted, of a squad that was opened before."""
    home = tmp_path_factory.mktemp("home")
    services = open_services(home)
    try:
        today = system_today()
        for number in range(30):
            athlete = Athlete(new_id(), f"Athlete {number}")
            services.store.athletes.save(athlete)
            services.store.races.save(Race(new_id(), athlete.id, "Ridge", today + timedelta(days=number), Priority.A))
        services.store.settings.set("page", "squad")
        services.store.settings.set("tour", "seen")
    finally:
        services.close()
    modules = _started(home)["modules"]
    assert isinstance(modules, list)
    return frozenset(modules)


def test_nothing_is_loaded_that_a_first_page_does_not_need(loaded: frozenset[str]) -> None:
    wrong = {name for name in loaded if any(name == one or name.startswith(f"{one}.") for one in NEVER)}
    assert not wrong


def test_the_very_first_start_reads_little_more(loaded: frozenset[str], loaded_first: frozenset[str]) -> None:
    more = {name for name in loaded_first - loaded if name.partition(".")[0] in OURS}
    assert more <= {"desktop.pages.welcome", "desktop.pages.welcome.welcome", "desktop.widgets.empty_state"}


def test_of_the_rules_only_the_words_are_loaded(loaded: frozenset[str]) -> None:
    assert {name for name in loaded if name.partition(".")[0] == "rules"} <= RULES


def test_of_the_pages_only_the_first_is_loaded(loaded: frozenset[str]) -> None:
    others = {
        name for name in loaded if name.startswith("desktop.pages") and ".".join(name.split(".")[:3]) not in PAGES
    }
    assert not others


def test_few_modules_of_ours_are_loaded(loaded: frozenset[str]) -> None:
    ours = sorted(name for name in loaded if name.partition(".")[0] in OURS)
    assert len(ours) <= MOST_OF_OURS, "\n".join(ours)
    assert "desktop.pages.squad.page" in ours
    assert "models.first_look" in ours
