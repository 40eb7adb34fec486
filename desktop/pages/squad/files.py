"""Sessions out to a CSV file and in again, with progress and a way to stop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from desktop.qt import fmt
from desktop.qt.i18n import tr, trn
from desktop.widgets.progress import ProgressStrip

if TYPE_CHECKING:
    from desktop.qt.page import Page

KINDS = "CSV (*.csv)"
LINES_TOLD = 8


class Files(QObject):
    def __init__(self, page: Page, strip: ProgressStrip) -> None:
        super().__init__(page)
        self._page, self._strip = page, strip

    def write(self, athlete_ids: Sequence[str] | None) -> None:
        """Asks where to and exports the sessions of these athletes (all if None)."""
        context = self._page.context
        if self._strip.busy:
            return
        name = f"sessions-{context.services.clock().isoformat()}.csv"
        path = context.ask.save_file(tr("Export sessions"), name, KINDS)
        if path is None:
            return
        services = context.services
        job = context.jobs.run(
            lambda progress: (path, _write(services, path, athlete_ids, progress)), self._written, context.go.trouble
        )
        self._strip.follow(job, tr("Exporting to {file}", file=path.name))

    def _written(self, answer: tuple[Path, int]) -> None:
        path, count = answer
        sets = trn("{n} set", "{n} sets", count)
        self._page.context.go.say(tr("Exported {sets} to {file}", sets=sets, file=path.name))

    def read(self) -> None:
        """Asks for a file, looks it through, says what would change, and imports it when told to."""
        context = self._page.context
        if self._strip.busy:
            return
        path = context.ask.open_file(tr("Import sessions"), KINDS)
        if path is None:
            return
        services = context.services
        job = context.jobs.run(lambda progress: _plan(services, path, progress), self._planned, context.go.trouble)
        self._strip.follow(job, tr("Looking through {file}", file=path.name))

    def _planned(self, plan: Any) -> None:
        context = self._page.context
        text = plan_words(plan)
        if plan.empty:
            context.ask.tell(tr("Nothing to import"), text)
        elif context.ask.confirm(tr("Import {file}?", file=plan.path.name), text, tr("Import")):
            self._page.run(lambda: context.services.imports.apply(plan))


def plan_words(plan: Any) -> str:
    """What applying an import plan would do, and which lines cannot be read."""
    lines = [
        trn("{n} new athlete", "{n} new athletes", len(plan.athletes)),
        trn("{n} new session", "{n} new sessions", len(plan.added)),
        trn("{n} changed session", "{n} changed sessions", len(plan.changed)),
        trn("{n} session is already there", "{n} sessions are already there", plan.skipped),
    ]
    if plan.refused:
        lines.append("")
        lines.append(trn("{n} line cannot be taken:", "{n} lines cannot be taken:", len(plan.refused)))
        lines += [tr("Line {line}: {text}", line=line, text=text) for line, text in plan.refused[:LINES_TOLD]]
        if len(plan.refused) > LINES_TOLD:
            lines.append(tr("and {n} more", n=fmt.number(len(plan.refused) - LINES_TOLD, 0)))
    return "\n".join(lines)


def _write(services: Any, path: Path, athlete_ids: Sequence[str] | None, progress: Callable[[int, int], bool]) -> int:
    with closing(services.sibling()) as mine:
        return mine.exports.write(path, athlete_ids, progress=progress)


def _plan(services: Any, path: Path, progress: Callable[[int, int], bool]) -> Any:
    with closing(services.sibling()) as mine:
        return mine.imports.plan(path, progress)
