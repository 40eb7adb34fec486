"""Words and units every layer shares.

The members are the closed vocabulary of the domain: a rulebook, a database row or an imported file that uses another word is
refused. Importing this module costs nothing: it knows neither the rule engine nor Qt nor the database.
"""

from __future__ import annotations

from enum import StrEnum


class Category(StrEnum):
    """Movement category, in the order coaches read a session."""

    LUNGE = "lunge"
    HIP_DOMINANT = "hip_dominant"
    HINGE = "hinge"
    BALANCE = "balance"
    CORE = "core"
    MOBILITY = "mobility"


class Equipment(StrEnum):
    BODYWEIGHT = "bodyweight"
    DUMBBELLS = "dumbbells"
    KETTLEBELL = "kettlebell"
    BARBELL = "barbell"
    PLATES = "plates"
    SQUAT_RACK = "squat_rack"
    LANDMINE = "landmine"
    HEX_BAR = "hex_bar"
    BENCH = "bench"
    BOX = "box"
    CABLE = "cable"
    BAND = "band"
    MINI_BAND = "mini_band"
    MEDICINE_BALL = "medicine_ball"
    SUSPENSION_TRAINER = "suspension_trainer"
    SLIDER = "slider"
    PULL_UP_BAR = "pull_up_bar"
    WEIGHT_VEST = "weight_vest"


class Joint(StrEnum):
    ANKLE = "ankle"
    KNEE = "knee"
    HIP = "hip"


class MobilityLevel(StrEnum):
    """Result of a mobility self-test, from best to worst."""

    OK = "ok"
    LIMITED = "limited"
    SEVERE = "severe"


class PainArea(StrEnum):
    KNEE = "knee"
    ANKLE_FOOT = "ankle_foot"
    CALF_ACHILLES = "calf_achilles"
    HIP_GROIN = "hip_groin"
    HAMSTRING = "hamstring"
    LOW_BACK = "low_back"
    NECK = "neck"
    SHOULDER = "shoulder"
    WRIST_HAND = "wrist_hand"


class Unit(StrEnum):
    """What one set counts. Unilateral exercises count per side; alternating ones count reps and seconds per side, steps in total."""

    REPS = "reps"
    SECONDS = "seconds"
    STEPS = "steps"
    METRES = "metres"


class LoadType(StrEnum):
    """What a logged load means. Loads of `per_hand_kg` are per hand; ceilings and gate loads are on the total of both hands."""

    BODYWEIGHT = "bodyweight"
    TOTAL_KG = "total_kg"
    PER_HAND_KG = "per_hand_kg"
    SINGLE_KG = "single_kg"
    PLATES_KG = "plates_kg"
    STACK_KG = "stack_kg"
    BAND_LEVEL = "band_level"


class Laterality(StrEnum):
    BILATERAL = "bilateral"
    UNILATERAL = "unilateral"
    ALTERNATING = "alternating"


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"


class Role(StrEnum):
    MAIN = "main"
    ACCESSORY = "accessory"
    WARMUP = "warmup"


class Experience(StrEnum):
    """Strength-training experience: novice under 3 months, experienced from 24 months."""

    NOVICE = "novice"
    INTERMEDIATE = "intermediate"
    EXPERIENCED = "experienced"


class Goal(StrEnum):
    STRENGTH = "strength"
    MUSCULAR_ENDURANCE = "muscular_endurance"
    MAINTENANCE = "maintenance"


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class Priority(StrEnum):
    A = "A"
    B = "B"
    C = "C"


class RaceClass(StrEnum):
    """S sub-ultra, U ultra, X long ultra."""

    S = "S"
    U = "U"
    X = "X"


class RaceStatus(StrEnum):
    """A past race still `planned` counts as run; `finished` says so outright."""

    PLANNED = "planned"
    FINISHED = "finished"
    REMOVED = "removed"
    CANCELLED = "cancelled"
    DNS = "dns"
    DNF = "dnf"


