"""Every journey that is written down has a test of its name, and every test of a journey is written down."""

from __future__ import annotations

import re
from pathlib import Path

from tests.end2end import test_athlete_journeys, test_coach_journeys

_TOLD = Path(__file__).with_name("journeys.md")


def test_each_journey_has_its_test_and_each_test_its_journey():
    told = re.findall(r"^## (\w+)$", _TOLD.read_text("utf-8"), re.MULTILINE)
    assert len(told) == len(set(told)) == 12
    for module, who in ((test_coach_journeys, "coach_"), (test_athlete_journeys, "athlete_")):
        tested = {name.removeprefix("test_") for name in vars(module) if name.startswith("test_")}
        assert tested == {name for name in told if name.startswith(who)}
