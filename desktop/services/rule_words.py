"""The words in which a rule is read without an athlete: what its conditions ask about, and what stands where a fact would.

A sentence of the rulebook speaks of one athlete's facts ("Pain of {pain}/10"). Shown as a rule, a fact that its conditions
bound is said as that range ("6–10"); any other is said by a declared word, never by a made-up value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from desktop.i18n import later, number, tr

if TYPE_CHECKING:
    from rules.conditions import Condition

SCALES: Final[Mapping[str, tuple[int, int]]] = {
    "pain": (0, 10),
    "pain_before": (0, 10),
    "pain_today": (0, 10),
    "red_pain": (0, 10),
    "hurting": (0, 10),
    "soreness": (0, 10),
    "technique": (0, 5),
    "coach_rating": (0, 5),
    "readiness": (1, 5),
    "level": (1, 5),
    "trial_days": (0, 30),
    "clean_days": (0, 60),
}
"""Facts on a scale, with its ends: what a rule asks of them is said as a range."""

PLACES: Final[Mapping[str, str]] = {
    "aching": later("An exercise"),
    "aching_on": later("its first painful day"),
    "area": later("the area"),
    "before": later("X"),
    "better": later("a harder one"),
    "category": later("a category"),
    "closed_by": later("what it builds on"),
    "closed_rating": later("N"),
    "closed_wants": later("rating"),
    "done_on": later("a day"),
    "easier": later("the easier lift"),
    "exercise": later("The exercise"),
    "failing": later("an exercise"),
    "falling_names": later("one or more exercises"),
    "fast_until_days": later("twice as many"),
    "gap_hours": later("Too few"),
    "goal": later("a harder exercise"),
    "group": later("by experience and goal"),
    "high": later("its last repetition"),
    "ill_until": later("a recent day"),
    "increase_on": later("a day among them"),
    "injured": later("the area"),
    "injured_on": later("a recent day"),
    "joint": later("joint"),
    "km_effort": later("so many"),
    "lapses_on": later("the last day it counts"),
    "lapsing": later("An exercise in the plan"),
    "limit": later("So many"),
    "max_sessions": later("so many sessions"),
    "missing": later("something it needs"),
    "next_race": later("the next race"),
    "on": later("a day"),
    "pain_on": later("the day it was told"),
    "phase": later("by the phase"),
    "priority": later("A, B or C"),
    "race": later("the race"),
    "range": later("The phase's"),
    "recent": later("as many as the week allows"),
    "said": later("what it trains is due"),
    "sessions": later("as many as the phase allows"),
    "slot": later("another day"),
    "stalled_names": later("one or more exercises"),
    "suspended_names": later("one or more exercises"),
    "template": later("A, B or AB"),
    "unanswered_on": later("the last session"),
    "unit": later("repetitions, seconds or steps"),
    "until": later("the day that was entered"),
}
"""What stands in a sentence where one athlete's fact would; a fact that is not here is a number and reads 'N'."""