class Effort(StrEnum):
    RACED = "raced"
    EASY = "easy"


class Phase(StrEnum):
    """Training phase of one day, in strict order: most load first."""

    BUILD = "BUILD"
    CONSOLIDATE = "CONSOLIDATE"
    MAINTAIN = "MAINTAIN"
    RETURN = "RETURN"
    TAPER = "TAPER"
    RACE_WEEK = "RACE_WEEK"
    RECOVERY_MOBILITY = "RECOVERY_MOBILITY"
    RECOVERY_NONE = "RECOVERY_NONE"
    RACE_DAY = "RACE_DAY"


class Template(StrEnum):
    """What a planned session is built from: squat day, hinge and lunge day, the one-session week, mobility only."""

    A = "A"
    B = "B"
    AB = "AB"
    MICRO = "micro"


class Status(StrEnum):
    """Standing of one exercise for one athlete on one day, in order of precedence (the first that applies is the status)."""

    HEALTH_HOLD = "HEALTH_HOLD"
    INJURY_LOCK = "INJURY_LOCK"
    EXCLUDED_PAIN = "EXCLUDED_PAIN"
    SUSPENDED_PAIN = "SUSPENDED_PAIN"
    EXCLUDED_EQUIPMENT = "EXCLUDED_EQUIPMENT"
    EXCLUDED_MOBILITY = "EXCLUDED_MOBILITY"
    EXCLUDED_AGE = "EXCLUDED_AGE"
    REQUIRES_COACH = "REQUIRES_COACH"
    BLOCKED_BY_COACH = "BLOCKED_BY_COACH"
    PROVISIONAL = "PROVISIONAL"
    NOVELTY_HOLD = "NOVELTY_HOLD"
    UNLOCKED = "UNLOCKED"
    EXPIRED = "EXPIRED"
    LOCKED_PREREQ = "LOCKED_PREREQ"


class Decision(StrEnum):
    """What happens to the load of one exercise, in the order in which the rules are asked."""

    HEALTH_HOLD = "HEALTH_HOLD"
    STOP_LOCK_AREA = "STOP_LOCK_AREA"
    SUSPEND = "SUSPEND"
    REDUCE_20_AND_REGRESS = "REDUCE_20_AND_REGRESS"
    LAYOFF = "LAYOFF"
    REPEAT_AFTER_GAP = "REPEAT_AFTER_GAP"
    PHASE_HOLD = "PHASE_HOLD"
    REDUCE_10_AND_DELOAD = "REDUCE_10_AND_DELOAD"
    REDUCE_5 = "REDUCE_5"
    HOLD_AFTER_FAIL = "HOLD_AFTER_FAIL"
    HOLD_RPE_HIGH = "HOLD_RPE_HIGH"
    HOLD_AMBER_PAIN = "HOLD_AMBER_PAIN"
    HOLD_TECHNIQUE = "HOLD_TECHNIQUE"
    HOLD_WEEKLY_CAP = "HOLD_WEEKLY_CAP"
    CEILING = "CEILING"
    HOLD_PCT_CAP = "HOLD_PCT_CAP"
    INCREASE = "INCREASE"
    ADD_REPS = "ADD_REPS"


class HingeChoice(StrEnum):
    """Which deadlift comes next for somebody who trains the landmine deadlift."""

    STAY_LANDMINE = "STAY_LANDMINE"
    HEX_BAR = "hex-bar-deadlift"
    CONVENTIONAL = "conventional-deadlift"
    STAY_LANDMINE_TEMPO = "STAY_LANDMINE_TEMPO"


class Certainty(StrEnum):
    """How sure a rule is: a study supports it, experts agree, the founding article says so, or it is our default."""

    EVIDENCE = "evidence"
    CONSENSUS = "consensus"
    ARTICLE = "article"
    DEFAULT = "default"
