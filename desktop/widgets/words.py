"""What coaches call the members of the vocabulary: for lists to choose from and for sentences."""

from __future__ import annotations

from typing import Final

from desktop.i18n import later, tr
from rules.vocabulary import Equipment, Experience, Goal, MobilityLevel, PainArea, Sex

# Marked for translation here, translated when shown.
_EXPERIENCE: Final = {
    Experience.NOVICE: later("Under 3 months"),
    Experience.INTERMEDIATE: later("3 to 24 months"),
    Experience.EXPERIENCED: later("Over 24 months"),
}
_GOAL: Final = {
    Goal.STRENGTH: later("Strength"),
    Goal.MUSCULAR_ENDURANCE: later("Muscular endurance"),
    Goal.MAINTENANCE: later("Maintenance"),
}
_SEX: Final = {Sex.FEMALE: later("Female"), Sex.MALE: later("Male"), Sex.OTHER: later("Other")}
_EQUIPMENT: Final = {
    Equipment.BODYWEIGHT: later("Own body"),
    Equipment.DUMBBELLS: later("Dumbbells"),
    Equipment.KETTLEBELL: later("Kettlebell"),
    Equipment.BARBELL: later("Barbell"),
    Equipment.PLATES: later("Plates"),
    Equipment.SQUAT_RACK: later("Squat rack"),
    Equipment.LANDMINE: later("Landmine"),
    Equipment.HEX_BAR: later("Hex bar"),
    Equipment.BENCH: later("Bench"),
    Equipment.BOX: later("Box or step"),
    Equipment.CABLE: later("Cable machine"),
    Equipment.BAND: later("Long band"),
    Equipment.MINI_BAND: later("Mini band"),
    Equipment.MEDICINE_BALL: later("Medicine ball"),
    Equipment.SUSPENSION_TRAINER: later("Suspension trainer"),
    Equipment.SLIDER: later("Sliders"),
    Equipment.PULL_UP_BAR: later("Pull-up bar"),
    Equipment.WEIGHT_VEST: later("Weight vest"),
}
_LEVEL: Final = {
    MobilityLevel.OK: later("Ok"),
    MobilityLevel.LIMITED: later("Limited"),
    MobilityLevel.SEVERE: later("Severe"),
}
_LEVEL_TONE: Final = {MobilityLevel.OK: "unlocked", MobilityLevel.LIMITED: "within", MobilityLevel.SEVERE: "alarm"}
_LEVEL_ICON: Final = {MobilityLevel.OK: "check", MobilityLevel.LIMITED: "partial", MobilityLevel.SEVERE: "warning"}
_AREA: Final = {
    PainArea.KNEE: later("Knee"),
    PainArea.ANKLE_FOOT: later("Ankle and foot"),
    PainArea.CALF_ACHILLES: later("Calf and Achilles"),
    PainArea.HIP_GROIN: later("Hip and groin"),
    PainArea.HAMSTRING: later("Hamstring"),
    PainArea.LOW_BACK: later("Low back"),
    PainArea.NECK: later("Neck"),
    PainArea.SHOULDER: later("Shoulder"),
    PainArea.WRIST_HAND: later("Wrist and hand"),
}

Choices = tuple[tuple[object, str], ...]


def equipment_word(item: Equipment) -> str:
    return tr(_EQUIPMENT[item])


def area_word(area: PainArea) -> str:
    return tr(_AREA[area])


def level_pill(level: MobilityLevel) -> tuple[str, str, str]:
    """Text, tone and icon of a mobility level's pill."""
    return tr(_LEVEL[level]), _LEVEL_TONE[level], _LEVEL_ICON[level]


def experience_choices() -> Choices:
    return tuple((member, tr(text)) for member, text in _EXPERIENCE.items())


def goal_choices() -> Choices:
    return tuple((member, tr(text)) for member, text in _GOAL.items())


def sex_choices() -> Choices:
    return tuple((member, tr(text)) for member, text in _SEX.items())


def area_choices() -> Choices:
    return tuple((member, tr(text)) for member, text in _AREA.items())