PLACES_OF: Final[Mapping[tuple[str, str], str]] = {
    ("day.full", "sessions"): later("no more"),
    ("day.mobility", "phase"): later("by the phase of the day"),
    ("day.rest", "phase"): later("the phase of the day wants none"),
    ("day.two", "phase"): later("the phase of the day allows them"),
    ("day.short", "minutes"): later("fewer"),
    ("ease.after-illness", "well_days"): later("a few"),
    ("log.done", "on"): later("the day"),
    ("planner.base-sets", "base"): later("X"),
    ("planner.base-sets", "mult"): later("Y"),
    ("planner.base-sets", "sets"): later("Z"),
    ("planner.intro-sets", "base"): later("X"),
    ("planner.intro-sets", "mult"): later("Y"),
    ("planner.intro-sets", "sets"): later("Z"),
    ("planner.continuity", "better"): later("A harder one"),
    ("planner.own-range", "phase"): later("by the phase"),
    ("planner.own-range", "range"): later("So many"),
    ("planner.phase-load", "basis"): later("X"),
    ("planner.renew-estimate", "rir"): later("X"),
    ("planner.rounded", "aim"): later("Y"),
    ("planner.rounded", "load"): later("X"),
    ("planner.as-written", "technique"): later("as good as asked for"),
    ("planner.category-empty", "category"): later("the category"),
    ("planner.clearer-day", "template"): later("A or B"),
    ("planner.consolidate", "high"): later("its upper end"),
    ("planner.dose", "group"): later("by experience, goal and category"),
    ("planner.dose", "phase"): later("in each phase"),
    ("planner.dose", "range"): later("So many"),
    ("planner.dose", "rir"): later("so many"),
    ("planner.drill", "exercise"): later("A drill"),
    ("planner.longest-ago", "template"): later("A or B"),
    ("planner.practice", "exercise"): later("what it builds on"),
    ("season.bridge", "build_days"): later("a few"),
    ("season.bridge.maintain", "build_days"): later("a few"),
    ("season.race-day", "race"): later("The race"),
    ("season.taper", "race"): later("A race"),
    ("season.taper", "phase"): later("the phase follows from the days left"),
    ("shorten.alternate", "category"): later("Balance or core"),
    ("shorten.light-to-one", "exercise"): later("A lighter exercise"),
    ("shorten.light-to-one", "sets"): later("one"),
    ("shorten.mains-to-one", "exercise"): later("A main exercise"),
    ("shorten.mains-to-one", "sets"): later("one"),
    ("shorten.mains-to-two", "exercise"): later("A main exercise"),
    ("shorten.mains-to-two", "sets"): later("two"),
    ("shorten.practice", "exercise"): later("what the next exercise builds on"),
    ("shorten.split", "category"): later("Hip-dominant or hinge"),
    ("standing.expired", "done_on"): later("a day too long ago"),
    ("standing.fresh", "done_on"): later("a day not too long ago"),
}
"""Where one word would not do in every sentence: by rule and fact."""

PLACES_AFTER: Final[Mapping[tuple[str, str], str]] = {
    ("standing.coach-closed", "closed_wants"): later("the gate's technique"),
}
"""The same for the next step of a rule."""

NUMBERS_OF: Final[Mapping[tuple[str, str], str]] = {
    ("planner.intro-sets", "intro"): "base_sets.intro_sessions",
    ("planner.introductory", "rpe"): "transfer.intro_rpe",
    ("planner.trial", "percent"): "declaration.load_share_percent",
}
"""Facts that are always the same number of the rulebook, by its dotted name."""

NUMBER: Final = later("N")

