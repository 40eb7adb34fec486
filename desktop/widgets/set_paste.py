"""Sets pasted from a spreadsheet into the editor: which exercise each row is of, and what stands in its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.i18n import tr
from desktop.services import tsv
from desktop.widgets.set_grid import ExerciseChoice

EXERCISE = "exercise"
PLAIN = (EXERCISE, "amount", "load", "rpe", "notes")
"""What the cells are without headings."""


@dataclass(frozen=True, slots=True)
class PastedSet:
    """A set: the exercise's slug, and what was typed by field. What cannot be stays in its cell as typed."""

    exercise: str
    typed: Mapping[str, str]


def sets_of(
    text: str, titles: Sequence[tuple[str, str]], exercises: Mapping[str, ExerciseChoice], at: str = ""
) -> tuple[list[PastedSet], list[str]]:
    """The sets in a pasted text, and what is said of the rows left out. `titles` are (field, heading) of the columns that can be
    filled; `at` is the exercise at hand, for rows that name none and have none above them."""
    by_name = {tsv.fold(choice.name): slug for slug, choice in exercises.items()} | {slug: slug for slug in exercises}
    heads = dict(titles)
    order = [*PLAIN, *(name for name in heads if name not in PLAIN)]
    names = [(name, [heads.get(name, tr("Exercise"))]) for name in order]
    found: list[PastedSet] = []
    left_out: list[str] = []
    for line in tsv.lines(text, names):
        said = line.cells.get(EXERCISE, "")
        slug = by_name.get(tsv.fold(said), "") if said else (found[-1].exercise if found else at)
        if not slug:
            why = tr("There is no exercise '{name}'.", name=said) if said else tr("The exercise is missing.")
            left_out.append(tr("Row {number}: {why}", number=line.number, why=why))
            continue
        found.append(PastedSet(slug, {name: one for name, one in line.cells.items() if name != EXERCISE}))
    return found, left_out
