"""What each command does. A command returns its exit status and prints its answer."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from desktop import app, paths
from desktop.cli.output import say, show_json, table
from desktop.services.outcome import Refused

if TYPE_CHECKING:
    from desktop.services.house import Services
    from models.records import Athlete
    from rules.verdicts import Day, Standing


PICTURED_DAY = date(2027, 1, 11)
WITH_WINDOW = (None, "open")
"""Commands that end when a window is closed."""


class NothingFound(Exception):
    """What was asked for is not there: the answer is no, the command line was right."""


def perform(options: argparse.Namespace, folder: Path) -> int:
    """Run the command of the parsed options on the data folder."""
    clock = app.clock_for(getattr(options, "on", None))
    if options.command is None:
        return app.open_window(folder, clock, options.demo)
    if options.demo:
        raise Refused("demo", "--demo opens the window and takes no command.")
    work = COMMANDS[options.command]
    return work(options, folder, clock)


Clock = Callable[[], date]


def open_file(options: argparse.Namespace, folder: Path, clock: Clock) -> int:
    if options.file is not None and not options.file.is_file():
        raise Refused("file", f"{options.file}: there is no such file")
    return app.open_window(folder, clock, file=options.file)


@contextmanager
def _store(folder: Path, clock: Clock, writing: bool = False) -> Iterator[Services]:
    """The services over the store of the folder. A command that only reads makes none, and may run beside the window."""
    if not writing and not app.store_file(folder).exists():
        _refuse_gone(folder)
        raise NothingFound(f"there is no store in {folder} yet")
    services = app.open_services(folder, clock, writing)
    try:
        yield services
    finally:
        services.close()


def _refuse_gone(folder: Path) -> None:
    """Where the store is gone and its backups are there, nobody is to be told that there was none."""
    from models.store import refuse_gone

    refuse_gone(app.store_file(folder), paths.backup_folder(folder))


def _found(services: Services, text: str) -> Athlete:
    try:
        return services.athletes.find(text)
    except Refused as refusal:
        if refusal.field == "athlete" and refusal.message.startswith("No athlete"):
            raise NothingFound(refusal.message) from None
        raise


def demo(options: argparse.Namespace, folder: Path, clock: Clock) -> int:
    del folder
    target: Path = options.folder
    if app.store_file(target).exists():
        raise Refused("folder", f"there is already a store in {target}; choose an empty folder")
    with _store(target, clock, writing=True) as services:
        try:
            app.fill_sample(services)
        except BaseException:
            services.close()
            for left in target.glob(app.STORE_FILE + "*"):
                left.unlink()
            raise
        count = len(services.athletes.roster())
    say(f"{count} athletes written to {app.store_file(target)}")
    return 0


def check(options: argparse.Namespace, folder: Path, clock: Clock) -> int:
    del folder, clock
    texts: dict[str, str] = {}
    for file in options.files:
        try:
            texts[str(file)] = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            raise Refused("file", f"{file}: the file is not UTF-8 text") from None
    from rules.cases import CaseError, run

    passed = failed = 0
    try:
        for result in run(texts, app.rulebook()):
            passed, failed = passed + result.ok, failed + (not result.ok)
            say(result)
    except CaseError as wrong:
        raise Refused("file", str(wrong)) from None
    say(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def athletes(options: argparse.Namespace, folder: Path, clock: Clock) -> int:
    with _store(folder, clock) as services:
        rows = services.squad.rows()
        if options.json:
            show_json({"on": clock().isoformat(), "athletes": [_athlete_json(row) for row in rows]})
            return 0
        if not rows:
            say("no athletes yet")
            return 0
        lines: list[tuple[object, ...]] = [("id", "name", "phase", "next race", "unlocked")]
        for row in rows:
            race = row.next_race
            coming = "-" if race is None else f"{race.on.isoformat()} {race.name} (in {row.days_to_race} d)"
            lines.append((row.athlete.id, row.athlete.name, row.day.phase, coming, f"{row.unlocked}/{row.total}"))
        table(lines)
    return 0


def _athlete_json(row: Any) -> dict[str, Any]:
    race = row.next_race
    coming = None
    if race is not None:
        coming = {
            "name": race.name,
            "date": race.on.isoformat(),
            "priority": race.priority.value,
            "days": row.days_to_race,
        }
    return {
        "id": row.athlete.id,
        "name": row.athlete.name,
        "phase": row.day.phase.value,
        "next_race": coming,
        "unlocked": row.unlocked,
        "total": row.total,
        "within_reach": list(row.within_reach),
        "attention": list(row.attention),
    }


def standing(options: argparse.Namespace, folder: Path, clock: Clock) -> int:
    with _store(folder, clock) as services:
        athlete = _found(services, options.athlete)
        standings = services.unlocks.standings(athlete.id)
        if options.json:
            exercises = [_standing_json(services, one) for one in standings]
            show_json({**_who(athlete), "on": clock().isoformat(), "exercises": exercises})
            return 0
        say(f"{athlete.name}, {clock().isoformat()}: {sum(one.is_open for one in standings)} of {len(standings)} open")
        for one in standings:
            rule, why = _deciding(services, one)
            say(f"{one.slug}  {one.status}  [{rule}] {why}")
            if not one.is_open:
                for take in services.unlocks.explain(one).takes:
                    say(
                        f"    {'met  ' if take.met else 'unmet'} {take.what}: {_plain(take.have)} of {_plain(take.want)}"
                    )
    return 0


def _plain(value: object) -> object:
    return f"{value:g}" if isinstance(value, float) else "-" if value is None else value


def _who(athlete: Athlete) -> dict[str, Any]:
    return {"athlete": {"id": athlete.id, "name": athlete.name}}


def _deciding(services: Services, one: Standing) -> tuple[str, str]:
    """Rule and sentence to name for a standing: of what is locked the gate that is shut, as it says more."""
    for reason in one.reasons[1:]:
        if reason.rule.startswith("gate.") and not reason.facts.get("by"):
            return reason.rule, f"{services.words.reason(one.reasons[0])} {services.words.reason(reason)}"
    return one.rule, services.words.reason(one.reasons[0])


def _standing_json(services: Services, one: Standing) -> dict[str, Any]:
    words = services.unlocks.explain(one)
    rule, why = _deciding(services, one)
    return {
        "slug": one.slug,
        "name": services.words.name(one.slug),
        "category": one.category.value,
        "status": one.status.value,
        "rule": rule,
        "why": why,
        "decided_by": one.rule,
        "next": words.next_step,
        "within_reach": one.within_reach,
        "takes": [{"what": t.what, "have": t.have, "want": t.want, "met": t.met, "gate": t.group} for t in words.takes],
    }


def season(options: argparse.Namespace, folder: Path, clock: Clock) -> int:
    with _store(folder, clock) as services:
        athlete = _found(services, options.athlete)
        days = services.season.days(athlete.id, options.start, options.end)
        if options.json:
            show_json({**_who(athlete), "days": [_day_json(services, day) for day in days]})
            return 0
        lines: list[tuple[object, ...]] = [("date", "phase", "sessions", "load", "rir", "sets", "race", "why")]
        for day in days:
            caps = day.caps
            figures = (caps.sessions, f"{caps.pct:.2f}", caps.rir, f"x{caps.mult:g}")
            race = day.race or ("yes" if day.race is not None else "")
            lines.append((day.on.isoformat(), day.phase, *figures, race, services.words.reason(day.reasons[0])))
        table(lines)
    return 0


def _day_json(services: Services, day: Day) -> dict[str, Any]:
    caps = day.caps
    return {
        "date": day.on.isoformat(),
        "phase": day.phase.value,
        "sessions": caps.sessions,
        "pct": caps.pct,
        "rir": caps.rir,
        "mult": caps.mult,
        "load_up": caps.load_up,
        "novelty": caps.novelty,
        "race": day.race,
        "rule": day.rule,
        "why": services.words.reason(day.reasons[0]),
    }


def plan(options: argparse.Namespace, folder: Path, clock: Clock) -> int:
    from desktop.cli import weeks

    start = options.start or clock()
    with _store(folder, clock) as services:
        athlete = _found(services, options.athlete)
        found = tuple(weeks.views(services, athlete.id, start, options.weeks))
        if options.json:
            show_json({**_who(athlete), "weeks": [weeks.week_json(services, view) for view in found]})
            return 0
        say(f"{athlete.name}, as of {clock().isoformat()}")
        for view in found:
            weeks.show_week(services, view)
    return 0


def export(options: argparse.Namespace, folder: Path, clock: Clock) -> int:
    with _store(folder, clock) as services:
        who = None if options.athlete is None else (_found(services, options.athlete).id,)
        count = services.exports.write(options.out, who, options.start, options.end)
    say(f"{count} {'set' if count == 1 else 'sets'} written to {options.out}")
    return 0


def import_(options: argparse.Namespace, folder: Path, clock: Clock) -> int:
    from desktop.services.imports import FORMATS

    if options.format is not None and options.format not in [reader.name for reader in FORMATS]:
        names = ", ".join(reader.name for reader in FORMATS)
        raise Refused("format", f"there is no format '{options.format}'; known: {names}")
    if not options.file.is_file():
        raise Refused("file", f"{options.file}: there is no such file")
    with ExitStack() as stack:
        if (
            options.dry_run and not app.store_file(folder).exists()
        ):  # compared with an empty store, which leaves no trace
            _refuse_gone(folder)
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="switchback-dry-run-")))
            app.open_services(folder, clock).close()
        services = stack.enter_context(_store(folder, clock, writing=not options.dry_run))
        plan = services.imports.plan(options.file)
        if not options.dry_run and not plan.empty:
            services.imports.apply(plan)
    verb = "would be " if options.dry_run else ""
    say(
        f"{len(plan.added)} sessions {verb}added, {len(plan.changed)} {verb}changed, "
        f"{plan.skipped} {verb}skipped (nothing new), {len(plan.refused)} refused"
    )
    for athlete in plan.athletes:
        say(f"new athlete: {athlete.name}")
    for line, text in plan.refused:
        say(f"{options.file}, line {line}: {text}")
    return 1 if plan.refused else 0


def backup(options: argparse.Namespace, folder: Path, clock: Clock) -> int:
    with _store(folder, clock) as services:
        paths.make_private(options.folder)
        say(f"backup written to {services.backups.backup(options.folder)}")
    return 0


def restore(options: argparse.Namespace, folder: Path, clock: Clock) -> int:
    from desktop.services.backups import restore_file

    paths.make_private(folder)
    aside = restore_file(options.file, app.store_file(folder))
    say(f"{options.file} is the store now" + ("" if aside is None else f"; the one before is kept as {aside}"))
    return 0


def athlete_mode(options: argparse.Namespace, folder: Path, clock: Clock) -> int:
    with _store(folder, clock, writing=options.reset) as services:
        if options.reset:
            there = services.access.reset()
            say("athlete mode is off and every PIN is forgotten" if there else "there was no PIN and no athlete mode")
            return 0
        mode = services.access.mode()
        say(f"athlete mode is {'off' if mode is None else 'on'}")
        say(f"the coach has {'a' if services.access.coach_has_pin else 'no'} PIN")
    return 0


def doctor(options: argparse.Namespace, folder: Path, clock: Clock) -> int:
    del options
    with _store(folder, clock) as services:
        checks = services.backups.doctor()
    for one in checks:
        say(f"{'ok    ' if one.ok else 'FAILED'} {one.name}: {one.text}")
    return 0 if all(one.ok for one in checks) else 1


def pictures(options: argparse.Namespace, folder: Path, clock: Clock) -> int:
    del folder, clock
    return app.draw_pictures(
        options.folder, _fixed(options), options.theme, options.size, options.language, options.text
    )


def self_test(options: argparse.Namespace, folder: Path, clock: Clock) -> int:
    del folder, clock
    return app.self_test(_fixed(options))


def _fixed(options: argparse.Namespace) -> Clock:
    """The day asked for, else always the same one: pictures are compared with those of before."""
    return app.clock_for(getattr(options, "on", PICTURED_DAY))


COMMANDS: dict[str, Callable[[argparse.Namespace, Path, Clock], int]] = {
    "open": open_file,
    "demo": demo,
    "check": check,
    "athletes": athletes,
    "standing": standing,
    "season": season,
    "plan": plan,
    "export": export,
    "import": import_,
    "backup": backup,
    "restore": restore,
    "doctor": doctor,
    "athlete-mode": athlete_mode,
    "pictures": pictures,
    "self-test": self_test,
}
