"""The Peewee tables, private to `models`: nobody else sees a row, only the frozen records.

No table is bound to a database: every query names the one it runs on (`query.execute(database)`, through `models.link`), so that
two stores, or two connections to one store from two threads, live side by side in a process. What a kit holds and what a wish
swaps are child rows and no JSON, so that the schema itself refuses an unknown item or a negative mass.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from peewee import Check, CompositeKey, ForeignKeyField, IntegerField, TextField

from models import columns
from models.columns import Table
from models.records import KeyRunKind, SessionKind, SessionStatus
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


class MetaRow(Table):
    """Facts about the file itself: `schema_version`."""

    key = TextField(primary_key=True)
    value = TextField()

    class Meta:
        table_name = "meta"


class SettingRow(Table):
    key = TextField(primary_key=True, constraints=[columns.filled("key")])
    value = TextField()

    class Meta:
        table_name = "setting"


class AthleteRow(Table):
    id = columns.key()
    name = columns.name("name")
    birth_date = columns.day("birth_date", null=True)
    body_mass_kg = columns.number("body_mass_kg", 1, 500)
    sex = columns.word("sex", Sex, null=True)
    experience = columns.word("experience", Experience, null=True)
    goal = columns.word("goal", Goal, null=True)
    max_sessions = columns.whole("max_sessions", 0, 14, null=True)
    session_minutes = columns.whole("session_minutes", 0, 1440, null=True)
    available_days = columns.whole("available_days", 0, 127)
    guardian_consent_on = columns.day("guardian_consent_on", null=True)
    notes = columns.text()
    archived = columns.flag("archived")

    class Meta:
        table_name = "athlete"


def _athlete(index: bool = True) -> Any:
    """Whose row it is; without an index of its own where a key or another index begins with it."""
    return ForeignKeyField(
        AthleteRow, field="id", column_name="athlete_id", on_delete="CASCADE", backref="+", index=index
    )


class KitRow(Table):
    id = columns.key()
    athlete = _athlete()
    name = columns.name("name")
    bar_kg = columns.number("bar_kg", 0, 1000)
    days = columns.whole("days", 0, 127)

    class Meta:
        table_name = "kit"


class KitItemRow(Table):
    kit = ForeignKeyField(KitRow, column_name="kit_id", on_delete="CASCADE", backref="+", index=False)
    item = columns.word("item", Equipment)

    class Meta:
        table_name = "kit_item"
        primary_key = CompositeKey("kit", "item")


class MassKind(StrEnum):
    PLATE = "plate"
    DUMBBELL = "dumbbell"
    KETTLEBELL = "kettlebell"


class KitMassRow(Table):
    """One mass of a kit; `position` keeps the order in which they were given."""

    kit = ForeignKeyField(KitRow, column_name="kit_id", on_delete="CASCADE", backref="+", index=False)
    kind = columns.word("kind", MassKind)
    position = columns.whole("position", 1)
    kg = columns.number("kg", 0, 1000, null=False)

    class Meta:
        table_name = "kit_mass"
        primary_key = CompositeKey("kit", "kind", "position")


class KeyRunRow(Table):
    id = columns.key()
    athlete = _athlete()
    weekday = columns.whole("weekday", 1, 7)
    kind = columns.word("kind", KeyRunKind)
    minutes = columns.whole("minutes", 0, 2880, null=True)
    descent_m = columns.whole("descent_m", 0, 30000, null=True)

    class Meta:
        table_name = "key_run"


class MobilityRow(Table):
    id = columns.key()
    athlete = _athlete()
    day = columns.day("day")
    ankle_left_cm = columns.number("ankle_left_cm", 0, 50)
    ankle_right_cm = columns.number("ankle_right_cm", 0, 50)
    knee = columns.word("knee", MobilityLevel, null=True)
    hip = columns.word("hip", MobilityLevel, null=True)

    class Meta:
        table_name = "mobility_screen"


class PainRow(Table):
    id = columns.key()
    athlete = _athlete()
    area = columns.word("area", PainArea)
    day = columns.day("day")
    score = columns.whole("score", 0, 10)
    notes = columns.text()

    class Meta:
        table_name = "pain_report"


class InjuryRow(Table):
    id = columns.key()
    athlete = _athlete()
    area = columns.word("area", PainArea)
    since = columns.day("since")
    cleared_on = columns.day("cleared_on", null=True)
    notes = columns.text()

    class Meta:
        table_name = "injury_flag"


class ReadinessRow(Table):
    id = columns.key()
    athlete = _athlete()
    day = columns.day("day")
    yes = columns.whole("yes", 0, 1023)
    cleared_on = columns.day("cleared_on", null=True)

    class Meta:
        table_name = "readiness_screen"


class RaceRow(Table):
    id = columns.key()
    athlete = _athlete()
    name = columns.name("name")
    day = columns.day("day")
    priority = columns.word("priority", Priority)
    distance_km = columns.number("distance_km", 0, 5000)
    ascent_m = columns.number("ascent_m", 0, 200000)
    status = columns.word("status", RaceStatus)
    effort = columns.word("effort", Effort)
    completed_km_effort = columns.number("completed_km_effort", 0, 10000)
    notes = columns.text()

    class Meta:
        table_name = "race"


class SessionRow(Table):
    id = columns.key()
    athlete = _athlete(index=False)
    day = columns.day("day", index=True)
    kind = columns.word("kind", SessionKind)
    status = columns.word("status", SessionStatus)
    phase = columns.word("phase", Phase, null=True)
    minutes = columns.whole("minutes", 0, 1440, null=True)
    soreness = columns.whole("soreness", 0, 10, null=True)
    readiness = columns.whole("readiness", 1, 5, null=True)
    notes = columns.text()
    slot = columns.day("slot", null=True)
    eased = columns.later_flag("eased")
    deload = columns.later_flag("deload")

    class Meta:
        table_name = "session"
        # unique only so that the database knows the order of days and ids to be strict, and an export need not be sorted
        indexes = ((("athlete", "day", "id"), True),)


class EntryRow(Table):
    """One exercise in a session. Athlete, day and `done` repeat the session's, so that counting sets reads one index; the store
    writes them together and the doctor compares them. The number `id` is given by the one writer, not by the database."""

    id = IntegerField(primary_key=True)
    session = ForeignKeyField(SessionRow, column_name="session_id", on_delete="CASCADE", backref="+", index=False)
    athlete = _athlete(index=False)
    day = columns.day("day")
    done = columns.flag("done")
    exercise = columns.name("exercise")
    position = columns.whole("position", 1)
    unit = columns.word("unit", Unit)
    load_type = columns.word("load_type", LoadType)

    class Meta:
        table_name = "entry"
        indexes = (
            (("session", "position", "exercise", "unit", "load_type"), True),
            (("athlete", "exercise", "day"), False),
            (("day", "athlete"), False),
        )


class SetRow(Table):
    """One set. `side` is '' where there is none, so that the unique key also holds for two-sided exercises."""

    id = columns.key()
    entry = ForeignKeyField(EntryRow, column_name="entry_id", on_delete="CASCADE", backref="+", index=False)
    number = columns.whole("number", 1)
    side = TextField(constraints=[columns.one_of("side", ("", *Side))])
    planned_amount = columns.number("planned_amount", 0, 1000000)
    planned_load = columns.number("planned_load", 0, 10000)
    amount = columns.number("amount", 0, 1000000)
    load = columns.number("load", 0, 10000)
    rir = columns.number("rir", 0, 10)
    rpe = columns.number("rpe", 0, 10)
    pain = columns.whole("pain", 0, 10, null=True)
    next_day_pain = columns.whole("next_day_pain", 0, 10, null=True)
    technique = columns.whole("technique", 0, 5, null=True)
    coach_technique = columns.whole("coach_technique", 0, 5, null=True)
    off_plan = columns.flag("off_plan")
    notes = columns.text()

    class Meta:
        table_name = "set_row"
        indexes = ((("entry", "number", "side"), True),)


class AssessmentRow(Table):
    id = columns.key()
    athlete = _athlete()
    exercise = columns.name("exercise")
    day = columns.day("day")
    rating = columns.whole("rating", 0, 5)
    cues = columns.whole("cues", 0)
    notes = columns.text()

    class Meta:
        table_name = "assessment"


class DeclarationRow(Table):
    id = columns.key()
    athlete = _athlete()
    exercise = columns.name("exercise")
    day = columns.day("day")
    load = columns.number("load", 0, 10000)

    class Meta:
        table_name = "declaration"


class OverrideRow(Table):
    id = columns.key()
    athlete = _athlete()
    exercise = columns.name("exercise")
    day = columns.day("day")
    reason = columns.name("reason")

    class Meta:
        table_name = "override"


class AbsenceRow(Table):
    id = columns.key()
    athlete = _athlete()
    since = columns.day("since")
    until = TextField(constraints=[columns.iso("until"), Check("until >= since", name="until_order")])
    ill = columns.flag("ill")
    notes = columns.text()

    class Meta:
        table_name = "absence"


class WishRow(Table):
    id = columns.key()
    athlete = _athlete(index=False)
    slot = columns.day("slot")
    moved_to = columns.day("moved_to", null=True)
    skipped = columns.flag("skipped")
    soreness = columns.whole("soreness", 0, 10, null=True)
    readiness = columns.whole("readiness", 1, 5, null=True)

    class Meta:
        table_name = "wish"
        indexes = ((("athlete", "slot"), True),)


class WishSwapRow(Table):
    """The exercise wished for in one category."""

    wish = ForeignKeyField(WishRow, column_name="wish_id", on_delete="CASCADE", backref="+", index=False)
    category = columns.word("category", Category)
    exercise = columns.name("exercise")

    class Meta:
        table_name = "wish_swap"
        primary_key = CompositeKey("wish", "category")


class PlanRow(Table):
    """One version of what was planned. Rows are added, removed with their athlete or with the step that
    wrote them, and never changed."""

    id = columns.key()
    athlete = _athlete(index=False)
    slot = columns.day("slot", index=True)
    version = columns.whole("version", 1)
    day = columns.day("day")
    written_on = columns.day("written_on")
    kind = columns.word("kind", SessionKind)
    phase = columns.word("phase", Phase)
    minutes = columns.whole("minutes", 0, 1440)
    eased = columns.flag("eased")
    deload = columns.flag("deload")
    withdrawn = columns.flag("withdrawn")
    content = columns.text()

    class Meta:
        table_name = "written_plan"
        indexes = ((("athlete", "slot", "version"), True),)


class LatestRow(Table):
    """Derived from the sets in the transaction that writes them: see `records.LatestDays`."""

    athlete = _athlete(index=False)
    exercise = columns.name("exercise")
    last_at_all = columns.day("last_at_all")
    last_on_plan = columns.day("last_on_plan", null=True)
    last_technique = columns.whole("last_technique", 0, 5, null=True)
    previous_on_plan = columns.day("previous_on_plan", null=True)
    previous_technique = columns.whole("previous_technique", 0, 5, null=True)

    class Meta:
        table_name = "latest_days"
        primary_key = CompositeKey("athlete", "exercise")


TABLES: tuple[type[Table], ...] = (
    MetaRow,
    SettingRow,
    AthleteRow,
    KitRow,
    KitItemRow,
    KitMassRow,
    KeyRunRow,
    MobilityRow,
    PainRow,
    InjuryRow,
    ReadinessRow,
    RaceRow,
    SessionRow,
    EntryRow,
    SetRow,
    AssessmentRow,
    DeclarationRow,
    OverrideRow,
    LatestRow,
    AbsenceRow,
    WishRow,
    WishSwapRow,
    PlanRow,
)
