"""Version 2: plans that are written down, what is wished of them, absences, and which session carries out which plan.

In the words of its own time. Never edit: a later shape is a later step.
"""

from __future__ import annotations

import sqlite3

from models.migrations.step import Step

STATEMENTS: tuple[str, ...] = (
    """ALTER TABLE "session" ADD COLUMN "slot" TEXT CONSTRAINT "slot_iso" CHECK (slot LIKE '____-__-__')""",
    """ALTER TABLE "session" ADD COLUMN
    "eased" INTEGER NOT NULL DEFAULT 0 CONSTRAINT "eased_range" CHECK (eased BETWEEN 0 AND 1)""",
    """ALTER TABLE "session" ADD COLUMN
    "deload" INTEGER NOT NULL DEFAULT 0 CONSTRAINT "deload_range" CHECK (deload BETWEEN 0 AND 1)""",
    """CREATE TABLE "absence" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "id_filled" CHECK (length(id) > 0),
    "athlete_id" TEXT NOT NULL,
    "since" TEXT NOT NULL CONSTRAINT "since_iso" CHECK (since LIKE '____-__-__'),
    "until" TEXT NOT NULL CONSTRAINT "until_iso" CHECK (until LIKE '____-__-__')
        CONSTRAINT "until_order" CHECK (until >= since),
    "ill" INTEGER NOT NULL CONSTRAINT "ill_range" CHECK (ill BETWEEN 0 AND 1),
    "notes" TEXT NOT NULL DEFAULT '',
    FOREIGN KEY ("athlete_id") REFERENCES "athlete" ("id") ON DELETE CASCADE
) STRICT""",
    'CREATE INDEX "absence_athlete_id" ON "absence" ("athlete_id")',
    """CREATE TABLE "wish" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "id_filled" CHECK (length(id) > 0),
    "athlete_id" TEXT NOT NULL,
    "slot" TEXT NOT NULL CONSTRAINT "slot_iso" CHECK (slot LIKE '____-__-__'),
    "moved_to" TEXT CONSTRAINT "moved_to_iso" CHECK (moved_to LIKE '____-__-__'),
    "skipped" INTEGER NOT NULL CONSTRAINT "skipped_range" CHECK (skipped BETWEEN 0 AND 1),
    "soreness" INTEGER CONSTRAINT "soreness_range" CHECK (soreness BETWEEN 0 AND 10),
    "readiness" INTEGER CONSTRAINT "readiness_range" CHECK (readiness BETWEEN 1 AND 5),
    FOREIGN KEY ("athlete_id") REFERENCES "athlete" ("id") ON DELETE CASCADE
) STRICT""",
    'CREATE UNIQUE INDEX "wish_athlete_id_slot" ON "wish" ("athlete_id", "slot")',
    """CREATE TABLE "wish_swap" (
    "wish_id" TEXT NOT NULL,
    "category" TEXT NOT NULL CONSTRAINT "category_word" CHECK (category IN ('lunge', 'hip_dominant', 'hinge', 'balance',
        'core', 'mobility')),
    "exercise" TEXT NOT NULL CONSTRAINT "exercise_filled" CHECK (length(exercise) > 0),
    PRIMARY KEY ("wish_id", "category"),
    FOREIGN KEY ("wish_id") REFERENCES "wish" ("id") ON DELETE CASCADE
) STRICT""",
    """CREATE TABLE "written_plan" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "id_filled" CHECK (length(id) > 0),
    "athlete_id" TEXT NOT NULL,
    "slot" TEXT NOT NULL CONSTRAINT "slot_iso" CHECK (slot LIKE '____-__-__'),
    "version" INTEGER NOT NULL CONSTRAINT "version_range" CHECK (version >= 1),
    "day" TEXT NOT NULL CONSTRAINT "day_iso" CHECK (day LIKE '____-__-__'),
    "written_on" TEXT NOT NULL CONSTRAINT "written_on_iso" CHECK (written_on LIKE '____-__-__'),
    "kind" TEXT NOT NULL CONSTRAINT "kind_word" CHECK (kind IN ('A', 'B', 'AB', 'micro', 'free')),
    "phase" TEXT NOT NULL CONSTRAINT "phase_word" CHECK (phase IN ('BUILD', 'CONSOLIDATE', 'MAINTAIN', 'RETURN', 'TAPER',
        'RACE_WEEK', 'RECOVERY_MOBILITY', 'RECOVERY_NONE', 'RACE_DAY')),
    "minutes" INTEGER NOT NULL CONSTRAINT "minutes_range" CHECK (minutes BETWEEN 0 AND 1440),
    "eased" INTEGER NOT NULL CONSTRAINT "eased_range" CHECK (eased BETWEEN 0 AND 1),
    "deload" INTEGER NOT NULL CONSTRAINT "deload_range" CHECK (deload BETWEEN 0 AND 1),
    "withdrawn" INTEGER NOT NULL CONSTRAINT "withdrawn_range" CHECK (withdrawn BETWEEN 0 AND 1),
    "content" TEXT NOT NULL DEFAULT '',
    FOREIGN KEY ("athlete_id") REFERENCES "athlete" ("id") ON DELETE CASCADE
) STRICT""",
    'CREATE INDEX "written_plan_slot" ON "written_plan" ("slot")',
    """CREATE UNIQUE INDEX "written_plan_athlete_id_slot_version"
    ON "written_plan" ("athlete_id", "slot", "version")""",
)


def run(connection: sqlite3.Connection) -> None:
    for statement in STATEMENTS:
        connection.execute(statement)


STEP = Step(2, "plans written down, wishes and absences", run)
