"""The program tries itself: it holds as it is, and each kind of fault makes it fail and is named. The parts are broken one by one; the
whole runs once, in a process of its own, as somebody would run it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import qWarning

import resources
from desktop import app, i18n
from desktop.services import help as texts
from desktop.services.imports.sessions_csv import SessionsCsvReader
from desktop.shell import self_test
from desktop.shell import self_test_data as data
from desktop.shell import self_test_window as window
from desktop.shell.overhearing import overhearing
from models.migrations import SCHEMA_VERSION
from tests.services.test_csv import golden_squad

OPEN = 'expect_status = { rear-foot-elevated-db-squat = "UNLOCKED" }'

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def opened(clock: Any) -> Callable[[Path], Any]:
    return lambda folder: app.open_services(folder, clock)


@pytest.fixture
def brought(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of what the program brings, to break things in; the checks read it."""
    made = tmp_path / "resources"
    for part in ("cases", "schemas", "help", "icons"):
        for file in (resources.FOLDER / part).rglob("*.*"):
            copy = made / file.relative_to(resources.FOLDER)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
    for module in (data, window, texts):
        monkeypatch.setattr(module, "files", lambda _: made)
    texts.written.cache_clear()
    yield made
    texts.written.cache_clear()


@pytest.mark.timeout(300)
def test_the_whole_program_holds(project: Path, tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "desktop", "--data-dir", str(tmp_path / "none"), "self-test"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
        env=os.environ | {"LC_ALL": "C"},  # as over a line to another computer
    )
    lines = said.stdout.splitlines()
    assert (said.returncode, said.stderr) == (0, ""), said.stdout
    assert [line for line in lines if not line.startswith("ok     ")] == []
    assert f"all: {len(lines) - 1} checks, 0 failed" in lines[-1]
    assert not (tmp_path / "none").exists()
    names = " ".join(line.split(":")[0] for line in lines)
    for number in range(1, SCHEMA_VERSION + 1):
        assert f"schema {number}" in names
    for what in (
        "rules",
        "worked cases plan.toml",
        "page season, dark, fr",
        "charts",
        "papers",
        "printer",
        "sessions.csv",
    ):
        assert what in names


# --------------------------------------------------------------------------------------------------------- what is heard


def _run(checks: list[tuple[str, Callable[[], str]]], capfd: pytest.CaptureFixture[str], monkeypatch: Any) -> list[str]:
    monkeypatch.setattr(self_test, "_checks", lambda _opened, _folder: iter(checks))
    status = self_test.run(lambda folder: folder, Path())
    lines = capfd.readouterr().out.splitlines()
    assert (status == 0) == lines[-1].startswith("ok ")
    return lines


def test_a_check_that_holds_and_one_that_does_not(capfd: Any, monkeypatch: Any) -> None:
    def broken() -> str:
        raise data.Broken("it is cracked")

    def wrong() -> str:
        return {}["gone"]

    lines = _run([("one", lambda: "fine"), ("two", broken), ("three", wrong)], capfd, monkeypatch)
    assert lines[:3] == ["ok     one: fine", "FAILED two: it is cracked", "FAILED three: KeyError: 'gone'"]
    assert lines[3].startswith("FAILED all: 3 checks, 2 failed, ")


def _print() -> object:
    return print("a line too many")


def _error_stream() -> object:
    return sys.stderr.write("a line too many\n")


def _descriptor_of_output() -> object:
    """As a library written in C does."""
    return os.write(1, b"a line too many\n")


def _descriptor_of_errors() -> object:
    return os.write(2, b"a line too many\n")


def _original_stream() -> object:
    assert sys.__stderr__ is not None
    return sys.__stderr__.write("a line too many\n")


def _child() -> object:
    return subprocess.run([sys.executable, "-c", "print('a line too many')"], check=True)


def _qt() -> object:
    return qWarning("a line too many")


@pytest.mark.parametrize(
    "speak", [_print, _error_stream, _descriptor_of_output, _descriptor_of_errors, _original_stream, _child, _qt]
)
def test_a_line_that_nobody_asked_for_is_a_failure(speak: Any, capfd: Any, monkeypatch: Any) -> None:
    def check() -> str:
        speak()
        return "fine"

    lines = _run([("one", check), ("two", lambda: "fine")], capfd, monkeypatch)
    assert lines[:3] == ["FAILED one: unexpected output", "       said: a line too many", "ok     two: fine"]
    assert "2 checks, 1 failed" in lines[3]


@pytest.mark.logs("a line too many")
def test_a_warning_in_the_log_is_a_failure(capfd: Any, monkeypatch: Any) -> None:
    import logging

    def check() -> str:
        logging.getLogger("desktop").warning("a line too many")
        return "fine"

    assert _run([("one", check)], capfd, monkeypatch)[0] == "FAILED one: unexpected output"


def test_what_the_checks_stand_on_may_break_too(capfd: Any, monkeypatch: Any) -> None:
    def checks(_opened: object, _folder: object) -> Iterator[tuple[str, Callable[[], str]]]:
        yield "one", lambda: "fine"
        raise OSError("no window")

    monkeypatch.setattr(self_test, "_checks", checks)
    assert self_test.run(lambda folder: folder, Path()) == 1
    lines = capfd.readouterr().out.splitlines()
    assert lines[1] == "FAILED and went no further: OSError: no window"
    assert lines[-1].startswith("FAILED all: 1 checks, 1 failed")


