"""The sample squad in a coach's own store: put in athlete by athlete, recognised by its ids, taken out as one step."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from desktop.i18n import tr
from desktop.services import sample
from desktop.services.outcome import Cancelled, Progress, Receipt, Refused

if TYPE_CHECKING:
    from desktop.services.house import Services


def texts() -> dict[str, str]:
    folder = resources.files("resources") / "sample"
    return {name: (folder / name).read_text(encoding="utf-8") for name in sample.SAMPLE_FILES}


def put_in(services: Services, progress: Progress | None = None) -> int:
    """Write the invented athletes who are not there yet, each in a transaction of its own; returns how many.

    Raises Cancelled when the progress says so: those written so far stay and can be removed.
    """
    told = texts()
    there = set(present(services))
    added = 0
    for number, (name, text) in enumerate(told.items()):
        if progress is not None and not progress(number, len(told)):
            raise Cancelled
        if _id_of(text) not in there:
            sample.fill(services, {name: text})
            added += 1
    if progress is not None:
        progress(len(told), len(told))
    return added


def present(services: Services) -> tuple[str, ...]:
    """Ids of the invented athletes in the store; empty when there are none."""
    ids = _ids()
    return tuple(athlete.id for athlete in services.athletes.roster(archived=True) if athlete.id in ids)


def remove(services: Services) -> Receipt:
    """Take all invented athletes out as one step. Refused when none is there."""
    ids = present(services)
    if not ids:
        raise Refused("sample", tr("The sample squad is not in this store."))
    return services.athletes.removed(services.athletes.take_out(ids), tr("Removed the sample squad"))


@cache
def _ids() -> frozenset[str]:
    return frozenset(_id_of(text) for text in texts().values())


def _id_of(text: str) -> str:
    return sample.athlete_id(str(tomllib.loads(text)["name"]))
