"""Season, unlocks and squad: what the rules say, put together for the pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.services.house import Services
from desktop.services.outcome import Refused
from desktop.services.preferences import CHANGED
from desktop.settings import BACKUPS_KEPT, EFFORT, SETTINGS, THEME
from models import records
from models.records import new_id
from rules.vocabulary import Equipment, PainArea, Phase, Priority, RaceStatus, Status
from tests.services.conftest import lunges, one_set

TODAY = date(2027, 1, 11)


def race(athlete: records.Athlete, days: int, name: str = "Zegama") -> records.Race:
    return records.Race(new_id(), athlete.id, name, TODAY + timedelta(days=days), Priority.A, 42, 2700)


def test_races_are_saved_changed_and_undone(services: Services, marta: records.Athlete) -> None:
    zegama = race(marta, 60)
    added = services.races.save(zegama)
    services.races.save(race(marta, 30, "Early"))
    assert [r.name for r in services.races.of(marta.id)] == ["Early", "Zegama"]
    changed = services.races.save(replace(zegama, distance_km=43))
    changed.undo()
    assert zegama in services.races.of(marta.id)
    removed = services.races.remove(zegama.id)
    removed.undo()
    assert zegama in services.races.of(marta.id)
    added.undo()
    assert [f.name for f in services.races.facts(marta.id)] == ["Early"]


@pytest.mark.parametrize(
    "field,value",
    [("name", " "), ("distance_km", -1.0), ("ascent_m", 70_000.0), ("on", date(1800, 1, 1)), ("athlete_id", "?")],
)
def test_a_race_that_cannot_be_is_refused(
    services: Services, marta: records.Athlete, field: str, value: object
) -> None:
    with pytest.raises(Refused):
        services.races.save(replace(race(marta, 10), **{field: value}))


def test_days_follow_the_races_at_once(services: Services, marta: records.Athlete) -> None:
    assert services.season.today(marta.id).phase is Phase.BUILD
    receipt = services.races.save(race(marta, 9))
    assert services.season.today(marta.id).phase is Phase.TAPER
    days = services.season.days(marta.id, TODAY, TODAY + timedelta(days=9))
    assert days[-1].phase is Phase.RACE_DAY
    assert days[-1].race == "Zegama"
    receipt.undo()
    assert services.season.today(marta.id).phase is Phase.BUILD
    with pytest.raises(Refused):
        services.season.days(marta.id, TODAY, TODAY - timedelta(days=1))


def test_weeks_are_whole_and_count_what_was_done(services: Services, marta: records.Athlete) -> None:
    services.races.save(race(marta, 13))
    services.training.save(lunges(marta, TODAY))
    services.training.save(replace(lunges(marta, TODAY + timedelta(days=1)), status=records.SessionStatus.PLANNED))
    weeks = services.season.weeks(marta.id, TODAY + timedelta(days=2), TODAY + timedelta(days=8))
    assert [w.monday for w in weeks] == [TODAY, TODAY + timedelta(days=7)]
    assert [len(w.days) for w in weeks] == [7, 7]
    assert [w.sessions_done for w in weeks] == [1, 0]
    assert [[r.name for r in w.races] for w in weeks] == [[], ["Zegama"]]
    assert weeks[1].phase in {d.phase for d in weeks[1].days}


def test_standings_are_complete_and_explained(services: Services, marta: records.Athlete) -> None:
    standings = services.unlocks.standings(marta.id)
    assert [s.slug for s in standings] == list(services.rulebook.exercises)
    for standing in standings:
        words = services.unlocks.explain(standing)
        assert words.sentences
        assert words.source
        assert words.certainty in ("evidence", "consensus", "article", "default")
        assert not any("{" in s or "–" in s for s in (*words.sentences, words.next_step)), words
        assert bool(words.next_step) != standing.is_open
    locked = next(s for s in standings if s.slug == "rear-foot-elevated-db-squat")
    words = services.unlocks.explain(locked)
    assert words.takes[0].what == "qualifying days on standard-lunge"
    assert (words.takes[0].have, words.takes[0].want, words.takes[0].met) == (0, 3, False)
    lunge = services.unlocks.explain(next(s for s in standings if s.slug == "standard-lunge"))
    assert "rear-foot-elevated-db-squat" in lunge.opens_next


def test_a_coach_opens_blocks_and_takes_back(services: Services, marta: records.Athlete) -> None:
    def status() -> Status:
        return {s.slug: s.status for s in services.unlocks.standings(marta.id)}["back-squat"]

    override = services.unlocks.override(records.Override(new_id(), marta.id, "back-squat", TODAY, "Lifted for years"))
    assert status() is Status.UNLOCKED
    low = records.Assessment(new_id(), marta.id, "back-squat", TODAY, 1)
    assessed = services.unlocks.assess(low)
    assert status() is Status.BLOCKED_BY_COACH
    assessed.undo()
    assert status() is Status.UNLOCKED
    override.undo().undo()
    services.unlocks.withdraw_override(services.athletes.dossier(marta.id).overrides[0].id)
    assert status() is Status.LOCKED_PREREQ


def test_what_a_coach_may_not_do(services: Services, marta: records.Athlete) -> None:
    with pytest.raises(Refused, match="reason"):
        services.unlocks.override(records.Override(new_id(), marta.id, "back-squat", TODAY, " "))
    with pytest.raises(Refused, match="no exercise"):
        services.unlocks.override(records.Override(new_id(), marta.id, "nonsense", TODAY, "x"))
    services.athletes.save(replace(marta, birth_date=date(2010, 1, 1)))
    with pytest.raises(Refused, match="adults"):
        services.unlocks.override(records.Override(new_id(), marta.id, "back-squat", TODAY, "x"))
    with pytest.raises(Refused, match="between 0 and 5"):
        services.unlocks.assess(records.Assessment(new_id(), marta.id, "back-squat", TODAY, 6))
    with pytest.raises(Refused, match="cues"):
        services.unlocks.assess(records.Assessment(new_id(), marta.id, "back-squat", TODAY, 4, (99,)))


def test_a_squad_row_says_what_the_pages_say(services: Services, marta: records.Athlete) -> None:
    services.races.save(race(marta, 20))
    services.races.save(replace(race(marta, 5, "Not started"), status=RaceStatus.DNS))
    services.races.save(replace(race(marta, -40, "Run"), status=RaceStatus.FINISHED))
    for days in (16, 10, 4, 0):
        services.training.save(lunges(marta, TODAY - timedelta(days=days)))
    (row,) = services.squad.rows()
    standings = services.unlocks.standings(marta.id)
    assert row.day == services.season.today(marta.id)
    assert row.unlocked == sum(s.is_open for s in standings)
    assert row.total == len(standings)
    assert set(row.within_reach) == {s.slug for s in standings if s.within_reach}
    assert (row.next_race.name if row.next_race else None, row.days_to_race) == ("Zegama", 20)
    assert (row.last_race.name if row.last_race else None, row.days_since_race) == ("Run", 40)
    assert row.sessions_done_this_week == 1


def test_attention_names_what_a_coach_must_see(services: Services, marta: records.Athlete) -> None:
    services.athletes.save_readiness(records.ReadinessScreen(new_id(), marta.id, TODAY))
    assert services.squad.rows()[0].attention == ()
    services.athletes.save_pain(records.PainReport(new_id(), marta.id, PainArea.LOW_BACK, TODAY, 5))
    services.athletes.save_injury(records.InjuryFlag(new_id(), marta.id, PainArea.KNEE, TODAY - timedelta(days=20)))
    services.athletes.save(replace(marta, birth_date=None))
    said = " ".join(services.squad.rows()[0].attention)
    for words in ("Pain 5/10: low back", "knee for 20 days: time to see a professional", "Birth date missing"):
        assert words in said


def test_a_squad_row_is_made_anew_when_anything_it_reads_changes(services: Services, marta: records.Athlete) -> None:
    other = records.Athlete(new_id(), "Ben")
    services.athletes.save(other)
    before = {row.athlete.name: row for row in services.squad.rows()}
    services.training.save(lunges(marta, TODAY))
    after = {row.athlete.name: row for row in services.squad.rows()}
    assert after["Ben"] is before["Ben"]
    assert after[marta.name].sessions_done_this_week == 1
    services.athletes.save_kit(records.Kit(new_id(), other.id, "Home", frozenset({Equipment.BAND})))
    assert services.squad.rows()[0] != before["Ben"]
    assert services.squad.rows(TODAY + timedelta(days=7))[1].sessions_done_this_week == 0


def test_a_day_in_the_past_reads_the_whole_log(services: Services, marta: records.Athlete) -> None:
    for days in (16, 10, 4):
        services.training.save(lunges(marta, TODAY - timedelta(days=days)))
    then = TODAY - timedelta(days=5)
    standings = services.unlocks.standings(marta.id, then)
    assert services.squad.rows(then)[0].unlocked == sum(s.is_open for s in standings)
    assert services.squad.rows()[0].unlocked > services.squad.rows(then)[0].unlocked


def test_figures_add_up(services: Services, marta: records.Athlete) -> None:
    assert services.squad.figures(()).sessions_left == 0
    services.training.save(lunges(marta, TODAY, exercise="standard-lunge"))
    rows = services.squad.rows()
    figures = services.squad.figures()
    assert figures == services.squad.figures(rows)
    assert figures.sessions_left == rows[0].sessions_allowed - 1
    assert figures.tapering == 0


def test_settings_are_declared_kept_and_checked(services: Services) -> None:
    assert len({s.key for s in SETTINGS}) == len(SETTINGS)
    assert services.settings.get(THEME) == "system"
    receipt = services.settings.set(THEME, "dark")
    assert services.settings.get(THEME) == "dark"
    receipt.undo().undo()
    assert services.settings.get(THEME) == "dark"
    with pytest.raises(Refused):
        services.settings.set(THEME, "pink")
    with pytest.raises(Refused):
        services.settings.set(BACKUPS_KEPT, 0)
    services.store.settings.set(BACKUPS_KEPT.key, "many")  # edited by hand
    assert services.settings.get(BACKUPS_KEPT) == BACKUPS_KEPT.default


def test_what_is_done_to_a_setting_is_a_sentence(services: Services) -> None:
    """A label and a verb make none: 'Changed Effort is typed as'."""
    assert services.settings.set(EFFORT, "rir").text == "Changed how effort is typed"
    offered = {setting.key for setting in SETTINGS if setting.text}
    assert set(CHANGED) == offered


def test_backup_restore_and_doctor(services: Services, marta: records.Athlete) -> None:
    assert all(finding.ok for finding in services.backups.doctor())
    services.settings.set(BACKUPS_KEPT, 2)
    file = [services.backups.backup() for _ in range(3)][-1]
    assert len(services.backups.backups()) == 2
    services.athletes.remove(marta.id)
    aside = services.backups.restore(file)
    assert aside is not None
    from desktop import app

    again = app.open_services(services.folder, services.clock)
    try:
        assert [a.name for a in again.athletes.roster()] == [marta.name]
    finally:
        again.close()


def test_a_sibling_sees_the_same_store(services: Services, marta: records.Athlete) -> None:
    with services.store.reading():
        pass
    sibling = services.sibling()
    try:
        assert sibling.athletes.roster() == services.athletes.roster()
        assert sibling.rulebook is services.rulebook
        assert sibling.squad.rows()[0] is services.squad.rows()[0]
    finally:
        sibling.close()


def test_sets_of_one_side_are_kept(services: Services, marta: records.Athlete) -> None:
    from rules.vocabulary import Side, Unit

    sides = tuple(one_set("single-leg-stance", unit=Unit.SECONDS, amount=20.0, side=side) for side in Side)
    session = records.Session(new_id(), marta.id, TODAY, sets=sides)
    services.training.save(session)
    assert {s.side for s in services.training.session(session.id).sets} == set(Side)


@pytest.mark.parametrize("days, told", [(0, "today"), (8, "3 Jan 2027")])
def test_a_pain_that_still_holds_is_said_with_the_day_it_was_told(
    services: Services, marta: records.Athlete, days: int, told: str
) -> None:
    services.athletes.save_pain(records.PainReport(new_id(), marta.id, PainArea.KNEE, TODAY - timedelta(20), 7))
    services.athletes.save_pain(records.PainReport(new_id(), marta.id, PainArea.KNEE, TODAY - timedelta(days), 5))
    shut = [one for one in services.unlocks.standings(marta.id) if one.status is Status.EXCLUDED_PAIN]
    assert shut
    for one in shut:
        said = services.unlocks.explain(one).sentences[0]
        assert said == f"Pain of 5/10 in knee ({told}): everything that loads it rests."
