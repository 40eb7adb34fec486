"""The steps from an empty file to today's schema: an explicit tuple, because a folder scan finds nothing in a frozen build."""

from __future__ import annotations

from models.migrations import m0001_first, m0002_plans
from models.migrations.step import Step

STEPS: tuple[Step, ...] = (m0001_first.STEP, m0002_plans.STEP)
SCHEMA_VERSION = STEPS[-1].number
