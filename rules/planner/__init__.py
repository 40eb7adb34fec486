"""Plans sessions: from what is allowed on a day to what is done on it, week after week, each line with its reason.

`Planner.weeks` is the one way in. It walks the days from today on, writes the sessions of each week, supposes they are done as
written and goes on from there. It decides by the rules of planner.toml and session.toml; the files beside this one each answer one
question: `slots` which weekdays, `diary` what was done, `choice` which exercise, `dosing` how much of it, `loading` what can be
loaded, `easing` what lightens a session, `warming` how it begins, `fitting` how it fits the time.
"""

from __future__ import annotations

from rules.planner.planner import Planner

__all__ = ["Planner"]
