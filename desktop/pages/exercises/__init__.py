"""The page of all exercises: what each is, what it takes, and what it opens."""

from __future__ import annotations

from desktop.i18n import later
from desktop.pages.exercises.page import ExercisesPage
from desktop.qt.page import LIBRARY, PageSpec

EXERCISES = PageSpec(
    "exercises",
    later("Exercises"),
    "exercises",
    LIBRARY,
    ExercisesPage,
    later(
        "Every exercise there is: cues, equipment, doses, and what opens it. Type to find one by name, muscle or equipment; the "
        "lists narrow it down to a category, a level or the equipment at hand. At the foot of the card stands where it sits: "
        "what comes before, what it opens. Enter goes there."
    ),
)
