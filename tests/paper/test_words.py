"""What a sheet says: every dose, load and limit in words that need no app beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.services.sheets import Reader, reader
from desktop.services.sheets.building import file_name
from desktop.services.sheets.words import seconds
from models import records
from rules import facts
from rules.vocabulary import Decision, Equipment, Joint, MobilityLevel, Priority, RaceStatus, Template
from tests.paper import examples as e

NOBODY = Reader("Nobody")


def task(who: Reader, *items, template: Template = Template.A):
    """The last exercise of a session made of these."""
    session = e.sheets().session(who, replace(e.ordinary(), items=items, template=template))
    return (*session.warm_up_tasks, *session.tasks)[-1]


@pytest.mark.parametrize(
    "slug, amount, dose, column",
    [
        ("back-squat", 6, "3 sets × 6 repetitions", "reps"),
        ("side-plank-leg-lift", 8, "3 sets × 8 repetitions each side", "reps/side"),
        ("standard-lunge", 8, "3 sets × 8 repetitions each side", "reps/side"),
        ("split-squat-isometric", 30, "3 sets × 30 seconds each side", "sec./side"),
        ("front-plank", 40, "3 sets × 40 seconds", "seconds"),
        ("duck-walk", 8, "3 sets × 8 steps in all", "steps"),
        ("single-arm-kb-farmers-march", 20, "3 sets × 20 steps each side", "steps/side"),
        ("farmers-carry", 30, "3 sets × 30 metres in all", "metres"),
        ("suitcase-carry", 20, "3 sets × 20 metres each side", "m/side"),
    ],
)
def test_the_dose_says_whether_it_counts_for_each_side(slug, amount, dose, column):
    made = task(NOBODY, e.item(slug, 3, amount))
    assert made.dose.replace("\u00a0", " ") == dose
    assert made.columns[1] == column


def test_one_set_is_a_set():
    assert task(NOBODY, e.item("front-plank", 1, 1)).dose.replace("\u00a0", " ") == "1 set × 1 second"


@pytest.mark.parametrize(
    "slug, load, plates, said, bar",
    [
        ("back-squat", 62.5, (20.0, 1.25), "62.5 kg in all", "20 kg bar, on each side 20 + 1.25 kg"),
        ("back-squat", 20, (), "20 kg, the empty bar", "no plates"),
        ("back-squat", 45, (), "45 kg, bar included", ""),
        ("hex-bar-deadlift", 85, (20.0, 10.0), "85 kg in all", "25 kg bar, on each side 20 + 10 kg"),
        ("landmine-deadlift", 30, (20.0, 10.0), "30 kg of plates", "on the free end 20 + 10 kg"),
        ("landmine-deadlift", 0, (), "the bar without plates", ""),
        ("db-lunge", 12, (), "12 kg in each hand", ""),
        ("goblet-squat", 16, (), "16 kg kettlebell or dumbbell", ""),
        ("vest-split-squat", 8, (), "8 kg vest", ""),
        ("half-kneeling-cross-chop", 15, (), "15 kg on the cable, or a band as hard", ""),
        ("banded-lateral-walk", 2, (), "band of level 2", ""),
        ("dead-bug", None, (), "body weight", ""),
        ("db-lunge", None, (), "a light weight in each hand that feels easy", ""),
    ],
)
def test_the_load_says_what_to_take(slug, load, plates, said, bar):
    made = task(NOBODY, e.item(slug, 2, 8, load, plates=plates))
    assert made.load.replace("\u00a0", " ") == said
    assert made.bar.replace("\u00a0", " ") == bar


def test_every_exercise_of_the_catalogue_finds_its_words():
    for slug, exercise in e.RULEBOOK.exercises.items():
        for load in (None, 10.0):
            made = task(e.MAYA, e.item(slug, 2, 8, load))
            assert made.name == exercise.name
            assert made.load
            assert made.cues == exercise.cues


def test_the_empty_bar_is_that_of_the_place():
    light = replace(e.MAYA, bars={"Home gym": 15.0})
    assert "the empty bar" in task(light, e.item("back-squat", 2, 8, 15)).load
    assert "the empty bar" not in task(light, e.item("back-squat", 2, 8, 20)).load


@pytest.mark.parametrize(
    "owned, said",
    [
        ({Equipment.CABLE}, "15 kg on the cable"),
        ({Equipment.CABLE, Equipment.BAND}, "15 kg on the cable, or a band as hard"),
        ({Equipment.BAND, Equipment.MEDICINE_BALL}, "a band that pulls about 15 kg"),
        ({Equipment.MEDICINE_BALL}, "15 kg medicine ball"),
        ({Equipment.BENCH}, "15 kg on the cable, or a band as hard"),
    ],
)
def test_only_what_the_place_has_is_asked_for(owned, said):
    there = replace(e.MAYA, kits={"Home gym": frozenset(owned)})
    assert task(there, e.item("half-kneeling-cross-chop", 2, 10, 15)).load.replace("\u00a0", " ") == said


def test_a_single_weight_is_the_one_there_is():
    there = replace(e.MAYA, kits={"Home gym": frozenset({Equipment.DUMBBELLS})})
    assert task(there, e.item("goblet-squat", 3, 8, 16)).load == "16\u00a0kg dumbbell"


def test_the_warm_up_names_what_follows():
    drill, heavy = e.item("duck-walk", 1, 8, rir=None), e.item("back-squat", 4, 6, 62.5, plates=(20.0, 1.25))
    goblet = e.item("goblet-squat", 3, 8, 16)
    for items, end in (
        ((drill, heavy), "Then the drills and the lighter sets before a heavy lift."),
        ((drill, goblet), "Then the drills."),
        ((goblet,), "until you are warm and breathe deeper."),
    ):
        assert e.sheets().session(e.MAYA, replace(e.ordinary(), items=items)).warm_up.endswith(end)


def test_pounds_are_shown_to_those_who_want_them():
    made = task(replace(e.MAYA, pounds=True), e.item("back-squat", 2, 8, 60, plates=(20.0,)))
    assert made.load == "132.3\u00a0lb in all"
    assert made.bar == "44.1\u00a0lb bar, on each side 44.1\u00a0lb"
    assert made.columns[0] == "lb"


def test_lighter_sets_come_before_a_heavy_lift_only():
    heavy = e.item("back-squat", 4, 6, 62.5, plates=(20.0, 1.25))
    assert (
        task(NOBODY, heavy).lead_in == "First, lighter: 5\u00a0with about 30\u00a0kg, then 3\u00a0with about 45\u00a0kg"
    )
    just_above_the_bar = e.item("back-squat", 4, 6, 22.5, plates=(1.25,))
    assert task(NOBODY, just_above_the_bar).lead_in == "First, lighter: 5\u00a0with about 20\u00a0kg"
    assert task(NOBODY, e.item("goblet-squat", 3, 8, 20)).lead_in == ""


def test_effort_is_in_repetitions_where_they_can_be_counted():
    assert task(NOBODY, e.item("goblet-squat", 3, 8, 20, rir=1)).effort == "stop with 1 repetition in reserve"
    assert task(NOBODY, e.item("front-plank", 3, 30, rir=3)).effort == "effort 7 of 10 at most"
    assert task(NOBODY, e.item("duck-walk", 1, 8, rir=None)).effort == "easy, never into pain"


def test_exercises_in_turns_name_each_other():
    session = e.sheets().session(e.MAYA, e.ordinary())
    assert [(one.mark, one.pairing) for one in session.tasks] == [
        ("1", ""),
        ("2a", "in turns with 2b"),
        ("2b", "in turns with 2a"),
    ]
    alone = e.sheets().session(e.MAYA, replace(e.ordinary(), items=(e.item("front-plank", 2, 30, paired=True),)))
    assert alone.tasks[0].pairing == ""


def test_rest_is_shorter_in_turns_and_absent_after_a_single_set():
    chop = e.item("half-kneeling-cross-chop", 2, 10, 15)
    assert task(NOBODY, chop).rest == "rest 45\u00a0s"
    assert task(NOBODY, replace(chop, paired=True)).rest == "rest 30\u00a0s"
    assert task(NOBODY, replace(chop, sets=1)).rest == ""
    assert task(NOBODY, e.item("back-squat", 4, 4, 100, pct=0.82)).rest == "rest 2\u00a0min\u00a030\u00a0s"


@pytest.mark.parametrize("value, said", [(45, "45 s"), (90, "90 s"), (120, "2 min"), (150, "2 min 30 s")])
def test_rests_read_as_a_watch_shows_them(value, said):
    assert seconds(value).replace("\u00a0", " ") == said


def test_stiff_joints_turn_the_easier_way_into_the_way():
    squat = e.item("bodyweight-squat", 2, 10)
    modification = "Heels on a 1-2 cm wedge"
    free = task(NOBODY, squat)
    assert free.easier.startswith(modification)
    assert free.version == ""
    limited = {Joint.ANKLE: MobilityLevel.LIMITED}
    joints = {joint for joint, _ in e.RULEBOOK.exercises["bodyweight-squat"].mobility_modify}
    assert Joint.ANKLE in joints
    stiff = task(replace(NOBODY, mobility=limited | {Joint.ANKLE: MobilityLevel.SEVERE}), squat)
    assert stiff.version.startswith(modification)
    assert stiff.easier == ""


def test_the_warm_up_is_longer_for_older_readers():
    young, old = (e.sheets().session(replace(e.MAYA, age=age), e.ordinary()).warm_up for age in (34, 63))
    assert young.startswith("8 minutes in all. First 3 to 4 minutes")
    assert old.startswith("12 minutes in all. First 7 to 8 minutes")


def test_what_is_special_is_said():
    said = " ".join(e.sheets().session(e.MAYA, e.worst()).remarks)
    assert "lighter week on purpose" in said
    assert "Moved from 13 Jan 2027" in said
    assert "Planned ahead" in said
    assert e.sheets().session(e.MAYA, e.ordinary()).remarks == ()


def test_reasons_without_a_sentence_are_not_printed_as_ids():
    odd = replace(e.ordinary(), reasons=(e.Reason("no-such.rule"),))
    assert e.sheets().session(e.MAYA, odd).whys == ()


def test_mobility_alone_has_no_warm_up_drills():
    session = e.sheets().session(e.MAYA, e.mobility_only())
    assert session.warm_up_tasks == ()
    assert [one.name for one in session.tasks] == ["Duck walk", "Hip 90/90 switch"]


def test_the_limits_of_pain_are_those_of_the_rulebook():
    lines = next(one for one in e.sheets().session(e.MAYA, e.ordinary()).guide.advice if "hurts" in one.title).lines
    limits = {
        rule.outcome: int(condition.value)
        for rule in reversed(e.RULEBOOK.progression)
        for condition in rule.when
        if condition.fact == "pain"
    }
    stop, leave, hold = (
        limits[key] for key in (Decision.STOP_LOCK_AREA, Decision.REDUCE_20_AND_REGRESS, Decision.HOLD_AMBER_PAIN)
    )
    assert [line.split(":")[0] for line in lines] == [
        f"0–{hold - 1}",
        str(hold),
        f"{leave}–{stop - 1}",
        f"{stop} or more",
    ]


def test_nothing_is_promised():
    guide = e.sheets().session(e.MAYA, e.ordinary()).guide
    advice = [line for one in (*guide.advice, guide.urgent, guide.soon) for line in one.lines]
    text = " ".join([*advice, guide.foot]).casefold()
    for claim in ("prevent", "treat", "diagnos", "rehabilit", "cleared", "safe to", "guarantee"):
        assert claim not in text
    assert "no coach, physiotherapist or doctor" in text


def test_a_week_has_seven_days_with_what_is_on_them():
    week = e.sheets().week(replace(e.MAYA, races={date(2027, 1, 16): "Ridge 50"}), e.week())
    assert [day.name for day in week.days][:2] == ["Mon 11", "Tue 12"]
    assert [day.trains for day in week.days] == [False, True, False, False, True, False, False]
    assert week.days[1].entries == ("A · Squat day, 48\u00a0min",)
    assert week.days[2].entries == ("Intervals 60\u00a0min",)
    assert week.days[5].entries == ("Race: Ridge 50",)
    assert [session.letter for session in week.sessions] == ["A", "B"]


def test_file_names_suit_every_system():
    assert e.sheets().session(e.MAYA, e.ordinary()).file_name == "Maya Torres – A – 2027-01-12"
    assert e.sheets().week(e.MAYA, e.week()).file_name == "Maya Torres – week – 2027-01-11"
    assert file_name('Ann/e "X" <b>:\n', "A") == "Ann e X b – A"
    assert file_name("...", "A") == "session – A"
    assert len(file_name("n" * 500, "A").encode()) < 255


def test_the_reader_is_made_from_what_is_known():
    athlete = records.Athlete(records.new_id(), "Bo", date(1960, 2, 29))
    kits = (
        records.Kit(records.new_id(), athlete.id, "Gym", frozenset({Equipment.BARBELL}), bar_kg=15.0),
        records.Kit(records.new_id(), athlete.id, "Home"),
    )
    runs = (
        records.KeyRun(records.new_id(), athlete.id, 3, records.KeyRunKind.TEMPO, 50),
        records.KeyRun(records.new_id(), athlete.id, 7, records.KeyRunKind.LONG),
    )
    races = tuple(
        records.Race(records.new_id(), athlete.id, name, on, Priority.A, status=status)
        for name, on, status in (
            ("Ridge", date(2027, 1, 16), RaceStatus.PLANNED),
            ("Gone", date(2027, 1, 17), RaceStatus.CANCELLED),
        )
    )
    known = facts.Athlete(mobility={Joint.HIP: MobilityLevel.SEVERE})
    made = reader(records.Dossier(athlete, kits, runs, races), known, date(2027, 1, 11))
    assert made == Reader(
        "Bo",
        66,
        {Joint.HIP: MobilityLevel.SEVERE},
        {"Gym": 15.0},
        {"Gym": frozenset({Equipment.BARBELL}), "Home": frozenset()},
        {3: "Tempo 50\u00a0min", 7: "Long run"},
        {date(2027, 1, 16): "Ridge"},
    )
