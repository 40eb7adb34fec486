"""The program tests itself: temporary stores, every rule, case, schema, file and page, whatever it writes; one line each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from locale import getencoding
from pathlib import Path
from time import monotonic
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if getencoding().lower().replace("-", "") != "utf8":
    os.environ["LC_ALL"] = "C.UTF-8"  # Qt would use that anyway, and say so: LC_ALL=C is nothing wrong with the program

from desktop import i18n
from desktop.qt import theme
from desktop.shell import self_test_data as data
from desktop.shell import self_test_window as window
from desktop.shell import start
from desktop.shell.overhearing import Overheard, overhearing
from models.migrations import SCHEMA_VERSION

Check = Callable[[], str]


def run(opened: data.Opened, folder: Path) -> int:
    """Runs every check on stores that `opened` makes inside the folder, which is left full. Prints a line for each and a last one of
    all. 0 when every one held and nobody said anything else, 1 otherwise."""
    begun = monotonic()
    checks = failed = 0
    with overhearing() as ears:
        try:
            for name, check in _checks(opened, folder):
                checks += 1
                failed += not _holds(ears, name, check)
        except Exception as error:  # noqa: BLE001  what the checks stand on broke: the report is what this command is for
            failed += 1
            ears.say(f"FAILED and went no further: {_told(error)}")
        for line in ears.lines():
            failed += 1
            ears.say(f"FAILED at the end: unexpected output: {line}")
        ears.say(f"{_mark(not failed)} all: {checks} checks, {failed} failed, {monotonic() - begun:.0f} seconds")
    return 1 if failed else 0


def _holds(ears: Overheard, name: str, check: Check) -> bool:
    try:
        said, held = check(), True
    except Exception as error:  # noqa: BLE001  as above
        said, held = _told(error), False
    heard = ears.lines()
    ears.say(f"{_mark(held and not heard)} {name}: {said if not (held and heard) else 'unexpected output'}")
    for line in heard:
        ears.say(f"       said: {line}")
    return held and not heard


def _mark(held: bool) -> str:
    return "ok    " if held else "FAILED"


def _told(error: Exception) -> str:
    return str(error) if isinstance(error, data.Broken) else f"{type(error).__name__}: {error}"


def _checks(opened: data.Opened, folder: Path) -> Iterator[tuple[str, Check]]:
    services = opened(folder / "squad")
    try:
        yield "sample squad", lambda: data.squad(services)
        yield "store", lambda: data.sound(services)
        yield "backup", lambda: data.put_back(services, opened, folder / "backup")
        yield from _of_data(services, opened, folder)
        start.application()
        yield "wrong call of Qt", window.words_of_a_wrong_call
        yield "fonts", window.fonts
        for code in i18n.languages():
            yield from _in_language(services, code)
        yield from _of_files(services, folder)
    finally:
        services.close()


def _of_data(services: Any, opened: data.Opened, folder: Path) -> Iterator[tuple[str, Check]]:
    yield "rules", lambda: data.rules(services)
    for file in data.case_files():
        yield f"worked cases {file.name}", lambda file=file: data.worked_cases(file, services.rulebook)
    name = services.store.path.name
    for number in range(1, SCHEMA_VERSION + 1):
        place = folder / f"schema-{number}"
        yield f"schema {number}", lambda number=number, place=place: data.schema(number, name, opened, place)
    yield "resources", data.every_resource
    yield "palette", data.palette
    yield "pin", data.pin
    yield "sessions.csv", lambda: data.csv(services, opened, folder / "csv")


def _in_language(services: Any, code: str) -> Iterator[tuple[str, Check]]:
    """Everything in that language: its texts, Qt's own words, the help, and every page in every theme."""
    start.speak(code)
    if code != i18n.SOURCE:
        yield f"texts in {code}", lambda: data.texts_of(code)
    yield f"Qt in {code}", lambda: window.words_of_qt(code)
    yield f"help in {code}", lambda: data.help_in(code, services)
    athlete = services.athletes.roster()[0]
    for look in theme.THEMES:
        made = window.window(services, code, look)
        for spec in made.pages:
            yield f"page {spec.id}, {look}, {code}", lambda made=made, spec=spec: window.page_of(made, spec, athlete.id)
        window.shut(made)


def _of_files(services: Any, folder: Path) -> Iterator[tuple[str, Check]]:
    """What is drawn and written, in the source's language."""
    athlete = services.athletes.roster()[0]
    made = window.window(services, i18n.SOURCE, theme.THEMES[0])
    yield "icons", window.every_icon
    yield "charts", lambda: window.every_chart(made, services)
    yield "pictures of progress", lambda: window.pictures_of_progress(made, athlete.id, folder)
    yield "pictures of the map", lambda: window.pictures_of_map(made, athlete.id, folder)
    yield "papers", lambda: window.papers(services, athlete.id, folder)
    yield "printer", lambda: window.printed(services, athlete.id, folder)
    window.shut(made)
