"""Which exercise fills a category today: the first of its ladder that is open and allowed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rules.facts import Athlete, History
from rules.rulebook import Rulebook
from rules.verdicts import Standing
from rules.vocabulary import Category, PainArea


def landmine_used_up(rulebook: Rulebook, history: History, on: date) -> bool:
    """Whether a heavier deadlift was done, on or off plan, so lately that the landmine stands behind it."""
    numbers = rulebook.numbers["landmine"]
    days = [s.on for s in history.sets if s.slug in numbers["after"]]
    days.extend(e.last_at_all for e in history.earlier if e.slug in numbers["after"])
    return any(0 <= (on - day).days <= numbers["days"] for day in days)


def ladder(rulebook: Rulebook, category: Category, used_up: bool) -> tuple[str, ...]:
    """The category's ladder; the landmine moves behind its heavier followers once it is used up."""
    rungs = rulebook.ladder[category]
    numbers = rulebook.numbers["landmine"]
    if not used_up or numbers["slug"] not in rungs or numbers["behind"] not in rungs:
        return rungs
    rest = [slug for slug in rungs if slug != numbers["slug"]]
    at = rest.index(numbers["behind"]) + 1
    return (*rest[:at], numbers["slug"], *rest[at:])


def pick(
    rulebook: Rulebook,
    category: Category,
    standings: Mapping[str, Standing],
    athlete: Athlete,
    *,
    used_up: bool,
    takes_new: bool = True,
) -> str | None:
    """The exercise that fills the category, None if nothing of its ladder is open.

    `used_up`: the landmine stands behind its heavier followers. `takes_new`: whether the phase takes new exercises; if not, a
    declared one that was not done lately waits too.
    """
    numbers = rulebook.numbers["low_back"]
    ache = athlete.pain.get(PainArea(numbers["area"]), 0)
    spare = numbers["pain_from"] <= ache <= numbers["pain_to"]
    for slug in ladder(rulebook, category, used_up):
        standing = standings[slug]
        allowed = standing.is_open and (takes_new or not standing.novel)
        if allowed and not (spare and rulebook.exercises[slug].spinal_load > numbers["spinal_load_max"]):
            return slug
    return None
