"""Words that every printed sheet shares: units, template names, and what to do when it hurts, in our own words.

The safety text follows the rules of the house: no claim to treat, diagnose, prevent or clear, and no sheet instead of a doctor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from desktop.services.sheets.parts import Advice, Guide
from rules.vocabulary import Decision, Laterality, Template, Unit

if TYPE_CHECKING:
    from rules.rulebook import Exercise, Rulebook

LB_PER_KG: Final = 2.2046226218
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TEMPLATES: Final[Mapping[Template, tuple[str, str]]] = {
    Template.A: ("A", "Squat day"),
    Template.B: ("B", "Hinge and lunge day"),
    Template.AB: ("AB", "Whole-body day"),
    Template.MICRO: ("M", "Mobility only"),
}
"""Letter and words of each template."""


HOW_HARD: Final = Advice(
    "How hard",
    (
        "“Stop with 3 repetitions in reserve”: end the set when you could still do 3 more clean ones.",
        "RPE is effort: 10 nothing left, 9 one more possible, 8 two, 7 three.",
        "Holds, steps and carries end when posture or balance goes.",
    ),
)
HOW_TO_WRITE: Final = Advice(
    "What to write",
    (
        "What you really did; both sides if they differ: 8/7.",
        "Technique 0–5: 3 full range, small faults; 4 all alike; 5 so even when tired.",
        "Pain 0–10: the worst in the exercise, and on the next morning.",
        "Readiness 1–5: 1 worn out, 5 fresh.",
    ),
)
ALWAYS: Final = Advice(
    "Every time",
    (
        "Rack safeties set, collars on the bar, floor clear.",
        "Ill or feverish: no training. No streak is worth training through pain.",
        "Under 18: only with a responsible adult.",
    ),
)
URGENT: Final = Advice(
    "Stop and get urgent help",
    (
        "pain or pressure in the chest, collapse, weakness on one side, severe breathlessness",
        "back pain with numbness between the legs or a change of bladder or bowel",
        "after an ultra: dark urine with strong muscle pain or swelling",
        "after a fall on the head: headache, vomiting or confusion",
        "a hot, swollen calf",
    ),
)
FOOT: Final = (
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
        "If it hurts (0–10)",
        (
            f"{_range(0, hold)}: carry on and watch it.",
            f"{_range(hold, leave)}: less depth or load; add nothing.",
            f"{_range(leave, stop)}: end this exercise; go on only with what does not hurt.",
            f"{stop} or more: end the session, rest the area, ask a professional.",
        ),
    )
    soon = Advice(
        "See a professional soon",
        (
            f"pain of {stop} or more, at night or at rest",
            "pain on one spot of a bone or on hopping (no running or jumping until seen)",
            "a joint that locks, gives way or swells",
            "numbness, or pain that spreads down the leg",
            f"pain of {hold} or more for over {days} days",
            "strength that falls for three weeks without a reason",
        ),
    )
    return Guide((HOW_HARD, HOW_TO_WRITE, hurts, ALWAYS), URGENT, soon, FOOT)


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


def number(value: float) -> str:
    """Without needless zeros: 62.5."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


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
        return f"{round(value)}\u00a0s"
    return f"{whole}\u00a0min" + (f"\u00a0{left}\u00a0s" if left else "")


def sided(exercise: Exercise) -> bool:
    """Whether amounts count for each side."""
    alternating = exercise.laterality is Laterality.ALTERNATING and exercise.unit in (Unit.REPS, Unit.SECONDS)
    return exercise.laterality is Laterality.UNILATERAL or alternating


def in_words(text: str) -> str:
    """With a capital at its beginning."""
    return text[:1].upper() + text[1:]
