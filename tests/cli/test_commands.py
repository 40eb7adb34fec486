"""Every command: what it prints, its exit status, and that wrong input ends in one line."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.cli import main
from desktop.cli.arguments import parser
from desktop.cli.commands import COMMANDS
from rules.vocabulary import Phase, Status
from tests.cli.conftest import MARTA, Said, in_a_process

Run = Callable[..., Said]


def test_athletes(switchback: Run) -> None:
    said = switchback("athletes")
    assert said.status == 0
    assert "Marta Nowak" in said.out
    assert "2027-05-23 Zegama (in 132 d)" in said.out
    found = json.loads(switchback("athletes", "--json").out)
    marta = next(a for a in found["athletes"] if a["id"] == MARTA)
    assert (marta["name"], marta["phase"], marta["next_race"]["name"]) == ("Marta Nowak", "BUILD", "Zegama")
    assert 0 < marta["unlocked"] < marta["total"] == 75


def test_no_control_character_reaches_the_terminal(switchback: Run) -> None:
    for arguments in (("athletes",), ("athletes", "--json"), ("standing", "evil"), ("standing", "Nothing\x1b[2J")):
        said = switchback(*arguments)
        for text in (said.out, said.err):
            assert not any((ord(c) < 32 and c != "\n") or c == "\u202e" for c in text)
    assert "Evil \\x1b[31mName\\u202e" in switchback("athletes").out
    assert "Evil \x1b[31mName\u202e" in [
        a["name"] for a in json.loads(switchback("athletes", "--json").out)["athletes"]
    ]


def test_standing(switchback: Run) -> None:
    found = json.loads(switchback("standing", "marta", "--json").out)
    assert found["athlete"] == {"id": MARTA, "name": "Marta Nowak"}
    assert found["on"] == "2027-01-11"
    assert len(found["exercises"]) == 75
    for one in found["exercises"]:
        assert one["status"] in Status.__members__
        assert one.keys() >= {"slug", "name", "category", "status", "rule", "why", "takes"}
        assert one["why"]
    raised = next(e for e in found["exercises"] if e["slug"] == "rear-foot-elevated-db-squat")
    assert raised["status"] == "LOCKED_PREREQ"
    assert raised["rule"] == "gate.rear-foot-elevated-db-squat"
    first = raised["takes"][0]
    assert (first["what"], first["have"], first["want"], first["met"]) == (
        "qualifying days on standard-lunge",
        0,
        3,
        False,
    )
    lines = switchback("standing", MARTA).out
    assert "rear-foot-elevated-db-squat  LOCKED_PREREQ  [gate.rear-foot-elevated-db-squat]" in lines


def test_season(switchback: Run) -> None:
    found = json.loads(switchback("season", "marta", "--from", "2027-05-20", "--to", "2027-05-24", "--json").out)
    assert [d["date"] for d in found["days"]] == [f"2027-05-{n}" for n in range(20, 25)]
    keys = {"date", "phase", "sessions", "pct", "rir", "mult", "load_up", "novelty", "race", "rule", "why"}
    assert all(d.keys() >= keys and d["phase"] in Phase.__members__ and d["why"] for d in found["days"])
    assert [d["race"] for d in found["days"]] == [None, None, None, "Zegama", None]
    assert "RACE_DAY" in switchback("season", "marta", "--from", "2027-05-20", "--to", "2027-05-24").out


def test_export_and_import(switchback: Run, data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    said = switchback("export", "sessions", "--out", out)
    assert (said.status, said.out) == (0, f"2 sets written to {out}\n")
    assert switchback("import", out).out.startswith("0 sessions added, 0 changed, 1 skipped")
    out.write_text(out.read_text("utf-8-sig").replace(",10,reps", ",12,reps", 1), "utf-8")
    assert switchback("import", out, "--dry-run").out.startswith("0 sessions would be added, 1 would be changed")
    assert switchback("import", out).out.startswith("0 sessions added, 1 changed")
    assert switchback("import", out).out.startswith("0 sessions added, 0 changed, 1 skipped")
    out.write_text(out.read_text("utf-8").replace(",12,reps", ",lots,reps", 1), "utf-8")
    said = switchback("import", out)
    assert said.status == 1
    assert f"{out}, line 2: amount: 'lots' is not a number" in said.out
    assert switchback("export", "sessions", "--out", out, "--athlete", "evil").out.startswith("0 sets")


def test_import_makes_a_store(switchback: Run, tmp_path: Path) -> None:
    out, fresh = tmp_path / "out.csv", tmp_path / "fresh"
    switchback("export", "sessions", "--out", out)
    assert main(["import", str(out), "--data-dir", str(fresh), "--on", "2027-01-11", "--dry-run"]) == 0
    assert not fresh.exists()
    assert main(["import", str(out), "--data-dir", str(fresh), "--on", "2027-01-11"]) == 0
    assert main(["export", "sessions", "--out", str(tmp_path / "b.csv"), "--data-dir", str(fresh)]) == 0
    assert out.read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_backup_doctor_and_restore(switchback: Run, data: Path, tmp_path: Path) -> None:
    said = switchback("backup", tmp_path / "kept")
    (file,) = (tmp_path / "kept").iterdir()
    assert str(file) in said.out
    said = switchback("doctor")
    assert said.status == 0
    assert all(line.startswith("ok") for line in said.out.splitlines())
    said = switchback("restore", file)
    assert said.status == 0
    assert "kept as" in said.out
    assert "Marta Nowak" in switchback("athletes").out


def test_where_the_store_is_gone_but_has_backups_no_command_makes_an_empty_one(
    switchback: Run, data: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    switchback("export", "sessions", "--out", out)
    switchback("backup", data / "backups")
    (kept,) = (data / "backups").iterdir()
    (data / "switchback.db").rename(tmp_path / "moved.db")
    for arguments in (
        ("athletes",),
        ("doctor",),
        ("import", out),
        ("import", out, "--dry-run"),
        ("athlete-mode", "--reset"),
        ("demo", data),
    ):
        said = switchback(*arguments)
        assert (said.status, said.out) == (2, "")
        assert said.err.count("\n") == 1
        assert f'--data-dir "{data}" restore "{kept}"' in said.err
        assert not (data / "switchback.db").exists()
    assert switchback("restore", kept).status == 0
    assert "Marta Nowak" in switchback("athletes").out


def test_a_damaged_store_is_told(switchback: Run, data: Path) -> None:
    (data / "switchback.db").write_bytes(b"this is no database" * 100)
    for arguments in (("athletes",), ("doctor",), ("backup", data / "b")):
        said = switchback(*arguments)
        assert said.status in (1, 2)
        assert said.err.count("\n") <= 1


def test_check_refuses_what_is_no_file_of_cases(switchback: Run, tmp_path: Path) -> None:
    file = tmp_path / "cases.toml"
    file.write_text("schema = 1\n[[gating]]\nid = 1\n")
    said = switchback("check", file)
    assert said.status == 2
    assert str(file) in said.err
    assert said.err.count("\n") == 1
    file.write_text("schema = [")
    assert switchback("check", file).status == 2
    file.write_bytes(b"\xff\xfe")
    assert switchback("check", file).status == 2
    assert switchback("check", tmp_path / "nothing.toml").status == 2


def test_check_says_what_differed(switchback: Run, tmp_path: Path) -> None:
    file = tmp_path / "cases.toml"
    text = """schema = 1