_IS: Final[Mapping[str, tuple[str, str]]] = {
    "absent": (later("away or ill"), later("not away or ill")),
    "age_known": (later("the birth date is known"), later("the birth date is not known")),
    "child": (later("the athlete is under 13"), later("the athlete is 13 or older")),
    "consent": (later("a guardian agreed"), later("no guardian's consent is recorded")),
    "conventional": (later("the conventional deadlift is open"), later("the conventional deadlift is not open")),
    "deload": (later("a lighter week"), later("not a lighter week")),
    "deload_due": (later("a lighter week is due"), later("no lighter week is due")),
    "ever": (later("it was in practice before"), later("it was never in practice")),
    "fresh": (later("it was done recently enough"), later("it was not done recently enough")),
    "frozen": (later("from the first maintain day to the race"), later("not close to a race")),
    "full": (later("the sessions of seven days are used up"), later("there is room in the seven days")),
    "hex": (later("the hex bar deadlift is open"), later("the hex bar deadlift is not open")),
    "hold": (later("on a health hold"), later("not on a health hold")),
    "injury": (later("an injury flag on an area it loads"), later("no injury flag in the way")),
    "light": (later("no day keeps clear of the hard runs"), later("the day keeps clear of the hard runs")),
    "load_up": (later("the phase lets loads rise"), later("the phase lets no load rise")),
    "loadable": (later("it can be loaded"), later("it carries no load")),
    "loaded": (later("it is done with load"), later("it is done without load")),
    "long_run": (later("the day of a long run"), later("not the day of a long run")),
    "mobility": (later("the phase allows mobility"), later("the phase allows no mobility")),
    "moved": (later("somebody chose this day"), later("nobody chose this day")),
    "novel": (later("it would be new work"), later("it is familiar")),
    "novelty": (later("the phase takes new work"), later("the phase takes nothing new")),
    "open": (later("every gate is open"), later("a gate is shut")),
    "over_ceiling": (later("the next step would pass its ceiling"), later("the next step stays under its ceiling")),
    "over_pct": (later("the next step would pass the cap of the day"), later("the next step stays under the cap")),
    "overridden": (later("a coach opened it by hand"), later("no coach opened it by hand")),
    "own_week": (later("within its own week"), later("outside its own week")),
    "primary": (later("the day kept for a single session"), later("not the day kept for a single session")),
    "race_today": (later("a race is today"), later("no race is today")),
    "ready": (later("competent in it"), later("not shown, or lapsed")),
    "recent": (later("done in the last weeks"), later("not done in the last weeks")),
    "regressed": (later("technique fell on the last two days"), later("technique held")),
    "returning": (later("the first session back from a race"), later("not the first session back")),
    "screened": (later("the readiness screen was filled in"), later("no readiness screen yet")),
    "skipped": (later("left out on request"), later("not left out")),
    "stiff": (later("a joint is limited"), later("no joint is limited")),
    "takes_new": (later("the phase takes new work"), later("the phase takes nothing new")),
    "tapering": (later("in the taper"), later("not in the taper")),
    "technique_rated": (later("technique was rated"), later("technique was not rated")),
    "too_close": (later("too close to another strength session"), later("far enough from other strength sessions")),
    "used_up": (later("the landmine's loading room is used up"), later("the landmine has loading room left")),
}
"""What a condition says of a fact that is either so or not."""

_ASKS: Final[Mapping[str, str]] = {
    "ache": later("ache of the low back"),
    "aching_days": later("days an exercise hurts every time"),
    "age": later("age"),
    "build_days": later("days of build before the next race"),
    "category": later("category"),
    "clean_days": later("quiet days on what it builds on"),
    "clearance": later("hours to the next hard run"),
    "clearest": later("hours to a hard run on the clearest day of the week"),
    "closed": later("gates a coach's rating keeps shut"),
    "coach_pass": later("best rating by a coach that counts for it"),
    "coach_rating": later("newest rating by a coach"),
    "declared_days": later("days since the declaration"),
    "eccentric": later("long lowering phase (0–3)"),
    "exposures": later("sessions of it so far"),
    "fails": later("failed sessions in a row"),
    "falling": later("exercises that get weaker without a reason"),
    "gap_days": later("days since it was last done"),
    "gates": later("gates it has"),
    "goal": later("goal"),
    "good": later("good sessions in a row"),
    "hurting": later("pain"),
    "idle_days": later("days since it was last done"),
    "ill_after_screen": later("days from the readiness screen to the end of an illness"),
    "ill_days": later("days of illness"),
    "increase_days": later("days since the load last rose"),
    "injury_days": later("days since the injury flag"),
    "lapsing_days": later("days until an exercise in the plan lapses"),
    "layoff_permille": later("factor after the break"),
    "level": later("level"),
    "lifting": later("lifting experience"),
    "low_readiness": later("sessions of low readiness in a row"),
    "lower_in_days": later("days until a lower phase"),
    "minutes": later("minutes of the longest session"),
    "missed": later("planned sessions missed in a row"),
    "missing_kit": later("pieces of equipment missing"),
    "mobility_days": later("days since the mobility screen"),
    "mobility_left": later("days of mobility left after a race"),
    "next_sessions": later("sessions a week from the next session day on"),
    "pain": later("pain of the last session"),
    "pain_before": later("pain of the session before"),
    "pain_days": later("days of that pain"),
    "pain_today": later("worst pain today in an area it loads"),
    "phase_sessions": later("sessions a week in this phase"),
    "places": later("session days a week"),
    "readiness": later("readiness"),
    "red_days": later("days since the painful session"),
    "red_pain": later("worst pain of its newest session"),
    "rest_left": later("days of rest left after a race"),
    "return_ago_days": later("days since the return after a race"),
    "return_left": later("days of easy return left after a race"),
    "rir_short_permille": later("repetitions in reserve short of the target"),
    "screen_days": later("days since the readiness screen"),
    "sessions": later("sessions in seven days"),
    "soreness": later("soreness"),
    "spinal": later("load on the spine (0–3)"),
    "stalled": later("exercises that stand still"),
    "suspended": later("exercises suspended after pain"),
    "technique": later("technique of the last session"),
    "trial_days": later("clean trial days so far"),
    "unanswered_days": later("days since a session without an answer about the morning after"),
    "well_days": later("days since the illness ended"),
}
"""What a condition asks about, where the answer is a number or a word."""

