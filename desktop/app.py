"""The composition root: the one place where store, rules, clock and window are put together."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import resources
from desktop.paths import make_private

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

    from desktop.services.house import Services
    from rules.rulebook import Rulebook

STORE_FILE = "switchback.db"


def system_today() -> date:
    return datetime.now().astimezone().date()


def clock_for(on: date | None) -> Callable[[], date]:
    """A clock that stands at `on`, or the system's day, asked anew each time: a window may stay open over midnight."""
    return system_today if on is None else lambda: on


def rulebook_texts() -> Mapping[str, str]:
    from rules.rulebook import FILES  # named one by one: a folder scan finds nothing in a frozen build

    folder = resources.FOLDER / "rulebook"
    return {name: (folder / name).read_text(encoding="utf-8") for name in FILES}


def rulebook() -> Rulebook:
    from rules.rulebook import parse

    return parse(rulebook_texts())


def store_file(folder: Path) -> Path:
    return folder / STORE_FILE


def open_services(
    folder: Path, clock: Callable[[], date] = system_today, writing: bool = True, first_look: bool = False
) -> Services:
    """The services over the store in the data folder, which is made if it is not there.

    With `writing` the store is this process's own; without, it may be read beside a running window. Raises
    models.errors.StoreError or desktop.paths.UnusableFolder, both in plain words. `first_look` as in models.store.Store: whoever
    asks for it connects the store in its own thread before any other works on a sibling.
    """
    from desktop.services.house import Services
    from models.store import open_store

    if writing:
        make_private(folder)
    return Services.over(
        open_store(store_file(folder), lock=writing, first_look=first_look), clock, rulebook_texts, folder
    )


def fill_sample(services: Services) -> None:
    """Write the sample squad, as of the services' today."""
    from desktop.services.sample import fill
    from desktop.services.sample_squad import texts

    fill(services, texts())


def _passing_folder(use: str) -> TemporaryDirectory[str]:
    from tempfile import TemporaryDirectory

    return TemporaryDirectory(prefix=f"switchback-{use}-")


def has_display() -> bool:
    """Whether a window can be shown: Qt would end the process without one, not raise. Only X11 and Wayland can be missing."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM", "xcb").split(":")[0] not in (
        "xcb",
        "wayland",
    ):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_window(folder: Path, clock: Callable[[], date], demo: bool = False, file: Path | None = None) -> int:
    """As `run_window`. Refused where there is no display."""
    if not has_display():
        from desktop.services.outcome import Refused

        raise Refused(
            "display", "there is no display to open a window on; every other command works without one (see --help)"
        )
    if sys.__stdout__ is not None and sys.__stderr__ is not None:
        return run_window(folder, clock, demo, file)
    from contextlib import redirect_stderr, redirect_stdout

    # On Windows, where nobody has a terminal to read it on: what goes wrong in a window was shown there, and stands in the log.
    with Path(os.devnull).open("w", encoding="utf-8") as nobody, redirect_stdout(nobody), redirect_stderr(nobody):
        return run_window(folder, clock, demo, file)


def run_window(folder: Path, clock: Callable[[], date], demo: bool = False, file: Path | None = None) -> int:
    """Open the window until it is closed; `demo` uses a sample squad in a throwaway store, `file` is taken as if it were dropped
    onto the window. Returns the exit status."""
    from desktop.shell import start

    if not demo:
        ready = None if file is None else start.take(file.absolute())
        return start.run(lambda: open_services(folder, clock, first_look=True), folder, ready)
    with _passing_folder("demo") as made:
        throwaway = Path(made)
        return start.run(lambda: open_services(throwaway, clock), throwaway, start.look_around)


def tell(text: str) -> None:
    """Say something to somebody who has no terminal; nothing, where no window can be seen either."""
    if has_display() and os.environ.get("QT_QPA_PLATFORM") not in ("offscreen", "minimal"):
        from desktop.shell import start

        start.tell(text)


def draw_pictures(
    folder: Path,
    clock: Callable[[], date],
    themes: tuple[str, ...],
    sizes: tuple[tuple[int, int], ...],
    languages: tuple[str, ...],
    texts: tuple[int, ...],
) -> int:
    """Every page and dialog as PNG files in `folder`, once for each combination. Returns the exit status."""
    from desktop.shell import pictures

    with _passing_folder("pictures") as made:
        stores = pictured_stores(Path(made), clock)
        try:
            return pictures.draw(stores, folder, pictures.looks(themes, sizes, languages, texts))
        finally:
            for services in stores:
                services.close()


def pictured_stores(folder: Path, clock: Callable[[], date]) -> tuple[Services, ...]:
    """The stores that have scenes: nobody in it, one newcomer, the sample squad. The caller closes them."""
    from desktop.shell.scenes import NEWCOMER
    from models.records import Athlete, new_id

    empty, one, squad = (open_services(folder / name, clock) for name in ("empty", "newcomer", "squad"))
    one.athletes.save(Athlete(new_id(), NEWCOMER))
    fill_sample(squad)
    return empty, one, squad


def self_test(clock: Callable[[], date]) -> int:
    """Try everything once in temporary stores; prints one line each. Returns the exit status."""
    import faulthandler

    from desktop.shell import contents

    if sys.__stderr__ is not None and not faulthandler.is_enabled():
        faulthandler.enable(os.dup(sys.__stderr__.fileno()))  # what is said otherwise is overheard
    folder = contents.program_folder()
    wrong = () if folder is None else contents.faults(folder)
    if folder is not None:  # before code is read that may not be what it was
        told = [f"FAILED files: {fault}" for fault in wrong] or ["ok     files: all are there, as they were made"]
        sys.stdout.write("".join(f"{line}\n" for line in told))
        sys.stdout.flush()
    from desktop.shell import self_test as tests

    with _passing_folder("self-test") as made:
        status = tests.run(lambda folder: open_services(folder, clock), Path(made))
    return 1 if wrong else status
