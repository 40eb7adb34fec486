"""Words that every printed sheet shares: units, template names, and what to do when it hurts, in our own words.

The safety text follows the rules of the house: no claim to treat, diagnose, prevent or clear, and no sheet instead of a doctor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from desktop.i18n import later, number, tr, trn
from desktop.services.sheets.parts import Advice, Guide
from rules.vocabulary import Decision, Laterality, Template, Unit

if TYPE_CHECKING:
    from rules.rulebook import Exercise, Rulebook

LB_PER_KG: Final = 2.2046226218
WEEKDAYS: Final = (
    later("Monday"),
    later("Tuesday"),
    later("Wednesday"),
    later("Thursday"),
    later("Friday"),
    later("Saturday"),
    later("Sunday"),
)
WEEKDAYS_SHORT: Final = (
    later("Mon"),
    later("Tue"),
    later("Wed"),
    later("Thu"),
    later("Fri"),
    later("Sat"),
    later("Sun"),
)
TEMPLATES: Final[Mapping[Template, tuple[str, str]]] = {
    Template.A: ("A", later("Squat day")),
    Template.B: ("B", later("Hinge and lunge day")),
    Template.AB: ("AB", later("Whole-body day")),
    Template.MICRO: ("M", later("Mobility only")),
}
"""Letter and words of each template."""

HOW_HARD: Final = Advice(
    later("How hard"),
    (
        later("“Stop with 3 repetitions in reserve”: end the set when you could still do 3 more clean ones."),
        later("RPE is effort: 10 nothing left, 9 one more possible, 8 two, 7 three."),
        later("Holds, steps and carries end when posture or balance goes."),
    ),
)
HOW_TO_WRITE: Final = Advice(
    later("What to write"),
    (
        later("What you really did; both sides if they differ: 8/7."),
        later("Technique 0–5: 3 full range, small faults; 4 all alike; 5 so even when tired."),
        later("Pain 0–10: the worst in the exercise, and on the next morning."),
        later("Readiness 1–5: 1 worn out, 5 fresh."),
    ),
)
ALWAYS: Final = Advice(
    later("Every time"),
    (
        later("Rack safeties set, collars on the bar, floor clear."),
        later("Ill or feverish: no training. No streak is worth training through pain."),
        later("Under 18: only with a responsible adult."),
    ),
)
URGENT: Final = Advice(
    later("Stop and get urgent help"),
    (
        later("pain or pressure in the chest, collapse, weakness on one side, severe breathlessness"),
        later("back pain with numbness between the legs or a change of bladder or bowel"),
        later("after an ultra: dark urine with strong muscle pain or swelling"),
        later("after a fall on the head: headache, vomiting or confusion"),
        later("a hot, swollen calf"),
    ),
)
FOOT: Final = later(
    "Not medical advice; it replaces no coach, physiotherapist or doctor. "
    "Most numbers are our defaults; the app names their sources."
)


def guide(rulebook: Rulebook) -> Guide:
    """The guide with the pain limits of the rulebook."""
    stop = pain_limit(rulebook, Decision.STOP_LOCK_AREA)
    leave = pain_limit(rulebook, Decision.REDUCE_20_AND_REGRESS)
    hold = pain_limit(rulebook, Decision.HOLD_AMBER_PAIN)
    days = rulebook.numbers["thresholds"]["injury_advice_days"]
    hurts = Advice(
        tr("If it hurts (0–10)"),
        (
            tr("{range}: carry on and watch it.", range=_range(0, hold)),
            tr("{range}: less depth or load; add nothing.", range=_range(hold, leave)),
            tr("{range}: end this exercise; go on only with what does not hurt.", range=_range(leave, stop)),
            tr("{score} or more: end the session, rest the area, ask a professional.", score=stop),
        ),
    )
    soon = Advice(
        tr("See a professional soon"),
        (
            tr("pain of {score} or more, at night or at rest", score=stop),
            tr("pain on one spot of a bone or on hopping (no running or jumping until seen)"),
            tr("a joint that locks, gives way or swells"),
            tr("numbness, or pain that spreads down the leg"),
            trn(
                "pain of {score} or more for over {n} day",
                "pain of {score} or more for over {n} days",
                days,
                score=hold,
            ),
            tr("strength that falls for three weeks without a reason"),
        ),
    )
    always = (_said(HOW_HARD), _said(HOW_TO_WRITE), hurts, _said(ALWAYS))
    return Guide(always, _said(URGENT), soon, tr(FOOT))


def _said(advice: Advice) -> Advice:
    """The same in the language in force."""
    return Advice(tr(advice.title), tuple(tr(line) for line in advice.lines))


def pain_limit(rulebook: Rulebook, decision: Decision) -> int:
    """From which pain on the rulebook's progression comes to that decision."""
    limits = [
        condition.value
        for rule in rulebook.progression
        if rule.outcome == decision
        for condition in rule.when
        if condition.fact == "pain"
    ]
    return int(limits[0]) if limits else 10


def _range(low: int, below: int) -> str:
    return str(low) if low + 1 >= below else f"{low}–{below - 1}"


def mass(kilograms: float, pounds: bool = False) -> str:
    """'62.5 kg', or '137.8 lb', with a space that does not break."""
    return f"{number(round(kilograms * LB_PER_KG, 1))}\u00a0lb" if pounds else f"{number(kilograms)}\u00a0kg"


def summed(kilograms: Sequence[float], pounds: bool = False) -> str:
    """'20 + 1.25 kg': what is put together, unit last; '' for nothing."""
    parts = [mass(kg, pounds).split("\u00a0") for kg in kilograms]
    return " + ".join(value for value, _ in parts) + f"\u00a0{parts[0][1]}" if parts else ""


def seconds(value: float) -> str:
    """'45 s', '2 min', '2 min 30 s'."""
    whole, left = divmod(round(value), 60)
    if not whole or round(value) <= 90:
        return tr("{n}\u00a0s", n=round(value))
    if left:
        return tr("{minutes}\u00a0min\u00a0{seconds}\u00a0s", minutes=whole, seconds=left)
    return tr("{n}\u00a0min", n=whole)


def sided(exercise: Exercise) -> bool:
    """Whether amounts count for each side."""
    alternating = exercise.laterality is Laterality.ALTERNATING and exercise.unit in (Unit.REPS, Unit.SECONDS)
    return exercise.laterality is Laterality.UNILATERAL or alternating


def alternatives(texts: Sequence[str]) -> str:
    """'kettlebell or dumbbell'; '' for none."""
    said = texts[0] if texts else ""
    for text in texts[1:]:
        said = tr("{one} or {other}", one=said, other=text)
    return said


def in_words(text: str) -> str:
    """With a capital at its beginning."""
    return text[:1].upper() + text[1:]
