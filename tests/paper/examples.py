"""Plans put together by hand: an ordinary session, the longest one, a week of two, and whom they are for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from desktop import app
from desktop.services.sheets import Reader, Sheets
from desktop.services.words import Words
from rules.verdicts import LeftOut, Opening, PlannedItem, PlannedSession, PlannedWeek, Reason
from rules.vocabulary import Category, Joint, MobilityLevel, Phase, Template

MONDAY = date(2027, 1, 11)
TUESDAY, FRIDAY = date(2027, 1, 12), date(2027, 1, 15)
MAYA = Reader(
    name="Maya Torres",
    age=34,
    mobility={Joint.ANKLE: MobilityLevel.LIMITED},
    bars={"Home gym": 20.0},
    runs={3: "Intervals 60\u00a0min", 7: "Long run 150\u00a0min"},
)
LONG_NAME = Reader(
    name="Wilhelmina-Alexandra van der Bergh-Oosterhuizen y Fernández de la Cruz",
    age=63,
    mobility={Joint.ANKLE: MobilityLevel.SEVERE, Joint.HIP: MobilityLevel.LIMITED},
)
CHOSEN = Reason("session.ladder")
ADD_REPS = Reason("progression.add-reps")
RULEBOOK = app.rulebook()


def item(slug: str, sets: int, amount: float, load: float | None = None, **more) -> PlannedItem:
    exercise = RULEBOOK.exercises[slug]
    given = {"rir": 3, "reasons": (CHOSEN, ADD_REPS)} | more
    return PlannedItem(
        slug, exercise.category, exercise.role, sets, amount, exercise.unit, exercise.load_type, load, **given
    )


def sheets() -> Sheets:
    return Sheets(Words(RULEBOOK), RULEBOOK)


def ordinary() -> PlannedSession:
    """A squat day of four exercises."""
    return PlannedSession(
        on=TUESDAY,
        slot=TUESDAY,
        template=Template.A,
        place="Home gym",
        phase=Phase.BUILD,
        minutes=48,
        items=(
            item("duck-walk", 1, 8, rir=None),
            item("back-squat", 4, 6, 62.5, plates=(20.0, 1.25), pct=0.8, aim=63.1, rir=2),
            item("single-arm-kb-farmers-march", 2, 20, 16, paired=True),
            item("half-kneeling-cross-chop", 2, 10, 15, paired=True, introductory=True),
        ),
        reasons=(Reason("session.spacing"),),
        left_out=(LeftOut(Reason("session.landmine-used-up"), slug="landmine-deadlift"),),
    )


def worst() -> PlannedSession:
    """Seven exercises with the longest names, cues and modifications, four sets each, everything said about them."""
    why = (CHOSEN, ADD_REPS, Reason("session.base-sets"))
    return PlannedSession(
        on=TUESDAY,
        slot=date(2027, 1, 13),
        template=Template.AB,
        place="Gym at the university sports centre, second floor",
        phase=Phase.CONSOLIDATE,
        minutes=75,
        items=(
            item("duck-walk", 4, 12, rir=None, reasons=why),
            item("back-squat", 4, 8, 102.5, plates=(20.0, 15.0, 5.0, 1.25), pct=0.82, rir=2, reasons=why),
            item("landmine-deadlift", 4, 8, 47.5, plates=(20.0, 20.0, 5.0, 2.5), reasons=why, trial=True),
            item("rear-foot-elevated-db-squat", 4, 8, 12.5, reasons=why, introductory=True),
            item("single-arm-db-farmers-march", 4, 30, 17.5, paired=True, reasons=why),
            item("half-kneeling-cross-chop", 4, 12, 17.5, paired=True, reasons=why),
            item("split-squat-isometric", 4, 40, reasons=why),
        ),
        reasons=(Reason("session.spacing"), Reason("session.templates"), Reason("session.deload")),
        left_out=(
            LeftOut(Reason("session.landmine-used-up"), slug="conventional-deadlift"),
            LeftOut(Reason("session.low-back"), category=Category.HINGE),
        ),
        deload=True,
        projected=True,
    )


def hinge_day() -> PlannedSession:
    return PlannedSession(
        on=FRIDAY,
        slot=FRIDAY,
        template=Template.B,
        place="Gym",
        phase=Phase.BUILD,
        minutes=44,
        items=(
            item("ankle-rock", 1, 10, rir=None),
            item("hex-bar-deadlift", 3, 6, 85, plates=(20.0, 10.0), pct=0.78, rir=2),
            item("rear-foot-elevated-db-squat", 3, 8, 10),
            item("side-plank-leg-lift", 2, 8),
        ),
        reasons=(Reason("session.spacing"),),
    )


def week(*sessions: PlannedSession) -> PlannedWeek:
    return PlannedWeek(
        MONDAY,
        Phase.BUILD,
        sessions or (ordinary(), hinge_day()),
        opens=(Opening("conventional-deadlift", FRIDAY),),
    )


def mobility_only() -> PlannedSession:
    return PlannedSession(
        on=TUESDAY,
        slot=TUESDAY,
        template=Template.MICRO,
        place="",
        phase=Phase.RACE_WEEK,
        minutes=12,
        items=(item("duck-walk", 1, 8, rir=None), item("hip-90-90", 1, 6, rir=None)),
    )


def full_week() -> PlannedWeek:
    """What the longest week has: two sessions of six, with three drills each."""
    drills = (
        item("duck-walk", 1, 10, rir=None),
        item("ankle-rock", 1, 10, rir=None),
        item("hip-90-90", 1, 8, rir=None),
    )
    squat, hinge = ordinary(), hinge_day()
    return week(replace(squat, items=(*drills, *squat.items[1:])), replace(hinge, items=(*drills, *hinge.items[1:])))
