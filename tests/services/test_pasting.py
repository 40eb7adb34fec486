from __future__ import annotations

from datetime import date

import pytest

from desktop.qt import fmt
from desktop.qt.pasted import pasting, words
from desktop.services.outcome import Topic
from models.records import Athlete, new_id


@pytest.fixture
def paste(services):
    fmt.use_locale("en_GB")
    fmt.use_unit("kg")
    return pasting(services)


def test_athletes_come_from_rows_and_go_with_one_undo(services, paste):
    taken = paste.athletes("Ana Silva\t1990-05-01\t60.5\nBo Lind\t3 Mar 2011\n\nCy Moor\n")
    assert taken.left_out == ()
    assert [(one.name, one.birth_date, one.body_mass_kg) for one in services.athletes.roster()] == [
        ("Ana Silva", date(1990, 5, 1), 60.5),
        ("Bo Lind", date(2011, 3, 3), None),
        ("Cy Moor", None, None),
    ]
    assert taken.receipt.text == "Added 3 athletes"
    again = taken.receipt.undo()
    assert services.athletes.roster() == ()
    again.undo()
    assert len(services.athletes.roster()) == 3


def test_what_cannot_be_is_left_out_with_the_reason(services, paste):
    taken = paste.athletes("Athlete\tBody mass (kg)\nAna\t60\nBo\theavy\nCy\t900\nana\t61\n")
    assert [one.name for one in services.athletes.roster()] == ["Ana"]
    assert [(one.number, one.name) for one in taken.left_out] == [(3, "Bo"), (4, "Cy"), (5, "ana")]
    said = words(taken.left_out)
    assert "'heavy' is not a number." in said
    assert "ana is there already." in said
    assert len(services.athletes.roster()) == 1


def test_races_with_units_and_headings(services, paste):
    who = new_id()
    services.athletes.save(Athlete(who, "Ana"))
    text = (
        "Date\tRace\tAscent\tPriority\tClass\tDistance\n"
        "2027-05-02\tRidge\t2500 m\tb\tultra\t50.5 km\n"
        "32/13/2027\tNowhere\n"
        "2027-06-01\tHills\t\tX\n"
        "2027-05-02\tridge\n"
        "\tDateless\n"
    )
    taken = paste.races(who, text)
    (race,) = services.races.of(who)
    assert (race.name, race.on, race.priority.value, race.distance_km, race.ascent_m) == (
        "Ridge", date(2027, 5, 2), "B", 50.5, 2500.0
    )  # fmt: skip
    assert taken.receipt.athlete_id == who
    assert taken.receipt.topics == {Topic.RACES}
    assert [one.number for one in taken.left_out] == [3, 4, 5, 6]
    taken.receipt.undo()
    assert services.races.of(who) == ()


def test_nothing_sound_is_no_step(paste):
    assert paste.athletes("").receipt is None
    assert paste.athletes("\n\t\n").left_out == ()


def test_a_unit_behind_the_figure_or_in_the_heading_counts(services, paste):
    paste.athletes("Name\tBody mass (lb)\nAna\t150\nBo\t60 kg\n")
    assert [one.body_mass_kg for one in services.athletes.roster()] == [68.04, 60.0]
    who = services.athletes.find("Ana").id
    paste.races(who, "Ridge\t2027-05-02\tA\t100 mi\t32000 ft\nHills\t2027-06-02\tA\t50 km\t1200 D+\n")
    assert [(race.distance_km, race.ascent_m) for race in services.races.of(who)] == [(160.93, 9753.6), (50.0, 1200.0)]


def test_a_distance_in_m_is_refused_as_it_may_be_miles_or_metres(services, paste):
    who = new_id()
    services.athletes.save(Athlete(who, "Ana"))
    taken = paste.races(
        who, "Hundred\t2027-05-02\tA\t100 M\t8000 m\nTrack\t2027-06-02\tB\t5000m\nHills\t2027-07-02\tB\t50K\n"
    )
    assert [(race.name, race.distance_km) for race in services.races.of(who)] == [("Hills", 50.0)]
    assert [one.why for one in taken.left_out] == [
        "'100 M' may be miles or metres; write km or mi behind it.",
        "'5000m' may be miles or metres; write km or mi behind it.",
    ]
    taken = paste.races(who, "Race\tDate\tDistance (m)\nTrack\t2027-06-02\t5000\n")
    assert taken.receipt is None
    assert "write km or mi" in words(taken.left_out)


def test_a_kilogram_is_one_for_who_reads_pounds_too(services, paste):
    fmt.use_unit("lb")
    paste.athletes("Ana\t\t60 kg\nBo\t\t150\n")
    assert [one.body_mass_kg for one in services.athletes.roster()] == [60.0, 68.039]
    fmt.use_unit("kg")


def test_a_text_that_is_no_table_is_no_step_and_names_stay_on_one_line(services, paste):
    assert paste.athletes("x" * 200_000).receipt is None
    paste.athletes('"Ana\nSilva"\t1990-05-01\nBo Lind\n')
    assert [one.name for one in services.athletes.roster()] == ["Ana Silva", "Bo Lind"]
