"""What planner.toml may not say: passage, what it becomes, the key that must be named, words of the reason."""

from __future__ import annotations

_FILE = "planner.toml"
_DOSE = "[dose.novice]\nBUILD = [8, 12, 3]"
_OWN = "BUILD = [1.0, 1.0]"
_SORE = 'does = "postpone"\ndays = [1, 2]'
_LAST = 'id = "day.one"\nwhen = []\ndoes = "whole"'
_DELOAD = 'id = "ease.deload"\nwhen = ["deload_due == 1"'

_PASSAGES: dict[str, tuple[str, str, str, str]] = {
    "unknown drill": ('"ankle-rock"', '"ancle-rock"', "warm_up.squat", "unknown exercise 'ancle-rock'"),
    "drill that is no word": ('squat = ["duck-walk"', "squat = [1", "warm_up.squat", "must be a list of texts"),
    "a weekday twice": ("prefer = [2, 5, 1,", "prefer = [2, 5, 5,", "slots.prefer", "every weekday from 1 to 7 once"),
    "a weekday that is none": ("prefer = [2, 5,", "prefer = [2, 8,", "slots.prefer", "every weekday from 1 to 7 once"),
    "a weekday in words": ("prefer = [2, 5,", 'prefer = ["Tue", 5,', "slots.prefer", "every weekday from 1 to 7 once"),
    "dose of two": (_DOSE, "[dose.novice]\nBUILD = [8, 12]", "dose.novice.BUILD", "in whole numbers"),
    "dose that falls": (_DOSE, "[dose.novice]\nBUILD = [12, 8, 3]", "dose.novice.BUILD", "in whole numbers"),
    "dose of halves": (_DOSE, "[dose.novice]\nBUILD = [8.5, 12, 3]", "dose.novice.BUILD", "in whole numbers"),
    "dose of nothing": (_DOSE, "[dose.novice]\nBUILD = [0, 12, 3]", "dose.novice.BUILD", "in whole numbers"),
    "reserve out of range": (_DOSE, "[dose.novice]\nBUILD = [8, 12, 11]", "dose.novice.BUILD", "between 0 and 10"),
    "dose without a phase": (_DOSE, "[dose.novice]", "dose.novice.BUILD", "is missing"),
    "dose of an unknown phase": (_DOSE, f"{_DOSE}\nPEAK = [1, 1, 1]", "dose.novice.PEAK", "is not a known key"),
    "dose of a missing group": ("[dose.core]", "[dose.trunk]", "dose.core", "is missing"),
    "own range of one": (_OWN, "BUILD = [1.0]", "own_range.BUILD", "two shares between 0 and 1"),
    "own range beyond the end": (_OWN, "BUILD = [1.0, 1.5]", "own_range.BUILD", "two shares between 0 and 1"),
    "a day that does something else": (
        _LAST,
        'id = "day.one"\nwhen = []\ndoes = "half"',
        "day.one.does",
        "'half' is not one of none, micro, postpone, split, whole",
    ),
    "days that may end without an answer": (
        _LAST,
        'id = "day.one"\nwhen = ["sessions >= 1"]\ndoes = "whole"',
        "day",
        "the last rule must apply always",
    ),
    "days that end with none": (
        _LAST,
        'id = "day.one"\nwhen = []\ndoes = "none"',
        "day",
        "the last rule must apply always",
    ),
    "postponed by nothing": (_SORE, 'does = "postpone"\ndays = [0]', "day.very-sore.days", "between 1 and 7"),
    "postponed by no list of days": (
        _SORE,
        'does = "postpone"\ndays = []',
        "day.very-sore.days",
        "between 1 and 7",
    ),
    "postponed by half a day": (_SORE, 'does = "postpone"\ndays = [1.5]', "day.very-sore.days", "between 1 and 7"),
    "postponed for ever": (_SORE, 'does = "postpone"\ndays = [8]', "day.very-sore.days", "between 1 and 7"),
    "postponed without days": (_SORE, 'does = "postpone"', "day.very-sore.days", "is missing"),
    "days of what is not postponed": (
        'does = "split"',
        'does = "split"\ndays = [1]',
        "day.two.days",
        "is not a known key",
    ),
    "unknown fact of a day": (
        'when = ["skipped == 1"]',
        'when = ["skiped == 1"]',
        "day.skipped.when",
        "'skiped' is not a fact these rules know",
    ),
    "unknown fact of an exercise": (
        'when = ["novel == 1", "takes_new == 0"]',
        'when = ["gone == 1"]',
        "pass.novelty.when",
        "'gone' is not a fact these rules know",
    ),
    "unknown fact of an ease": (
        'when = ["readiness <= 2"]',
        'when = ["mood <= 2"]',
        "ease.readiness.when",
        "'mood' is not a fact these rules know",
    ),
    "unknown number of a day": (
        'when = ["minutes < session_minutes.floor"]',
        'when = ["minutes < session_minutes.least"]',
        "day.short.when",
        "there is no number 'session_minutes.least'",
    ),
    "soft that is no yes or no": (
        'recent == 0"]\nsoft = true',
        'recent == 0"]\nsoft = 1',
        "pass.unfamiliar-near-race.soft",
        "must be true or false",
    ),
    "more sets to lighten": (
        'sets = "deload.set_mult"\nload = "deload.load_mult"',
        'sets = 1.6\nload = "deload.load_mult"',
        "ease.deload.sets",
        "1.6 is out of range",
    ),
    "more load to lighten": (
        'sets = "deload.set_mult"\nload = "deload.load_mult"',
        'sets = "deload.set_mult"\nload = "deload.none"',
        "ease.deload.load",
        "must be a number between 0 and 1 or the name of one",
    ),
    "less reserve to lighten": (
        'load = "deload.load_mult"\nrir = 1',
        'load = "deload.load_mult"\nrir = -1',
        "ease.deload.rir",
        "-1 is out of range",
    ),
    "unknown step": (
        'step = "pair"',
        'step = "hurry"',
        "shorten.pair.step",
        "'hurry' is not one of practice, pair",
    ),
    "two rules of a day with one id": (
        'id = "day.absent"',
        'id = "day.skipped"',
        "day.skipped",
        "two rules have this id (the other is in planner.toml)",
    ),
    "an id of another file": (
        'id = "day.absent"',
        'id = "phase.BUILD"',
        "phase.BUILD",
        "two rules have this id (the other is in season.toml)",
    ),
    "broken words of a line": (
        "{exercise} is in the programme",
        "{exercise is in the programme",
        "planner.familiar.sentence",
        "placeholders are broken",
    ),
    "number missing": ("days = 196", "", "memory.days", "is missing"),
    "first load above the ceiling": (
        "ceiling_share = 0.40",
        "ceiling_share = 1.4",
        "first_load.ceiling_share",
        "1.4 is out of range",
    ),
    "unknown kind of rule": ("[[say]]", "[[speak]]", "speak", "is not a known key"),
}

PLANNER = {name: (_FILE, *passage) for name, passage in _PASSAGES.items()}
