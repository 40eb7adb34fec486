"""Runs worked examples: who, when, what was done, and what must be decided. Knows the file format, decides nothing.

A file holds arrays of tables `gating`, `taper`, `progression`, `number` and `plan`; fields nobody knows are an error, so that a
typo never passes for an agreement. Only what a case names is compared. `running` reads and runs files, `parts` reads what the
kinds share, `situation` what a plan is made from; every kind has a module of its own name.
"""

from __future__ import annotations

from rules.cases.results import CaseError, CaseResult
from rules.cases.running import KINDS, Runner, run

__all__ = ["KINDS", "CaseError", "CaseResult", "Runner", "run"]
