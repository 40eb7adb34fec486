"""The program tests itself: a temporary store, every rule, every resource, every page; one line each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from desktop import i18n
from desktop.pages.unlocks.passport import passport_look
from desktop.qt import theme
from desktop.services.access import pins
from desktop.services.passport import page, passport
from desktop.shell import start
from desktop.shell.palette.entries import PAGES, Entry
from desktop.shell.palette.ranking import Ranking
from desktop.shell.scenes import settle
from desktop.shell.screenless import listening
from desktop.widgets.paper.writing import passport_pdf
from models.check import doctor
from rules.proof import rule_count, silent_rules

Check = Callable[[], str]


def run(services: Any) -> int:
    """Runs every check on services over a store made for it and filled with the sample squad. 0 when all held, 1 otherwise."""
    failed = 0
    with listening() as heard:
        for name, check in _checks(services):
            try:
                said = check()
            except Exception as error:  # noqa: BLE001  the report is what this command is for
                failed += 1
                print(f"FAILED {name}: {type(error).__name__}: {error}")
                continue
            if heard:
                failed += 1
                print(f"FAILED {name}: unexpected output: {heard[0]}")
                heard.clear()
            else:
                print(f"ok     {name}: {said}")
    for line in heard:
        print(f"FAILED at the end: unexpected output: {line}")
    return 1 if failed or heard else 0


class _Broken(Exception):
    """A check did not hold."""


def _checks(services: Any) -> Iterator[tuple[str, Check]]:
    yield "store", lambda: _store(services)
    yield "rules", lambda: _rules(services)
    yield "resources", _resources
    start.application()
    for look in theme.THEMES:
        yield f"theme {look}", lambda look=look: _theme(look)
    window = start.build_window(services)
    window.show()
    athlete = services.athletes.roster()[0]
    for spec in window.pages:
        yield f"page {spec.id}", lambda spec=spec: _page(window, spec, athlete.id)
    yield "palette", _palette
    yield "pin", _pin
    yield "passport", lambda: _passport(services, athlete.id)
    yield "languages", _languages
    yield "csv", lambda: _csv(services)
    window.close()
    window.deleteLater()


def _store(services: Any) -> str:
    for finding in doctor(services.store):
        if not finding.ok:
            raise _Broken(f"{finding.name}: {finding.text}")
    return f"sound, {len(services.athletes.roster())} athletes"


def _rules(services: Any) -> str:
    silent = silent_rules(services.rulebook)
    if silent:
        raise _Broken(f"did not fire: {', '.join(silent)}")
    return f"{rule_count(services.rulebook)} fired, {len(services.rulebook.rules)} with a sentence and a source"


def _resources() -> str:
    count = 0
    for file in _walk(files("resources")):
        if not file.read_bytes():
            raise _Broken(f"{file.name} is empty")
        count += 1
    if not count:
        raise _Broken("there are none")
    return f"{count} read"


def _walk(folder: Traversable) -> Iterator[Traversable]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry)
        elif not entry.name.endswith((".py", ".pyc")):
            yield entry


def _theme(name: str) -> str:
    found = theme.apply(name)
    return f"{len(found.colors)} colours"


def _page(window: Any, spec: Any, athlete_id: str) -> str:
    window.open_page(spec.id, athlete_id if spec.needs_athlete else None)
    settle(window)
    picture = window.grab()
    if window.page_id != spec.id or picture.isNull():
        raise _Broken("was not shown")
    return f"{picture.width()} x {picture.height()} painted"


def _palette() -> str:
    names = ("Squad", "Season", "Settings")
    ranking = Ranking(Entry(name, PAGES, name, lambda: None) for name in names)
    found = ranking.best("sesaon", {})
    if not found or found[0][1].title != "Season":
        raise _Broken("what is mistyped is not found")
    return "finds what is mistyped"


def _pin() -> str:
    kept = pins.hashed("482915")
    if not pins.fits(kept, "482915") or pins.fits(kept, "482916"):
        raise _Broken("tells right from wrong no more")
    return "kept as a hash"


def _passport(services: Any, athlete_id: str) -> str:
    told = passport(services, athlete_id)
    return f"{len(page(told, passport_look()))} letters, {len(passport_pdf(told))} bytes of PDF"


def _languages() -> str:
    return ", ".join(f"{code} {len(i18n.read_catalogue(code).texts)} texts" for code in i18n.languages()[1:])


def _csv(services: Any) -> str:
    target = Path(services.folder) / "self-test.csv"
    try:
        return f"{services.exports.write(target)} sets written"
    finally:
        target.unlink(missing_ok=True)
