"""Reads files of cases whole, then runs them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping

from rules.cases import gating, number, plan, progression, taper
from rules.cases.parts import Check, Deciders
from rules.cases.results import CaseError, CaseResult
from rules.rulebook import Rulebook, RulebookError
from rules.rulebook.table import Table

# each reads its table whole, then returns what compares
_READERS: Mapping[str, Callable[[Deciders, Table], Check]] = {
    "gating": gating.read,
    "taper": taper.read,
    "progression": progression.read,
    "number": number.read,
    "plan": plan.read,
}
KINDS = tuple(_READERS)


def run(texts: Mapping[str, str], rulebook: Rulebook) -> tuple[CaseResult, ...]:
    """All cases of all files (TOML texts by file name), in order.

    Raises:
        CaseError: a file is not TOML, a field is missing, unknown or out of range; nothing has been run then.
    """
    runner = Runner(rulebook)
    jobs = [job for file, text in texts.items() for job in runner.read(file, text)]
    return tuple(CaseResult(case, file, tuple(check())) for file, case, check in jobs)


class Runner:
    def __init__(self, rulebook: Rulebook) -> None:
        self._deciders = Deciders(rulebook)

    def read(self, file: str, text: str) -> Iterator[tuple[str, str, Check]]:
        """Reads and checks every case of a file before any is run; yields file, id and the check to run."""
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise CaseError(file, 0, "", f"is not TOML: {error}") from None
        try:
            whole = Table(file, "", data)
            if whole.whole("schema", 0, 1_000_000, 1) != 1:
                raise whole.fail("schema", "only schema 1 is known")
            jobs: list[tuple[str, str, Check]] = []
            for kind, reader in _READERS.items():
                for table in whole.tables(kind, "id", []):
                    case = table.text("id")
                    table.text("title", "")
                    table.text("why", "")
                    jobs.append((file, case, reader(self._deciders, table)))
                    table.done()
            whole.done()
        except RulebookError as error:
            raise CaseError(file, _line_of(text, error.key), error.key, error.reason) from None
        if not jobs:
            raise CaseError(file, 0, "", "holds no case")
        yield from jobs


def _line_of(text: str, key: str) -> int:
    """The line of the case a key begins with: the parser keeps no lines, ids stand on their own."""
    case = key.split(".", maxsplit=1)[0]
    for at, line in enumerate(text.splitlines(), 1):
        if line.strip().replace(" ", "").startswith(f'id="{case}"'):
            return at
    return 0
