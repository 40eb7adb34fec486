"""Draws rehearsed seasons: `python -m tests.rehearsal OUT_DIR [--athlete rangi ...] [--scenario perfect ...]`."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

# Before Qt makes its application: pictures need no screen, and the same pixels on every machine.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from desktop.shell import start
from tests.rehearsal.drawing import Picture
from tests.rehearsal.seasons import Scenario, rehearse
from tests.rehearsal.squad import judge, names


def main() -> None:
    ask = argparse.ArgumentParser(prog="python -m tests.rehearsal", description=__doc__)
    ask.add_argument("folder", type=Path, metavar="OUT_DIR")
    ask.add_argument("--athlete", choices=names(), action="append", help="only this one; may be given again")
    ask.add_argument("--scenario", choices=[one.value for one in Scenario], action="append")
    given = ask.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    start.application()
    start.dress("en", "light", "kg")
    for name in given.athlete or names():
        for scenario in map(Scenario, given.scenario or list(Scenario)):
            path = given.folder / f"{name}-{scenario}.png"
            Picture(rehearse(name, scenario), judge().rulebook).save(path)
            print(path)


if __name__ == "__main__":
    main()