def test_outputs_are_as_they_were_afterwards(capfd: Any) -> None:
    with overhearing() as ears:
        os.write(1, b"heard")
        ears.say("mine")
        assert ears.lines() == ["heard"]
        assert ears.lines() == []
    os.write(1, b"free")
    assert capfd.readouterr().out.replace("\n", "") == "minefree"


# --------------------------------------------------------------------------------------------------------- what is broken


def test_a_case_that_is_decided_otherwise(brought: Path) -> None:
    file = brought / "cases" / "worked.toml"
    assert data.worked_cases(file, app.rulebook()).startswith("56 ")
    text = file.read_text("utf-8")
    assert OPEN in text
    file.write_text(text.replace(OPEN, OPEN.replace("UNLOCKED", "LOCKED_PREREQ"), 1), "utf-8")
    with pytest.raises(data.Broken):
        data.worked_cases(file, app.rulebook())


def test_cases_that_did_not_come_along(brought: Path) -> None:
    for file in data.case_files():
        Path(str(file)).unlink()
    with pytest.raises(data.Broken, match="no worked cases"):
        data.case_files()


def test_a_step_of_the_schema_without_its_dump(brought: Path, opened: Any, tmp_path: Path) -> None:
    for number in range(1, SCHEMA_VERSION + 1):
        assert data.schema(number, app.STORE_FILE, opened, tmp_path / f"{number}").startswith("sound")
    with pytest.raises(data.Broken, match="did not come"):
        data.schema(SCHEMA_VERSION + 1, app.STORE_FILE, opened, tmp_path / "next")


def test_an_old_store_that_comes_out_empty(brought: Path, opened: Any, tmp_path: Path) -> None:
    dump = brought / "schemas" / "schema_0001.sql"
    emptied = re.sub(r"^INSERT INTO (?!\"meta\").*?\);$", "", dump.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    dump.write_text(emptied, "utf-8")
    with pytest.raises(data.Broken, match="nobody and nothing"):
        data.schema(1, app.STORE_FILE, opened, tmp_path / "1")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"= no table"])
def test_a_file_that_cannot_be_read(brought: Path, content: bytes) -> None:
    assert data.every_resource().endswith(" read")
    (brought / "cases" / "more.toml").write_bytes(content)
    with pytest.raises(data.Broken, match=r"more\.toml"):
        data.every_resource()


@pytest.mark.parametrize("link", ["topic:nowhere", "page:nowhere", "https://nowhere"])
def test_a_link_of_the_help_that_leads_nowhere(brought: Path, opened: Any, tmp_path: Path, link: str) -> None:
    file = brought / "help" / "en" / "pain.md"
    file.write_text(f"{file.read_text('utf-8')}\n\nSee [here]({link}).\n", "utf-8")
    services = opened(tmp_path / "store")
    with pytest.raises(data.Broken, match="leads nowhere"):
        data.help_in("en", services)
    services.close()


def test_a_topic_that_a_language_lacks(brought: Path, opened: Any, tmp_path: Path) -> None:
    (brought / "help" / "fr" / "pain.md").unlink()
    services = opened(tmp_path / "store")
    with pytest.raises(FileNotFoundError):
        data.help_in("fr", services)
    services.close()


def test_a_rule_that_is_silent(monkeypatch: Any, opened: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(data, "silent_rules", lambda _: ("gate.pain",))
    services = opened(tmp_path / "store")
    with pytest.raises(data.Broken, match=r"did not fire: gate\.pain"):
        data.rules(services)
    services.close()


def test_an_icon_that_draws_nothing(brought: Path, qtbot: Any, monkeypatch: Any) -> None:
    assert window.every_icon().endswith(" drawn")
    (brought / "icons" / "made-up.svg").write_text("<svg/>", "utf-8")
    with pytest.raises(data.Broken, match="made-up cannot be drawn"):
        window.every_icon()


def test_a_language_that_qt_does_not_speak(qtbot: Any) -> None:
    with pytest.raises(data.Broken):
        window.words_of_qt("fr")  # which is not in force


def test_a_pdf_that_is_none(tmp_path: Path) -> None:
    file = tmp_path / "week.pdf"
    for content in (b"", b"%PDF-1.4\n%%EOF", b"/Type /Page %%EOF"):
        file.write_bytes(content)
        with pytest.raises(data.Broken, match="no whole PDF"):
            window.pages_in(file)
    file.write_bytes(b"%PDF-1.4 /Type /Page /Type /Pages %%EOF")
    with pytest.raises(data.Broken, match="letters"):
        window.pages_in(file)
    assert window.pages_in(file, letters=False) == 1


def test_a_page_that_stays_blank(qtbot: Any, opened: Any, tmp_path: Path, monkeypatch: Any) -> None:
    services = opened(tmp_path / "store")
    made = window.window(services, i18n.SOURCE, "light")
    spec = made.pages[-1]
    assert window.page_of(made, spec, "").endswith("painted")
    monkeypatch.setattr(window, "_colours", lambda _: 1)
    with pytest.raises(data.Broken, match="nothing is on it"):
        window.page_of(made, spec, "")
    window.shut(made)
    services.close()


def test_an_export_that_comes_back_otherwise(opened: Any, tmp_path: Path, monkeypatch: Any) -> None:
    services = opened(tmp_path / "store")
    athletes, sessions = golden_squad()
    for athlete in athletes:
        services.store.athletes.save(athlete)
    services.store.sessions.save_many(sessions)
    assert data.csv(services, opened, tmp_path / "whole").endswith("written the same")
    monkeypatch.setattr(SessionsCsvReader, "apply", lambda _reader, _plan: None)
    with pytest.raises(data.Broken, match="not what was written"):
        data.csv(services, opened, tmp_path / "lost")
    services.close()
