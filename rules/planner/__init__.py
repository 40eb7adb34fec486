"""Plans sessions: from what is allowed on a day to what is done on it, week after week, each line with its reason.

`Planner.weeks` is the one way in. It walks the days from today on, writes the sessions of each week, supposes they are done as
written and goes on from there. It decides by the rules of planner.toml and session.toml; the files beside this one each answer one
question. Of a run: `scene` what is looked at, `slots` which weekdays, `days` whether a day holds a session, `diary` what was done.
Of a session: `arranging` which template, `choice` which exercise, `warming` how it begins, `lightening` and `easing` what lightens
it, `fitting` how it fits the time. Of a line: `dosing` sets, amount and reserve, `showing` what the next gate asks to see, `weighing`
which load, `regaining` the way back after a race, `loading` what can be loaded.
"""

from __future__ import annotations

from rules.planner.planner import Planner

__all__ = ["Planner"]
