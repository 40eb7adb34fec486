"""The command line's words: sub-commands, options, help."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NoReturn

from desktop.settings import TEXT_SIZE

THEMES = ("light", "dark")
LANGUAGES = ("en", "fr")
MOST_WEEKS = 104


class WrongCommandLine(Exception):
    """The command line cannot be understood; the text says where."""


class Parser(argparse.ArgumentParser):
    """Raises instead of printing the usage: what is wrong fits in one line."""

    def error(self, message: str) -> NoReturn:
        raise WrongCommandLine(f"{message} (see '{self.prog} --help')")


def path(text: str) -> Path:
    if not text:  # a variable that is not set, in a script: it would be the folder one is in
        raise argparse.ArgumentTypeError("the name is empty")
    return Path(text)


def day(text: str) -> date:
    try:
        value = date.fromisoformat(text)
    except ValueError:
        value = None
    if value is None or value.isoformat() != text:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date like 2027-01-31")
    return value


def weeks(text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 0
    if not 1 <= number <= MOST_WEEKS:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of weeks from 1 to {MOST_WEEKS}")
    return number


def words(allowed: tuple[str, ...]) -> Callable[[str], tuple[str, ...]]:
    def parse(text: str) -> tuple[str, ...]:
        found = tuple(word.strip() for word in text.split(",") if word.strip())
        wrong = [word for word in found if word not in allowed]
        if wrong or not found:
            raise argparse.ArgumentTypeError(f"'{text}' is not a list of {', '.join(allowed)}")
        return found

    return parse


def sizes(text: str) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for part in text.split(","):
        width, cross, height = part.strip().partition("x")
        if (
            not (cross and width.isdecimal() and height.isdecimal())
            or not 200 <= min(int(width), int(height)) <= 10_000
        ):
            raise argparse.ArgumentTypeError(f"'{text}' is not a list of sizes like 1280x800,1920x1080")
        found.append((int(width), int(height)))
    return tuple(found)


def percents(text: str) -> tuple[int, ...]:
    parts = [part.strip() for part in text.split(",")]
    if not all(part in TEXT_SIZE.choices for part in parts):
        raise argparse.ArgumentTypeError(f"'{text}' is not a list of {', '.join(TEXT_SIZE.choices)}")
    return tuple(int(part) for part in parts)


def parser() -> argparse.ArgumentParser:
    everywhere = _everywhere()
    top = Parser(
        prog="switchback",
        parents=[everywhere],
        description="Strength planning for trail runners. Without a command the window opens.",
        epilog="example: switchback --demo",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="store_true", help="print the version and stop")
    top.add_argument("--demo", action="store_true", help="open the window on a sample squad in a throwaway store")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)

    def command(name: str, text: str, example: str) -> Parser:
        return commands.add_parser(
            name,
            parents=[everywhere],
            help=text,
            description=text[0].upper() + text[1:] + ".",
            epilog=f"example: {example}",
        )

    made = command("open", "open the window on a file: sessions (.csv) or a backup", "switchback open squad.switchback")
    made.add_argument("file", metavar="FILE", nargs="?", type=path, help="sessions (.csv) or a backup; else none")
    made = command("demo", "write the sample squad, as of --on, into a new store in DIR", "switchback demo /tmp/squad")
    made.add_argument("folder", metavar="DIR", type=path, help="folder of the new store; made if it is not there")
    made = command("check", "run worked cases and compare", "switchback check cases.toml")
    made.add_argument("files", metavar="FILE", nargs="+", type=path, help="worked cases (.toml)")
    made = command("athletes", "list the roster", "switchback athletes --json")
    _json(made)
    made = command("standing", "say what is open for an athlete, and why", "switchback standing marta --on 2027-01-10")
    _athlete(made)
    _json(made)
    made = command(
        "season", "say phase and caps of every day", "switchback season marta --from 2027-05-01 --to 2027-06-30"
    )
    _athlete(made)
    made.add_argument("--from", dest="start", metavar="D", type=day, required=True, help="first day")
    made.add_argument("--to", dest="end", metavar="D", type=day, required=True, help="last day")
    _json(made)
    made = command(
        "plan",
        "say the sessions of these weeks, each line with its rule",
        "switchback plan marta --from 2027-01-11 --weeks 4",
    )
    _athlete(made)
    made.add_argument("--from", dest="start", metavar="D", type=day, help="a day of the first week (else today)")
    made.add_argument("--weeks", metavar="N", type=weeks, default=1, help=f"how many weeks, 1 to {MOST_WEEKS} (else 1)")
    _json(made)
    _add_files(command)
    made = command(
        "pictures", "draw every page and dialog of the sample squad as PNG", "switchback pictures out --theme light"
    )
    made.add_argument("folder", metavar="DIR", type=path, help="folder of the pictures; made if it is not there")
    made.add_argument(
        "--theme", type=words(THEMES), default=THEMES, help="looks, parted by commas, of light and dark (else both)"
    )
    made.add_argument(
        "--size",
        type=sizes,
        default=((1280, 800),),
        help="sizes of the window in pixels, such as 1280x800,1920x1080 (else 1280x800)",
    )
    made.add_argument(
        "--language", type=words(LANGUAGES), default=("en",), help="languages, parted by commas, of en and fr (else en)"
    )
    made.add_argument(
        "--text", type=percents, default=(100,), help="sizes of the text in per cent, such as 100,200 (else 100)"
    )
    command("self-test", "try everything once in a temporary store", "switchback self-test")
    return top


def _add_files(command: Callable[[str, str, str], Parser]) -> None:
    made = command("export", "write data as a file", "switchback export sessions --out sessions.csv --athlete marta")
    made.add_argument("what", choices=("sessions",), help="what is written: every set of the sessions, a row each")
    made.add_argument(
        "--out", metavar="FILE.csv", type=path, required=True, help="file to write; one that is there is replaced"
    )
    made.add_argument("--athlete", metavar="ATHLETE", help="only this athlete (id or part of the name)")
    made.add_argument("--from", dest="start", metavar="D", type=day, help="first day (else from the first one)")
    made.add_argument("--to", dest="end", metavar="D", type=day, help="last day (else to the last one)")
    made = command("import", "read a file of sessions", "switchback import sessions.csv --dry-run")
    made.add_argument("file", metavar="FILE", type=path, help="any supported file of sessions")
    made.add_argument("--format", metavar="F", help="name of the format; else told by the file")
    made.add_argument("--dry-run", action="store_true", help="say what would be done, change nothing")
    made = command("backup", "copy the store into DIR", "switchback backup ~/backups")
    made.add_argument("folder", metavar="DIR", type=path, help="folder of the copy; made if it is not there")
    made = command(
        "restore", "put a backup back; the present store is kept aside", "switchback restore squad.switchback"
    )
    made.add_argument("file", metavar="FILE", type=path, help="the backup; it stays as it is")
    command("doctor", "look whether the store is sound", "switchback doctor")
    made = command("athlete-mode", "say whether athlete mode is on", "switchback athlete-mode --reset")
    made.add_argument(
        "--reset", action="store_true", help="turn it off and forget every PIN, for a coach who forgot it"
    )


def _everywhere() -> Parser:
    """Options that may stand before or after the command: left out, they must not undo what stood on the other side."""
    options = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    options.add_argument("--data-dir", metavar="DIR", type=path, help="folder of the store (else SWITCHBACK_HOME)")
    options.add_argument("--on", metavar="YYYY-MM-DD", type=day, help="the day that is today")
    return options


def _athlete(made: argparse.ArgumentParser) -> None:
    made.add_argument("athlete", metavar="ATHLETE", help="id or unambiguous part of the name")


def _json(made: argparse.ArgumentParser) -> None:
    made.add_argument("--json", action="store_true", help="machine-readable, with stable keys")