[[gating]]
id = "G01"
title = "first day"
today = 2027-01-10
athlete = { dob = 1992-06-01, equipment = ["dumbbells", "bench"] }
expect_status = { rear-foot-elevated-db-squat = "%s" }
why = "article"
"""
    file.write_text(text % "LOCKED_PREREQ")
    assert switchback("check", file).out == "G01 ok\n1 passed, 0 failed\n"
    file.write_text(text % "UNLOCKED")
    said = switchback("check", file)
    assert said.status == 1
    assert said.out.startswith("G01 FAILED rear-foot-elevated-db-squat: got LOCKED_PREREQ, want UNLOCKED\n")
    assert said.out.endswith("0 passed, 1 failed\n")


NOT_FOUND = [("standing", "nobody"), ("season", "nobody", "--from", "2027-01-01", "--to", "2027-01-02")]
WRONG = [
    ("nonsense",),
    ("standing",),
    ("standing", "a"),
    ("season", "marta", "--from", "2027-02-30", "--to", "2027-03-01"),
    ("season", "marta", "--from", "2027-03-01", "--to", "2027-02-01"),
    ("season", "marta", "--from", "2027-03-01"),
    ("season", "marta", "--from", "20270301", "--to", "2027-03-02"),
    ("export", "sessions", "--out", "/nowhere/at/all.csv"),
    ("export", "races", "--out", "x.csv"),
    ("import", "/nowhere.csv"),
    ("import", __file__),
    ("import", __file__, "--format", "garmin"),
    ("restore", "/nowhere.db"),
    ("restore", __file__),
    ("open", "/nowhere.switchback"),
    ("open", "/"),
    ("--demo", "athletes"),
    ("check",),
    ("check", "/nowhere.toml"),
    ("pictures", "x", "--size", "big"),
    ("pictures", "x", "--theme", "pink"),
    ("athletes", "--on", "yesterday"),
]


@pytest.mark.parametrize("arguments", NOT_FOUND)
def test_nothing_found_is_a_no(switchback: Run, arguments: tuple[str, ...]) -> None:
    said = switchback(*arguments)
    assert (said.status, said.out) == (1, "")
    assert said.err.startswith("switchback: No athlete")


@pytest.mark.parametrize("arguments", WRONG)
def test_wrong_input_is_one_line_and_a_two(switchback: Run, arguments: tuple[str, ...]) -> None:
    said = switchback(*arguments)
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith("switchback: ")
    assert said.err.count("\n") == 1


def test_reading_makes_no_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["athletes"], ["doctor"], ["backup", str(tmp_path / "b")], ["export", "sessions", "--out", "x.csv"]):
        assert main(["--data-dir", str(tmp_path / "none"), *words]) == 1
    assert list(tmp_path.iterdir()) == []
    assert "no store" in capsys.readouterr().err


def test_reading_works_beside_a_running_instance(switchback: Run, data: Path, tmp_path: Path) -> None:
    from desktop import app

    running = app.open_services(data)
    try:
        assert switchback("athletes").status == 0
        said = switchback("import", tmp_path / "none.csv")
        assert said.status == 2
        switchback("export", "sessions", "--out", tmp_path / "out.csv")
        said = switchback("import", tmp_path / "out.csv")
        assert said.status == 2
        assert said.err.count("\n") == 1
    finally:
        running.close()


@pytest.mark.logs("unexpected error in a command")
def test_an_unexpected_error_is_one_line_and_the_log(
    switchback: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> int:
        raise ZeroDivisionError("secret")

    monkeypatch.setitem(COMMANDS, "athletes", broken)
    said = switchback("athletes")
    assert said.status == 2
    assert said.err.count("\n") == 1
    assert "secret" not in said.err
    log = data / "logs" / "switchback.log"
    assert str(log) in said.err
    assert "ZeroDivisionError" in log.read_text()


def test_demo_refuses_a_folder_with_a_store(switchback: Run, data: Path) -> None:
    said = switchback("demo", data)
    assert said.status == 2
    assert "already a store" in said.err


def test_global_options_before_and_after(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--data-dir", str(data), "athletes"], ["athletes", "--data-dir", str(data)]):
        assert main(words) == 0
    assert (
        main(
            [
                "--on",
                "2027-05-23",
                "season",
                "marta",
                "--from",
                "2027-05-23",
                "--to",
                "2027-05-23",
                "--data-dir",
                str(data),
            ]
        )
        == 0
    )
    assert "RACE_DAY" in capsys.readouterr().out


def test_every_command_has_help_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    for command in (None, *COMMANDS):
        assert main([command, "--help"] if command else ["--help"]) == 0
        assert "example: switchback" in capsys.readouterr().out
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("switchback ")
    assert parser().prog == "switchback"


def test_no_command_but_the_window_loads_qt_or_needlessly_the_engine(data: Path) -> None:
    probe = (
        "import sys; from desktop.cli import main; status = main(sys.argv[1:]);"
        " print([m for m in ('PySide6', 'durable', 'durable_rules_engine') if m in sys.modules], file=sys.stderr); sys.exit(status)"
    )
    judged = in_a_process("-c", probe, "--data-dir", str(data), "athletes")
    assert judged.returncode == 0
    assert "PySide6" not in judged.stderr
    plain = in_a_process("-c", probe, "--data-dir", str(data), "doctor")
    assert plain.stderr.strip() == "[]"


def test_a_closed_pipe_is_no_error(data: Path) -> None:
    if shutil.which("sh") is None:
        pytest.skip("needs a shell")
    script = f"{sys.executable} -m desktop --data-dir '{data}' standing marta --json | head -n 1"
    done = in_a_process("-c", f"import subprocess, sys; sys.exit(subprocess.call(['sh', '-c', {script!r}]))")
    assert done.stdout == "{\n"
    assert done.stderr == ""


@pytest.mark.parametrize(
    "error, status", [("OSError(22, 'Invalid argument')", 0), ("OSError(22, 'Invalid argument', 'a')", 2)]
)
def test_what_windows_says_of_a_closed_pipe_is_no_error(error: str, status: int) -> None:
    """Of a write that begins once nobody reads; another reason names its file."""
    probe = f"""