_THOUSANDTHS: Final = frozenset({"layoff_permille", "rir_short_permille"})


def condition(asked: Sequence[Condition], said: Callable[[str], str]) -> str:
    """The conditions on one fact in words: 'pain of the last session: 6–10', 'on a health hold'. `said` says a word of the
    vocabulary.

    Raises:
        KeyError: a fact of which nobody said here what it is.
    """
    first = asked[0]
    if first.fact in _IS and first.operator == "==" and first.value in (0, 1):
        return tr(_IS[first.fact][0 if first.value else 1])
    if first.fact.startswith("days_"):
        return tr("{what}: {bound}", what=tr("days to the race"), bound=counted(asked))
    if isinstance(first.value, str):
        bound = said(first.value)
    elif first.fact in _THOUSANDTHS:
        value = number(first.value / 1000)
        bound = tr("{value} or more", value=value) if first.operator == ">=" else tr("less than {value}", value=value)
    else:
        bound = ranged(first.fact, asked)
    return tr("{what}: {bound}", what=tr(_ASKS[first.fact]), bound=bound)


def place(rule: str, fact: str, when: tuple[Condition, ...], after: bool = False) -> str:
    """What stands in a rule's sentence (`after`: in its next step) for a fact: its own word, the range its conditions leave, a
    word for all, or 'N'."""
    if after and (rule, fact) in PLACES_AFTER:
        return tr(PLACES_AFTER[rule, fact])
    if (rule, fact) in PLACES_OF:
        return tr(PLACES_OF[rule, fact])
    bounded = ranged(fact, when)
    return bounded or tr(PLACES.get(fact, NUMBER))


def ranged(fact: str, when: Sequence[Condition]) -> str:
    """What the conditions on a fact leave of it, in words; '' where nothing bounds it."""
    asked = [one for one in when if one.fact == fact]
    low, high = _bounds(asked)
    if fact in SCALES and (low is not None or high is not None):
        least, most = SCALES[fact]
        return span(least if low is None else low, most if high is None else high)
    return counted(asked)


def counted(asked: Sequence[Condition]) -> str:
    """Conditions on one count in words: '15 to 28', 'more than 14', '10 or fewer'; '' for none."""
    low, high = _bounds(asked)
    if len(asked) == 1 and asked[0].operator == ">":
        return tr("more than {value}", value=asked[0].value)
    if low is not None and high is not None:
        return str(low) if low == high else tr("{low} to {high}", low=low, high=high)
    if low is not None:
        return tr("{value} or more", value=low)
    return "" if high is None else tr("{value} or less", value=high)


def span(low: float, high: float) -> str:
    """'8–12', or the one number where both are the same."""
    return number(low) if low == high else tr("{low}–{high}", low=number(low), high=number(high))


def _bounds(asked: Sequence[Condition]) -> tuple[int | None, int | None]:
    low: int | None = None
    high: int | None = None
    for one in asked:
        if not isinstance(one.value, int):
            continue
        if one.operator in (">=", ">", "=="):
            low = one.value + (one.operator == ">")
        if one.operator in ("<=", "<", "=="):
            high = one.value - (one.operator == "<")
    return low, high
