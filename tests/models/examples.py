"""One athlete with every kind of record, and sessions of every kind, for the tests of the store."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from models.records import (
    Absence,
    Assessment,
    Athlete,
    Declaration,
    Dossier,
    InjuryFlag,
    KeyRun,
    KeyRunKind,
    Kit,
    MobilityScreen,
    Override,
    PainReport,
    Race,
    ReadinessScreen,
    Removed,
    Session,
    SessionKind,
    SessionStatus,
    SetRecord,
    Wish,
    WrittenPlan,
)
from rules.vocabulary import (
    Category,
    Effort,
    Equipment,
    Experience,
    Goal,
    LoadType,
    MobilityLevel,
    PainArea,
    Phase,
    Priority,
    RaceStatus,
    Sex,
    Side,
    Unit,
)

DAY = date(2026, 3, 2)


def uid(number: int) -> str:
    return str(UUID(int=number, version=4))


def days(count: int) -> date:
    return DAY + timedelta(days=count)


ATHLETE = Athlete(
    id=uid(1),
    name="Zoë O'Neill",
    birth_date=date(1988, 2, 29),
    body_mass_kg=61.5,
    sex=Sex.FEMALE,
    experience=Experience.INTERMEDIATE,
    goal=Goal.MUSCULAR_ENDURANCE,
    max_sessions=2,
    session_minutes=50,
    available_days=(1, 3, 6),
    guardian_consent_on=date(2005, 1, 1),
    notes='likes "hills"\nand 日本',
    archived=False,
)
_OWNER = ATHLETE.id

DOSSIER = Dossier(
    athlete=ATHLETE,
    kits=(
        Kit(
            uid(2),
            _OWNER,
            "gym",
            frozenset({Equipment.BARBELL, Equipment.HEX_BAR}),
            (20.0, 20.0, 1.25),
            (8.0, 12.5),
            (16.0,),
            20.0,
            (2, 5),
        ),
        Kit(uid(3), _OWNER, "home"),
    ),
    key_runs=(KeyRun(uid(4), _OWNER, 2, KeyRunKind.INTERVALS, 60, 200), KeyRun(uid(5), _OWNER, 7, KeyRunKind.LONG)),
    races=(
        Race(
            uid(6),
            _OWNER,
            "Old one",
            days(-300),
            Priority.B,
            42.2,
            1800.0,
            RaceStatus.DNF,
            Effort.EASY,
            30.5,
            "stopped",
        ),
        Race(uid(7), _OWNER, "Big one", days(90), Priority.A),
    ),
    mobility=(MobilityScreen(uid(8), _OWNER, days(0), 9.5, 11.0, MobilityLevel.OK, MobilityLevel.SEVERE),),
    pains=(
        PainReport(uid(9), _OWNER, PainArea.KNEE, days(0), 4, "downhill"),
        PainReport(uid(10), _OWNER, PainArea.KNEE, days(3), 0),
    ),
    injuries=(InjuryFlag(uid(11), _OWNER, PainArea.HAMSTRING, days(-40), days(-9), "torn"),),
    readiness=(ReadinessScreen(uid(12), _OWNER, days(0), frozenset({1, 10}), days(2)),),
    assessments=(Assessment(uid(13), _OWNER, "goblet-squat", days(1), 4, (0, 2, 61), "deep"),),
    declarations=(Declaration(uid(14), _OWNER, "hip-thrust", days(0), 60.0),),
    overrides=(Override(uid(15), _OWNER, "goblet-squat", days(5), "years of judo"),),
    absences=(
        Absence(uid(16), _OWNER, days(-20), days(-15), True, "fever"),
        Absence(uid(17), _OWNER, days(10), days(10)),
    ),
    wishes=(
        Wish(
            uid(18),
            _OWNER,
            days(3),
            days(4),
            False,
            ((Category.HIP_DOMINANT, "hip-thrust"), (Category.CORE, "side-plank")),
            3,
            4,
        ),
        Wish(uid(19), _OWNER, days(7), skipped=True),
    ),
)


def one_set(number: int, exercise: str = "split-squat", position: int = 1, nth: int = 1, **values: object) -> SetRecord:
    given: dict[str, object] = {
        "unit": Unit.REPS,
        "load_type": LoadType.PER_HAND_KG,
        "amount": 8.0,
        "load": 10.0,
    } | values
    return SetRecord(uid(number), exercise, position, nth, **given)  # pyright: ignore[reportArgumentType]


SESSIONS = (
    Session(
        uid(102),
        _OWNER,
        days(4),
        SessionKind.A,
        SessionStatus.DONE,
        Phase.BUILD,
        45,
        3,
        4,
        "good, really",
        (
            one_set(
                201, nth=1, side=Side.LEFT, technique=4, rpe=7.5, rir=2.5, pain=1, next_day_pain=2, planned_amount=10.0
            ),
            one_set(202, nth=1, side=Side.RIGHT, technique=2, coach_technique=5, planned_load=12.0),
            one_set(203, nth=2, side=Side.LEFT, amount=None, load=None, planned_amount=10.0, notes="left out"),
            one_set(
                204, "plank", 2, unit=Unit.SECONDS, load_type=LoadType.BODYWEIGHT, load=None, amount=30.0, off_plan=True
            ),
        ),
        slot=days(3),
        eased=True,
        deload=True,
    ),
    Session(uid(103), _OWNER, days(2), SessionKind.B, SessionStatus.SKIPPED, sets=(one_set(205),)),
    Session(uid(101), _OWNER, days(0), sets=(one_set(206, technique=3), one_set(207, nth=2, technique=5))),
    Session(uid(104), _OWNER, days(-7)),
)
PLANS = (
    WrittenPlan(
        uid(301), _OWNER, days(3), 1, days(3), days(0), SessionKind.A, Phase.BUILD, 45, content='{"items": []}'
    ),
    WrittenPlan(
        uid(302), _OWNER, days(3), 2, days(4), days(2), SessionKind.A, Phase.BUILD, 40, True, True, False, "日本"
    ),
    WrittenPlan(uid(303), _OWNER, days(7), 1, days(7), days(7), SessionKind.MICRO, Phase.TAPER, 15),
    WrittenPlan(uid(304), _OWNER, days(7), 2, days(7), days(7), SessionKind.MICRO, Phase.TAPER, 15, withdrawn=True),
)
REMOVED = Removed(DOSSIER, SESSIONS, PLANS)