from desktop.cli import commands, main, run

def work(*_):
    raise {error}

run.ON_WINDOWS = True
commands.COMMANDS["doctor"] = work
raise SystemExit(main(["doctor"]))
"""
    done = in_a_process("-c", probe)
    assert done.returncode == status
    assert done.stderr == ("switchback: a: Invalid argument\n" if status else "")


def test_the_data_folder_may_come_from_the_environment(data: Path) -> None:
    done = in_a_process("-m", "desktop", "athletes", SWITCHBACK_HOME=str(data))
    assert done.returncode == 0
    assert "Marta" in done.stdout


def test_a_narrow_terminal_encoding_shows_escapes(data: Path) -> None:
    done = in_a_process(
        "-c",
        "import sys; from desktop.cli import main; from desktop.cli.output import say\nsay('x'); sys.exit(main(sys.argv[1:]))",
        "standing",
        "Żółć",
        "--data-dir",
        str(data),
        PYTHONIOENCODING="ascii",
    )
    assert done.returncode == 1
    assert "\\u017b" in done.stderr


def _parsers(top: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield top
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            for one in action.choices.values():
                yield from _parsers(one)


def test_every_argument_of_every_command_has_a_word_of_help() -> None:
    found = list(_parsers(parser()))
    assert len(found) == 1 + len(COMMANDS)
    silent = [
        f"{one.prog}: {action.option_strings or action.dest}"
        for one in found
        for action in one._actions
        if not action.help and not isinstance(action, argparse._SubParsersAction)
    ]
    assert silent == []
    for one in found:
        assert one.description
        assert "example:" in (one.epilog or "")
        assert one.format_help()
