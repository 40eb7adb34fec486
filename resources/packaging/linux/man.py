"""The man page, made from the command line's own words, so that it tells of every command and option there is."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date

ABOUT = (
    "Switchback plans the strength training of trail runners: which exercises are open to each of them and why, what opens the "
    "next one, what every day before and after a race allows, and the sessions of these weeks. Without a command the window opens. "
    "It never uses a network."
)
FILES = (
    (
        "~/.local/share/switchback",
        "The data, its backups and the log, for its owner alone; under XDG_DATA_HOME where that is set.",
    ),
    ("*.switchback", "A backup: a copy of the data that is whole."),
    (
        "portable.txt",
        "A file of this name beside the program has the data lie beside the program too, in switchback-data.",
    ),
)
ENVIRONMENT = (
    ("SWITCHBACK_HOME", "Folder of the data, unless --data-dir names one."),
    ("XDG_DATA_HOME", "Where data of programs lies, unless ~/.local/share."),
)
STATUS = (
    ("0", "Done."),
    ("1", "The answer is no, or something that was looked at is not sound."),
    ("2", "The command line cannot be understood, or what was asked for cannot be done."),
)


def page(parser: argparse.ArgumentParser, version: str, day: date) -> str:
    """The page in the language of man(7)."""
    lines = [f'.TH SWITCHBACK 1 "{day.isoformat()}" "Switchback {version}" "User Commands"']
    lines += [".SH NAME", "switchback \\- strength planning for trail runners"]
    lines += [".SH SYNOPSIS", ".B switchback", "[\\fIOPTIONS\\fR] [\\fICOMMAND\\fR ...]"]
    lines += [".SH DESCRIPTION", _text(ABOUT)]
    lines += [".SH OPTIONS", *_arguments(parser)]
    lines += [".SH COMMANDS", "\\-\\-data\\-dir and \\-\\-on may stand before or after the command."]
    for name, command in commands(parser).items():
        lines += [".SS " + _text(_usage(name, command)), _text(command.description or "")]
        lines += _arguments(command, leave_out={"-h", "--data-dir", "--on"})
        if command.epilog:
            lines += [".PP", _text(command.epilog[0].upper() + command.epilog[1:])]
    for title, entries in (("FILES", FILES), ("ENVIRONMENT", ENVIRONMENT), ("EXIT STATUS", STATUS)):
        lines.append(f".SH {title}")
        for name, text in entries:
            lines += [".TP", f".B {_text(name)}", _text(text)]
    return "\n".join(lines) + "\n"


def commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Every sub-command by its name."""
    for action in parser._actions:  # noqa: SLF001  argparse tells of its arguments nowhere else
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            return dict(action.choices)
    return {}


def arguments(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Every option and argument of a command, but its sub-commands."""
    for action in parser._actions:  # noqa: SLF001
        if not isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            yield action


def _arguments(parser: argparse.ArgumentParser, leave_out: set[str] | frozenset[str] = frozenset()) -> Iterator[str]:
    for action in arguments(parser):
        if leave_out & set(action.option_strings) or not (action.option_strings or action.help):
            continue
        value = _value(action)
        shown = f" \\fI{_text(value)}\\fR" if value else ""
        names = [f"\\fB{_text(name)}\\fR{shown}" for name in action.option_strings]
        yield ".TP"
        yield ", ".join(names) or f"\\fI{_text(value)}\\fR"
        said = action.help or "needed"  # what has no words of its own goes without saying, but must be given
        yield _text(f"{said[:1].upper()}{said[1:]}.")


def _value(action: argparse.Action) -> str:
    if action.nargs == 0:
        return ""
    if action.metavar:
        return str(action.metavar)
    if action.choices is not None:
        return "|".join(map(str, action.choices))
    return action.dest.upper()


def _usage(name: str, command: argparse.ArgumentParser) -> str:
    words = [name]
    for action in arguments(command):
        if not action.option_strings:
            value = _value(action)
            words.append({"+": f"{value} ...", "?": f"[{value}]"}.get(str(action.nargs), value))
    return " ".join(words)


def _text(text: str) -> str:
    """The text for man(7): no backslash, hyphen, quote or leading dot of it means anything."""
    for sign, written in (("\\", "\\e"), ("-", "\\-"), ("'", "\\(aq"), ("~", "\\(ti"), ("^", "\\(ha"), ("`", "\\(ga")):
        text = text.replace(sign, written)
    text = " ".join(text.split())
    return f"\\&{text}" if text.startswith(".") else text
