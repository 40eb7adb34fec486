"""What a rulebook may not say: additions and changes to the shipped one, with the key and the reason that must be named."""

from __future__ import annotations

from tests.rules.planner_refusals import PLANNER

EXERCISE = """
[[exercise]]
slug = "one-more"
name = "One more"
category = "lunge"
role = "main"
pattern = "split"
equipment = [["bodyweight"]]
laterality = "bilateral"
load_type = "bodyweight"
unit = "reps"
level = 2
eccentric_cost = 1
spinal_load = 0
novice = { sets = 2, low = 8, high = 12 }
"""
GATE = """
[[exercise.gate]]
template = "G1"
any_of = [{ slug = "split-squat" }]
"""
RULE = """
[[rule]]
id = "standing.mine"
status = "UNLOCKED"
when = ["ready == 1"]
sentence = "Mine."
source = "me"
certainty = "default"
"""


def edited(part: str, old: str, new: str) -> str:
    assert old in part
    return part.replace(old, new, 1)


HINGE = """
[[hinge]]
id = "standing.free"
choice = "STAY_LANDMINE"
when = []
sentence = "Mine."
source = "me"
certainty = "default"
"""


# file, text appended, key named, words of the reason
APPENDED = {
    "unknown slug in a gate": (
        "exercises.toml",
        EXERCISE + edited(GATE, "split-squat", "split-sqaut"),
        "one-more.gate.one-more",
        "unknown exercise 'split-sqaut'",
    ),
    "cycle of one": (
        "exercises.toml",
        EXERCISE + edited(GATE, "split-squat", "one-more"),
        "one-more",
        "a cycle: one-more needs one-more",
    ),
    "two exercises with one slug": (
        "exercises.toml",
        edited(EXERCISE, "one-more", "split-squat"),
        "split-squat",
        "two exercises have this slug",
    ),
    "a load nobody can show": (
        "exercises.toml",
        EXERCISE + edited(GATE, '"split-squat" }', '"split-squat", load_bm = 0.2 }'),
        "one-more",
        "can never be reached",
    ),
    "a load above the ceiling": (
        "exercises.toml",
        EXERCISE + edited(GATE, '"split-squat" }', '"goblet-squat", load_bm = 3.0 }'),
        "one-more",
        "can never be reached",
    ),
    "unknown template": (
        "exercises.toml",
        EXERCISE + edited(GATE, '"G1"', '"G9"'),
        "one-more.gate[1].template",
        "'G9' is not one of G1",
    ),
    "an option twice": (
        "exercises.toml",
        EXERCISE + edited(GATE, '[{ slug = "split-squat" }]', '[{ slug = "split-squat" }, { slug = "split-squat" }]'),
        "one-more.gate[1].any_of",
        "names an exercise twice",
    ),
    "a gate without options": (
        "exercises.toml",
        EXERCISE + edited(GATE, '[{ slug = "split-squat" }]', "[]"),
        "one-more.gate[1].any_of",
        "names no exercise",
    ),
    "technique out of range": (
        "exercises.toml",
        EXERCISE + GATE + "technique = 6\n",
        "one-more.gate[1].technique",
        "6 is out of range, 0 to 5",
    ),
    "a fraction for a count": (
        "exercises.toml",
        EXERCISE + GATE + "sets = 2.5\n",
        "one-more.gate[1].sets",
        "must be a whole number",
    ),
    "a span wider than its window": (
        "exercises.toml",
        EXERCISE + GATE + "span_days = 50\n",
        "one-more.gate[1].span_days",
        "50 days do not fit into a window of 42",
    ),
    "more days than the window has": (
        "exercises.toml",
        EXERCISE + GATE + "days_self = 9\nspan_days = 3\nwindow_days = 5\n",
        "one-more.gate[1].days_self",
        "more days than the window of 5 days has",
    ),
    "unknown key in a gate": (
        "exercises.toml",
        EXERCISE + GATE + "tecnique = 3\n",
        "one-more.gate[1].tecnique",
        "is not a known key",
    ),
    "a gate id used by another exercise": (
        "exercises.toml",
        EXERCISE + GATE + 'id = "gate.vest-split-squat"\n',
        "gate.vest-split-squat",
        "two rules have this id",
    ),
    "broken placeholder": (
        "standing.toml",
        edited(RULE, "Mine.", "Mine {level."),
        "standing.mine.sentence",
        "placeholders are broken",
    ),
    "placeholder for a number there is not": (
        "standing.toml",
        edited(RULE, "Mine.", "{coach.nonsense}"),
        "standing.mine.sentence",
        "placeholders cannot be filled",
    ),
    "placeholder of an unknown block": (
        "standing.toml",
        edited(RULE, "Mine.", "{nonsense.days}"),
        "standing.mine.sentence",
        "placeholders cannot be filled",
    ),
    "placeholder by number": (
        "standing.toml",
        edited(RULE, "Mine.", "{0} {}"),
        "standing.mine.sentence",
        "placeholders cannot be filled",
    ),
    "two rules with one id": (
        "standing.toml",
        edited(RULE, "standing.mine", "standing.free"),
        "standing.free",
        "two rules have this id (the other is in standing.toml)",
    ),
    "one id in two files": (
        "progression.toml",
        HINGE,
        "standing.free",
        "two rules have this id (the other is in standing.toml)",
    ),
    "unknown fact": (
        "standing.toml",
        edited(RULE, "ready == 1", "redy == 1"),
        "standing.mine.when",
        "'redy' is not a fact these rules know",
    ),
    "unknown number": (
        "standing.toml",
        edited(RULE, "ready == 1", "age < coach.nonsense"),
        "standing.mine.when",
        "there is no number 'coach.nonsense'",
    ),
    "a number that is not whole": (
        "standing.toml",
        edited(RULE, "ready == 1", "age < evidence.ceiling_share"),
        "standing.mine.when",
        "is not a whole number",
    ),
    "no condition at all": (
        "standing.toml",
        edited(RULE, "ready == 1", "ready is 1"),
        "standing.mine.when",
        "is not 'fact operator value'",
    ),
    "a number larger than the engine's": (
        "standing.toml",
        edited(RULE, "ready == 1", "level < 9999999999"),
        "standing.mine.when",
        "too large for the engine",
    ),
    "unknown status": (
        "standing.toml",
        edited(RULE, "UNLOCKED", "OPEN"),
        "standing.mine.status",
        "'OPEN' is not one of HEALTH_HOLD",
    ),
    "unknown certainty": (
        "standing.toml",
        edited(RULE, '"default"', '"sure"'),
        "standing.mine.certainty",
        "'sure' is not one of",
    ),
    "no source": ("standing.toml", edited(RULE, '"me"', '" "'), "standing.mine.source", "is empty"),
    "unknown key in a rule": ("standing.toml", RULE + "wehn = []\n", "standing.mine.wehn", "is not a known key"),
    "unknown table": ("season.toml", "[nonsense]\nx = 1\n", "nonsense", "is not a known key"),
}


