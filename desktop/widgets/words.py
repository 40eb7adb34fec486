"""What coaches call the members of the vocabulary: for lists to choose from and for sentences."""

from __future__ import annotations

from typing import Final

from desktop.i18n import tr
from rules.vocabulary import Equipment, Experience, Goal, MobilityLevel, PainArea, Sex

# Marked for translation here, translated when shown.
_EXPERIENCE: Final = {
    Experience.NOVICE: "Under 3 months",
    Experience.INTERMEDIATE: "3 to 24 months",
    Experience.EXPERIENCED: "Over 24 months",
}
_GOAL: Final = {
    Goal.STRENGTH: "Strength",
    Goal.MUSCULAR_ENDURANCE: "Muscular endurance",
    Goal.MAINTENANCE: "Maintenance",
}
_SEX: Final = {Sex.FEMALE: "Female", Sex.MALE: "Male", Sex.OTHER: "Other"}
_EQUIPMENT: Final = {
    Equipment.BODYWEIGHT: "Own body",
    Equipment.DUMBBELLS: "Dumbbells",
    Equipment.KETTLEBELL: "Kettlebell",
    Equipment.BARBELL: "Barbell",
    Equipment.PLATES: "Plates",
    Equipment.SQUAT_RACK: "Squat rack",
    Equipment.LANDMINE: "Landmine",
    Equipment.HEX_BAR: "Hex bar",
    Equipment.BENCH: "Bench",
    Equipment.BOX: "Box or step",
    Equipment.CABLE: "Cable machine",
    Equipment.BAND: "Long band",
    Equipment.MINI_BAND: "Mini band",
    Equipment.MEDICINE_BALL: "Medicine ball",
    Equipment.SUSPENSION_TRAINER: "Suspension trainer",
    Equipment.SLIDER: "Sliders",
    Equipment.PULL_UP_BAR: "Pull-up bar",
    Equipment.WEIGHT_VEST: "Weight vest",
}
_LEVEL: Final = {MobilityLevel.OK: "Ok", MobilityLevel.LIMITED: "Limited", MobilityLevel.SEVERE: "Severe"}
_LEVEL_TONE: Final = {MobilityLevel.OK: "unlocked", MobilityLevel.LIMITED: "within", MobilityLevel.SEVERE: "alarm"}
_LEVEL_ICON: Final = {MobilityLevel.OK: "check", MobilityLevel.LIMITED: "partial", MobilityLevel.SEVERE: "warning"}
_AREA: Final = {
    PainArea.KNEE: "Knee",
    PainArea.ANKLE_FOOT: "Ankle and foot",
    PainArea.CALF_ACHILLES: "Calf and Achilles",
    PainArea.HIP_GROIN: "Hip and groin",
    PainArea.HAMSTRING: "Hamstring",
    PainArea.LOW_BACK: "Low back",
    PainArea.NECK: "Neck",
    PainArea.SHOULDER: "Shoulder",
    PainArea.WRIST_HAND: "Wrist and hand",
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
