"""The blocks of numbers a rulebook must hold, with the range of every number: what lies outside is refused, not guessed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rules.rulebook.parts import Numbers
from rules.rulebook.table import Table

Range = tuple[float, float]
_DAYS = (0, 3650)
_SHARE = (0.0, 1.0)
_PAIN = (0, 10)
_AGE = (0, 120)
_TECHNIQUE = (0, 5)
_HOURS = (0, 336)
_SECONDS = (0, 3600)
_KG = (0.0, 500.0)

# Whole numbers have bounds of type int, other numbers of type float.
BLOCKS: Mapping[str, Mapping[str, Mapping[str, Range]]] = {
    "templates.toml": {
        "evidence": {
            "load_tolerance_kg": (0.0, 10.0),
            "ceiling_share": (0.1, 1.0),
            "harder_rpe_max": (0.0, 10.0),
            "self_rating_max": _TECHNIQUE,
        },
        "coach": {"valid_days": _DAYS, "withdraws_to": _TECHNIQUE, "youth_pass": _TECHNIQUE, "span_days": _DAYS},
        "declaration": {
            "valid_days": _DAYS,
            "trial_days": (1, 30),
            "technique": _TECHNIQUE,
            "pain_max": _PAIN,
            "rpe_max": (0.0, 10.0),
            "failed_technique": _TECHNIQUE,
            "load_share_percent": (1, 100),
            "adult_age": _AGE,
        },
        "recency": {
            **{f"level_{level}": (1, 3650) for level in range(1, 6)},
            "fast_track_factor": (1, 10),
            "fast_track_days": (1, 60),
        },
        "regression": {"technique": _TECHNIQUE, "days": (2, 2)},
        "suspension": {
            "pain_from": _PAIN,
            "clean_pain_max": _PAIN,
            "clean_days": (1, 60),
            "least_days": _DAYS,
            "release_days": (1, 3650),
        },
        "age_stance": {"from_age": _AGE, "seconds": (1, 600)},
        "reach": {"days": (1, 10)},
        "mobility_screen": {
            "ankle_ok_cm": (0.0, 50.0),
            "ankle_severe_cm": (0.0, 50.0),
            "ankle_difference_cm": (0.0, 50.0),
            "repeat_days": (1, 3650),
        },
        "readiness_screen": {"valid_months": (1, 120)},
    },
    "standing.toml": {"novelty": {"days": _DAYS}, "pain_today": {"exclude_from": _PAIN}},
    "season.toml": {
        "race_class": {
            "ultra_distance_km": (0.0, 1000.0),
            "ultra_km_effort": (0.0, 1000.0),
            "long_ultra_distance_km": (0.0, 1000.0),
            "long_ultra_km_effort": (0.0, 1000.0),
            "unknown_km": (0.0, 1000.0),
            "duplicate_km": (0.0, 100.0),
        },
        "bridge": {"min_build_days": _DAYS, "min_km_effort": (0.0, 1000.0)},
        "age_lookahead": {"days": (0, 3650)},
        "availability": {},
        "defaults": {"body_mass_kg": (20.0, 300.0)},
    },
    "progression.toml": {
        "steps": {
            "good_sessions": (2, 2),
            "days_between": _DAYS,
            "max_extension": (0, 50),
            "pct_per_rep": (0.001, 1.0),
            "good_pain_max": _PAIN,
        },
        "layoff": {"beyond": _SHARE, "from_age": _AGE},
        "reduction": {"failed_twice": _SHARE, "failed_thrice": _SHARE, "pain": _SHARE},
        "e1rm": {
            "max_reps_plus_rir": (1, 100),
            "max_rir": (0, 10),
            "divisor": (1, 100),
            "sessions": (1, 20),
            "max_rise_week": _SHARE,
            "max_fall_week": _SHARE,
        },
        "hand_load": {"bar_kg": _KG, "bar": _SHARE, "plates": _SHARE},
        "transfer": {
            "intro_sessions": (0, 20),
            "intro_rpe": (0, 10),
            "hex_from_landmine": _SHARE,
            "conventional_from_landmine": _SHARE,
            "conventional_from_hex": _SHARE,
            "back_squat_min_kg": _KG,
            "back_squat_from_goblet": (0.0, 5.0),
            "back_squat_max_bm": (0.0, 5.0),
            "rear_foot_elevated_total_bm": (0.0, 5.0),
        },
        "sets": {},
    },
    "attention.toml": {
        "thresholds": {
            "injury_advice_days": _DAYS,
            "idle_days": _DAYS,
            "consent_below_age": _AGE,
            "readiness_valid_days": _DAYS,
            "pain_advice_days": _DAYS,
            "missed_sessions": (1, 100),
            "stalled_days": (1, 365),
            "stalled_times": (1, 100),
            "falling_weeks": (1, 52),
            "falling_percent": (0, 100),
            "gap_days": (1, 365),
            "lapse_days": _DAYS,
            "morning_from_days": _DAYS,
            "morning_until_days": _DAYS,
        },
    },
    "session.toml": {
        "landmine": {"days": _DAYS},
        "low_back": {"pain_from": _PAIN, "pain_to": _PAIN, "spinal_load_max": (0, 3)},
        "spacing_hours": {
            "strength_to_strength": _HOURS,
            "strength_to_key_run": _HOURS,
            "strength_to_key_run_hard": _HOURS,
            "strength_to_key_run_new": _HOURS,
            "key_run_to_strength_same_day": _HOURS,
            "long_run_to_strength": _HOURS,
        },
        "deload": {
            "weeks_novice_intermediate": (1, 52),
            "weeks_experienced": (1, 52),
            "from_age": _AGE,
            "set_mult": _SHARE,
            "load_mult": _SHARE,
        },
        "ramp": {},
        "duration": {
            "warmup": _SECONDS,
            "per_rep": (0.0, 60.0),
            "per_second": (0.0, 60.0),
            "per_step": (0.0, 60.0),
            "per_metre": (0.0, 60.0),
            "unilateral_factor": (1.0, 4.0),
            "side_change": _SECONDS,
            "ramp_percent_mode": _SECONDS,
            "superset_rest_factor": _SHARE,
        },
    },
    "planner.toml": {
        "memory": {"days": (56, 3650)},
        "slots": {"long_run_minutes": (0, 600), "long_run_descent_m": (0, 10_000), "arrangement_days": _DAYS},
        "continuity": {"days": _DAYS},
        "new_work": {"exposures": (0, 20), "hours": _HOURS, "rir": (0, 10)},
        "first_load": {
            "ceiling_share": _SHARE,
            "ceiling_share_careful": _SHARE,
            "careful_under": _AGE,
            "careful_from": _AGE,
        },
        "phase_load": {"MAINTAIN": _SHARE, "TAPER": _SHARE, "RETURN": _SHARE},
        "layoff_effort": {"sessions": (0, 20), "rir": (0, 10)},
        "growth": {
            "reps": (0, 10),
            "steps": (0, 20),
            "seconds": (0, 60),
            "metres": (0, 100),
            "mobility_days": _DAYS,
            "tempo_sessions": (1, 20),
        },
        "warm_up": {
            "drills": (0, 5),
            "drills_stiff": (0, 6),
            "knee_pain_from": _PAIN,
            "practice": (0, 5),
            "practice_sets": (0, 5),
        },
        "session_minutes": {"floor": (0, 240), "micro": (0, 60), "warm_up_least": _SECONDS},
        "older": {"from_age": _AGE, "sets": (1, 5)},
    },
}

# Keys of a block that are not plain numbers; their shape is checked where they are read.
OTHER_KEYS: Mapping[str, frozenset[str]] = {
    "declaration": frozenset({"experience"}),
    "age_stance": frozenset({"slug"}),
    "defaults": frozenset({"experience", "goal"}),
    "layoff": frozenset({"rows"}),
    "landmine": frozenset({"slug", "behind", "after"}),
    "low_back": frozenset({"area"}),
    "ramp": frozenset({"steps"}),
    "duration": frozenset({"warmup_extra", "setup", "rest"}),
    "slots": frozenset({"prefer"}),
    "warm_up": frozenset({"squat", "squat_knee", "hinge"}),
}
SAID = ("id", "sentence", "next", "source", "certainty")


def read_block(table: Table, name: str, ranges: Mapping[str, Range]) -> Numbers:
    """The numbers of one block, every one present and in range; nothing else is allowed in it."""
    values: dict[str, Any] = {}
    for key, (low, high) in ranges.items():
        whole = isinstance(low, int) and isinstance(high, int)
        values[key] = table.whole(key, int(low), int(high)) if whole else table.number(key, low, high)
    others = OTHER_KEYS.get(name, frozenset[str]())
    rest = table.rest([*ranges, *SAID])
    for key in others:
        if key not in rest:
            raise table.fail(key, "is missing")
    for key, value in rest.items():
        if key not in others:
            raise table.fail(key, "is not a known key")
        values[key] = value
    return Numbers(values)
