"""What the numbers and words of the pages mean, in one or two short sentences: for tooltips, and read out as descriptions.

A page asks by term: `widget.setToolTip(meaning(RPE))`, or `explain(widget, RPE)` for tooltip and description in one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.i18n import later, tr

RPE, RIR, TECHNIQUE, PAIN, NEXT_DAY_PAIN, READINESS, SORENESS = (
    "rpe", "rir", "technique", "pain", "next-day-pain", "readiness", "soreness",
)  # fmt: skip
E1RM, LOAD_CAP, PHASE, DELOAD, WARM_UP_SETS, PLATES, REST, MINUTES, TRIAL, IN_TURNS = (
    "e1rm", "load-cap", "phase", "deload", "warm-up-sets", "plates", "rest", "minutes", "trial", "in-turns",
)  # fmt: skip
SESSIONS_LEFT, TAPERING, WITHIN_REACH, ATTENTION, UNLOCKED, LEVEL, GOOD_DAY, PROJECTED = (
    "sessions-left", "tapering", "within-reach", "attention", "unlocked", "level", "good-day", "projected",
)  # fmt: skip
ADHERENCE, ASYMMETRY, KM_EFFORT, PRIORITY = "adherence", "asymmetry", "km-effort", "priority"
NEXT_RACE, WEEK_DOTS, SESSION_CAP, SET_SHARE, LEAST_RESERVE = (
    "next-race", "week-dots", "session-cap", "set-share", "least-reserve",
)  # fmt: skip
WAITS, LOCKED, HELD, CATEGORIES, PAIN_AREAS, COVERED = (
    "waits", "locked", "held", "categories", "pain-areas", "covered",
)  # fmt: skip
AGE, BODY_MASS, SEX, EXPERIENCE, GOAL, WANTED_SESSIONS, SESSION_MINUTES = (
    "age", "body-mass", "sex", "experience", "goal", "wanted-sessions", "session-minutes",
)  # fmt: skip
RUN_MINUTES, RUN_DESCENT, EQUIPMENT, OWNED, BAR, KIT_DAYS, MOBILITY = (
    "run-minutes", "run-descent", "equipment", "owned", "bar", "kit-days", "mobility",
)  # fmt: skip

MEANINGS: Final[Mapping[str, str]] = {
    RPE: later("Effort of a set, 0 to 10: 10 is nothing left, 9 one more possible, 8 two, 7 three."),
    RIR: later("Repetitions in reserve: how many more clean ones were possible. RIR 3 is RPE 7."),
    TECHNIQUE: later("How well it is done: 0 cannot, 1 unsafe, 2 repeated faults, 3 small faults, 4 all alike, 5 so even when tired."),
    PAIN: later("The worst pain in the exercise: 0 none, 10 the worst there is."),
    NEXT_DAY_PAIN: later("The worst pain of the next morning: 0 none, 10 the worst there is."),
    READINESS: later("How fresh the athlete feels before the session: 1 worn out, 5 fresh. The plan follows."),
    SORENESS: later("How sore the legs are before the session: 0 not at all, 10 as sore as can be. The plan follows."),
    E1RM: later("Estimated one-repetition maximum: what could be lifted once, reckoned from load, repetitions and effort."),
    LOAD_CAP: later("The heaviest load this week allows, as a share of the estimated one-repetition maximum."),
    PHASE: later("What the week is for, counted from the races: build, taper, race, recover and so on."),
    DELOAD: later("A lighter week on purpose, so that what was trained can settle."),
    WARM_UP_SETS: later("Lighter sets before the first heavy one. They are not logged."),
    PLATES: later("What goes on the bar to reach the load, from the plates owned."),
    REST: later("The rest before the next set. It never holds anything up."),
    MINUTES: later("How long the session takes, with warm-up and rests, beside what the athlete has."),
    TRIAL: later("Tried out before it is unlocked: it counts only when every repetition is clean."),
    IN_TURNS: later("Two exercises set by set in turns: one rests while the other works."),
    SESSIONS_LEFT: later("Strength sessions still to be done from today to Sunday. Mobility alone is not counted."),
    TAPERING: later("Athletes whose training is being made lighter before a race."),
    WITHIN_REACH: later("Exercises that could open next: what they build on is there, only some good days are missing."),
    ATTENTION: later("Athletes with something to look at: pain, missed sessions, missing answers. Hover a name to read what."),
    UNLOCKED: later("Exercises that may be planned for this athlete today."),
    LEVEL: later("How demanding an exercise is, 1 to 5: 1 is where everyone starts."),
    GOOD_DAY: later("A day on which sets, technique, effort and pain all met what the next exercise asks for."),
    PROJECTED: later("Supposes that every session before it goes as written."),
    ADHERENCE: later("Sessions done out of those planned."),
    ASYMMETRY: later("How far the weaker side is behind the stronger one."),
    KM_EFFORT: later("Distance in kilometres plus ascent in metres divided by 100."),
    PRIORITY: later("A: the season is built around it. B: matters, with a short taper. C: run out of training."),
    NEXT_RACE: later("The next race and how long it is until then. The plan is counted back from it."),
    WEEK_DOTS: later("A dot is a strength session of this week: filled when done, a ring when to come, a struck ring when missed."),
    SESSION_CAP: later("The most strength sessions any seven days in a row may have in this phase."),
    SET_SHARE: later("How many sets are done, compared with the build phase."),
    LEAST_RESERVE: later("The fewest clean repetitions that stay in reserve in this phase."),
    WAITS: later("Could open, but something is missing now: equipment, a birthday, or the time after a race."),
    LOCKED: later("What it builds on has not been shown yet."),
    HELD: later("Rests because of pain, an injury, a health question or a coach's word. Nothing shown before is lost."),
    CATEGORIES: later("Sets done in each of the six kinds of exercise, week by week, so that none is left out."),
    PAIN_AREAS: later("The worst pain of each area over time: 0 none, 10 the worst there is."),
    COVERED: later("The kilometres and metres of ascent really covered, as km-effort: recovery follows it."),
    AGE: later("Age decides which exercises may open and how often lighter weeks come."),
    BODY_MASS: later("Some exercises open by a load in relation to body mass. Left empty, a usual one is supposed."),
    SEX: later("For your own records: no rule asks for it."),
    EXPERIENCE: later("How long the athlete has lifted: sets, repetitions and lighter weeks follow it."),
    GOAL: later("What the strength work is for: sets and repetitions follow it."),
    WANTED_SESSIONS: later("The most the athlete wants in a week. Before a race the plan may have fewer."),
    SESSION_MINUTES: later("With warm-up and rests: what does not fit in is left out of the session."),
    RUN_MINUTES: later("How long the run takes. A short long run does not count as a hard day; left empty, it does."),
    RUN_DESCENT: later("Metres downhill. With many of them a shorter long run counts as a hard day too."),
    EQUIPMENT: later("An exercise is planned only where everything it needs is there."),
    OWNED: later("Loads are planned from these masses only. Left empty, any mass is to be had."),
    BAR: later("The empty bar. It is part of every load on it."),
    KIT_DAYS: later("Sessions of these days are planned with what is in this place."),
    MOBILITY: later("Ok, limited or severe: exercises that need more of the joint are eased or left out."),
}  # fmt: skip
"""The sentences by term."""


def meaning(term: str) -> str:
    """The sentence of a term in the language in force."""
    return tr(MEANINGS[term])


def explain(widget: QWidget, term: str, also: str = "") -> None:
    """Puts the sentence, and what is `also` to be said, into a widget's tooltip and its description for readers."""
    text = "\n".join(part for part in (also, meaning(term)) if part)
    widget.setToolTip(text)
    widget.setAccessibleDescription(text)
