"""What the squad's page has done in another thread: each with services of its own over the same store."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing, suppress
from datetime import date
from typing import Any

from desktop.services.outcome import Refused


def outlines(services: Any, judge: Any, on: date | None) -> tuple[Any, ...]:
    with closing(services.sibling(judge)) as mine:
        return mine.squad.outlines(on)


def judged(
    services: Any, judge: Any, ids: tuple[str, ...], on: date | None, progress: Callable[[int, int], bool]
) -> tuple[Any, ...]:
    with closing(services.sibling(judge)) as mine:
        return mine.squad.judge(ids, on, progress)


def taken_out(services: Any, ids: tuple[str, ...], progress: Callable[[int, int], bool]) -> tuple[Any, ...]:
    with closing(services.sibling()) as mine:
        return mine.athletes.take_out(ids, progress)


def handed_out(
    services: Any,
    ids: tuple[str, ...],
    items: frozenset[Any],
    place: str,
    replace: bool,
    progress: Callable[[int, int], bool],
) -> tuple[Any, ...]:
    with closing(services.sibling()) as mine:
        return mine.athletes.hand_out(ids, items, place, replace, progress)


def write_down(
    services: Any,
    judge: Any,
    ids: tuple[str, ...],
    on: date | None,
    done: list[str],
    progress: Callable[[int, int], bool],
) -> tuple[Any, ...]:
    """Adds to `done` who is through; answers with the outlines as they are then."""
    with closing(services.sibling(judge)) as mine:
        for number, athlete_id in enumerate(ids):
            if not progress(number, len(ids)):
                return ()
            with suppress(Refused):  # removed meanwhile: there is nothing to plan
                mine.plans.write_down(athlete_id)
            done.append(athlete_id)
        return mine.squad.outlines(on)