# file, passage, what it becomes, key named, words of the reason
CHANGED = {
    "number out of range": (
        "templates.toml",
        "valid_days = 90",
        "valid_days = -1",
        "coach.valid_days",
        "-1 is out of range, 0 to 3650",
    ),
    "number missing": ("templates.toml", "valid_days = 90", "", "coach.valid_days", "is missing"),
    "number of the wrong kind": (
        "templates.toml",
        "valid_days = 90",
        'valid_days = "90"',
        "coach.valid_days",
        "must be a whole number",
    ),
    "true for a number": (
        "templates.toml",
        "valid_days = 90",
        "valid_days = true",
        "coach.valid_days",
        "must be a whole number",
    ),
    "unknown number": (
        "templates.toml",
        "valid_days = 90",
        "valid_days = 90\nvalid_weeks = 9",
        "coach.valid_weeks",
        "is not a known key",
    ),
    "a word for experience": (
        "templates.toml",
        'experience = "experienced"',
        'experience = "old"',
        "declaration.experience",
        "'old' is not one of novice",
    ),
    "a list for a word": (
        "templates.toml",
        'experience = "experienced"',
        "experience = [1]",
        "declaration.experience",
        "is not one of novice",
    ),
    "another schema": ("templates.toml", "schema = 1", "schema = 2", "schema", "schema 1 only"),
    "not TOML": ("season.toml", "[taper.A]", "[taper.A", "", "is not TOML"),
    "no exercises": ("exercises.toml", None, "schema = 1\nexercise = []\n", "exercise", "there is not one exercise"),
    "slug with a capital": (
        "exercises.toml",
        'slug = "split-squat"',
        'slug = "Split squat"',
        "Split squat.slug",
        "small letters, digits and hyphens",
    ),
    "unknown equipment": (
        "exercises.toml",
        'equipment = [["bodyweight"]]',
        'equipment = [["sofa"]]',
        "split-squat-isometric.equipment",
        "'sofa' is not one of bodyweight",
    ),
    "empty group of equipment": (
        "exercises.toml",
        'equipment = [["bodyweight"]]',
        "equipment = [[]]",
        "split-squat-isometric.equipment",
        "none of them empty",
    ),
    "unknown joint": (
        "exercises.toml",
        '"ankle:limited"',
        '"elbow:limited"',
        "split-squat-isometric.mobility_modify",
        "'elbow:limited' is not 'joint:level'",
    ),
    "level out of range": (
        "exercises.toml",
        "level = 1",
        "level = 6",
        "split-squat-isometric.level",
        "6 is out of range, 1 to 5",
    ),
    "phases out of order": (
        "season.toml",
        'phase = "CONSOLIDATE"',
        'phase = "MAINTAIN"',
        "phase",
        "must be BUILD, CONSOLIDATE",
    ),
    "a phase that allows more": (
        "season.toml",
        "pct = 0.82",
        "pct = 0.86",
        "phase.MAINTAIN",
        "allows more than the phase before it",
    ),
    "a phase with more sets": (
        "season.toml",
        "mult = 0.6",
        "mult = 0.9",
        "phase.MAINTAIN.mult",
        "allows more sets than the phase before it",
    ),
    "a reserve that falls": (
        "season.toml",
        "rir = 3",
        "rir = 1",
        "phase.MAINTAIN",
        "allows more than the phase before it",
    ),
    "taper that falls": ("season.toml", "S = [5, 10, 28, 42]", "S = [5, 28, 10, 42]", "taper.A.S", "must not fall"),
    "taper of three": (
        "season.toml",
        "S = [5, 10, 28, 42]",
        "S = [5, 10, 28]",
        "taper.A.S",
        "must be four whole numbers of days",
    ),
    "an important race later": (
        "season.toml",
        "S = [3, 7, 14, 14]",
        "S = [3, 7, 14, 43]",
        "taper.A.S",
        "more important race starts later",
    ),
    "a long race later": (
        "season.toml",
        "X = [10, 21, 42, 70]",
        "X = [10, 21, 34, 70]",
        "taper.A.X",
        "a longer race starts later than a shorter one",
    ),
    "recovery that falls": (
        "season.toml",
        "below_km_effort = 45\nnone = 2",
        "below_km_effort = 45\nnone = 0",
        "recovery.band",
        "a longer race recovers no sooner",
    ),
    "recovery bounds that fall": (
        "season.toml",
        "below_km_effort = 45",
        "below_km_effort = 20",
        "recovery.band",
        "below_km_effort must rise",
    ),
    "rest longer than mobility": (
        "season.toml",
        "none = 1\nmobility = 2",
        "none = 3\nmobility = 2",
        "recovery.band",
        "rest, mobility and return days must not fall",
    ),
    "no last band": (
        "season.toml",
        "[[recovery.band]]\nnone = 7",
        "[[recovery.band]]\nbelow_km_effort = 500\nnone = 7",
        "recovery.band",
        "only the last band",
    ),
    "ages that fall": ("season.toml", "from = 60", "from = 40", "recovery.age", "ages and factors must rise"),
    "no phase for every day": (
        "season.toml",
        'phase = "BUILD"\nwhen = []',
        'phase = "BUILD"\nwhen = ["race_today == 1"]',
        "rule",
        "must apply always",
    ),
    "a limit's phase with more sets": (
        "season.toml",
        "phase_mult = { MAINTAIN = 0.75 }",
        "phase_mult = { MAINTAIN = 0.85 }",
        "limit.age-60.phase_mult.MAINTAIN",
        "out of range",
    ),
    "no rule left for the rest": (
        "standing.toml",
        'when = ["ready == 0"]',
        'when = ["ready == 0", "level > 2"]',
        "rule",
        "no rule applies when level 1",
    ),
    "no decision at the end": (
        "progression.toml",
        'decision = "ADD_REPS"\nwhen = []',
        'decision = "ADD_REPS"\nwhen = ["good == 1"]',
        "rule",
        "no rule applies always",
    ),
    "no deadlift at the end": (
        "progression.toml",
        'choice = "STAY_LANDMINE_TEMPO"\nwhen = ["used_up == 1"]',
        'choice = "STAY_LANDMINE_TEMPO"\nwhen = ["hex == 1"]',
        "hinge",
        "no rule applies when used_up 1, hex 0, conventional 0",
    ),
    "a rule that code asks for": (
        "standing.toml",
        'id = "standing.age-under-13"',
        'id = "standing.children"',
        "standing.age-under-13",
        "there must be a rule with this id",
    ),
    "children without an age": (
        "standing.toml",
        'when = ["age < 13"]',
        'when = ["level < 13"]',
        "standing.age-under-13",
        "must be an age",
    ),
    "unknown load action": (
        "progression.toml",
        'load = "step"',
        'load = "leap"',
        "progression.increase.load",
        "'leap' is not none, last, step, layoff",
    ),
    "lay-off rows that rise": (
        "progression.toml",
        "[21, 0.95]",
        "[21, 1.5]",
        "layoff.rows",
        "days rising, factors falling",
    ),
    "lay-off rows of words": (
        "progression.toml",
        "[21, 0.95]",
        '["21", 0.95]',
        "layoff.rows",
        "pairs of days and factor",
    ),
    "unknown rung": (
        "session.toml",
        '"goblet-lunge"',
        '"goblet-lung"',
        "ladder.lunge",
        "unknown exercise 'goblet-lung'",
    ),
    "rung of another category": (
        "session.toml",
        '"goblet-lunge"',
        '"goblet-squat"',
        "ladder.lunge",
        "'goblet-squat' is not an exercise of lunge",
    ),
    "rung twice": ("session.toml", '"goblet-lunge"', '"db-lunge"', "ladder.lunge", "names an exercise twice"),
    "unknown landmine": (
        "session.toml",
        'slug = "landmine-deadlift"',
        'slug = "landmine"',
        "landmine.slug",
        "unknown exercise 'landmine'",
    ),
    "rest in words": (
        "session.toml",
        "from_80_pct = 150",
        'from_80_pct = "long"',
        "duration.rest.from_80_pct",
        "must be a number",
    ),
    "set-up missing": ("session.toml", "bodyweight = 30, ", "", "duration.setup.bodyweight", "is missing"),
    **PLANNER,
}
