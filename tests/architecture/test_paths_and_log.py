"""Where data lies, that it is private, and that the log keeps nothing personal."""

from __future__ import annotations

import logging
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop import log, paths
from models.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    level = logging.getLogger().level
    file = log.start(tmp_path / "logs")
    assert file is not None
    yield file
    log.stop()
    logging.getLogger().setLevel(level)


@pytest.mark.parametrize(
    "environ, platform, tail",
    [
        ({"XDG_DATA_HOME": "/data"}, "linux", "/data/switchback"),
        ({"XDG_DATA_HOME": "relative"}, "linux", ".local/share/switchback"),
        ({}, "linux", ".local/share/switchback"),
        ({}, "darwin", "Library/Application Support/Switchback"),
        ({"LOCALAPPDATA": "/local"}, "win32", "/local/Switchback"),
        ({"SWITCHBACK_HOME": "", "XDG_DATA_HOME": "/data"}, "linux", "/data/switchback"),
        ({"SWITCHBACK_HOME": "/mine", "XDG_DATA_HOME": "/data"}, "linux", "/mine"),
    ],
)
def test_each_platform_has_its_place(environ: dict[str, str], platform: str, tail: str) -> None:
    folder = paths.data_folder(environ=environ, platform=platform)
    assert folder.is_absolute()
    assert folder.as_posix().endswith(tail)


def test_the_folder_asked_for_wins(tmp_path: Path) -> None:
    assert paths.data_folder(tmp_path, environ={"SWITCHBACK_HOME": "/mine"}) == tmp_path


def test_a_portable_program_keeps_its_data_beside_it(tmp_path: Path) -> None:
    program = tmp_path / "switchback"
    elsewhere = {"XDG_DATA_HOME": "/data"}
    assert paths.data_folder(environ=elsewhere, platform="linux", program=program) == Path("/data/switchback")
    (tmp_path / "portable.txt").touch()
    assert paths.data_folder(environ=elsewhere, platform="linux", program=program) == tmp_path / "switchback-data"
    assert paths.data_folder(environ={"SWITCHBACK_HOME": "/mine"}, program=program) == Path("/mine")


def test_a_new_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    made = paths.make_private(tmp_path / "new" / "data")
    assert os.name != "posix" or stat.S_IMODE(made.stat().st_mode) == 0o700


@pytest.mark.skipif(os.name != "posix", reason="permission bits are a matter of POSIX")
def test_what_is_made_above_a_new_folder_is_private_too_whatever_the_system_gives(tmp_path: Path) -> None:
    makers: list[Callable[[Path], object]] = [
        paths.make_private, log.start, lambda folder: open_store(folder / "squad.db").close(),
    ]  # fmt: skip
    before, level = os.umask(0), logging.getLogger().level
    try:
        for number, make in enumerate(makers):
            make(tmp_path / str(number) / "share" / "data")
    finally:
        os.umask(before)
        log.stop()
        logging.getLogger().setLevel(level)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*") if path.is_dir()}
    assert len(modes) == 9
    assert set(modes.values()) == {0o700}


def test_a_user_without_a_home_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", unknown)
    with pytest.raises(paths.UnusableFolder, match="--data-dir"):
        paths.data_folder(environ={}, platform="linux")
    assert paths.data_folder(tmp_path, environ={}) == tmp_path
    with pytest.raises(paths.UnusableFolder, match="--data-dir"):
        paths.data_folder("~nobody-of-that-name/data", environ={})


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(paths.UnusableFolder, match="cannot be made"):
        paths.make_private(tmp_path / ("long" * 100))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_full_disk_stops_nobody_who_logs(log_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (handler,) = [one for one in logging.getLogger().handlers if getattr(one, "baseFilename", "") == str(log_file)]
    assert isinstance(handler, logging.FileHandler)
    before = handler.setStream(Path("/dev/full").open("w", encoding="utf-8"))  # noqa: SIM115  the handler closes it
    assert before is not None
    before.close()
    logging.getLogger("desktop").info("there is no room for this line")
    log.stop()
    assert capsys.readouterr().err == ""


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    file = tmp_path / "data"
    file.write_text("kept", encoding="utf-8")
    with pytest.raises(paths.UnusableFolder, match="is a file"):
        paths.make_private(file)
    assert file.read_text(encoding="utf-8") == "kept"


@pytest.mark.logs("something went wrong")
def test_the_log_keeps_the_kind_and_place_of_an_error_but_not_its_text(log_file: Path) -> None:
    try:
        int("Anna Muster")
    except ValueError:
        logging.getLogger("desktop.test").exception("something went wrong in %s", Path.home() / "data")
    text = log_file.read_text(encoding="utf-8")
    assert "builtins.ValueError" in text
    assert "test_paths_and_log.py" in text
    assert "Anna" not in text
    assert str(Path.home()) not in text


def test_a_full_log_is_begun_anew_and_the_oldest_is_let_go(
    log_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "LARGEST", 200)
    log.start(tmp_path)
    for number in range(20):
        logging.getLogger("test").info("line %d of a log that holds two of them: %s", number, "x" * 40)
    log.stop()
    names = sorted(file.name for file in tmp_path.iterdir() if file.name.startswith(log.FILE))
    assert names == [log.FILE, *(f"{log.FILE}.{number}" for number in range(1, log.KEPT + 1))]
    assert all(0 < (tmp_path / name).stat().st_size <= 200 for name in names)
    assert "line 19" in (tmp_path / log.FILE).read_text("utf-8")


WRITER = """
import logging, sys
from pathlib import Path
from desktop import log
log.LARGEST, log.KEPT = 4000, int(sys.argv[3])
log.start(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(2000):
    logging.getLogger("test").info("line %s of %s", number, sys.argv[2])
log.stop()
"""


def _written_by(folder: Path, names: str, kept: int) -> dict[str, str]:
    """What lies in the folder after a process for each name has written at the same time."""
    words = [sys.executable, "-c", WRITER, str(folder)]
    piped = subprocess.PIPE
    running = [subprocess.Popen([*words, name, str(kept)], stdin=piped, stdout=piped, stderr=piped) for name in names]
    for process in running:
        assert process.stdout is not None
        process.stdout.readline()
    for process in running:
        assert process.stdin is not None
        process.stdin.write(b"go\n")
        process.stdin.flush()
    assert [process.communicate(timeout=60)[1] for process in running] == [b""] * len(names)
    return {file.name: file.read_text("utf-8") for file in folder.iterdir()}


def test_several_processes_write_one_log_and_lose_no_line(tmp_path: Path) -> None:
    found = _written_by(tmp_path, "abc", kept=500)
    lines = [line.partition("test: ")[2] for text in found.values() for line in text.splitlines()]
    assert sorted(lines) == sorted(f"line {number} of {name}" for name in "abc" for number in range(2000))


def test_the_log_of_several_processes_stays_as_small(tmp_path: Path) -> None:
    found = _written_by(tmp_path, "abc", kept=3)
    assert sorted(found) == [log.FILE, *(f"{log.FILE}.{number}" for number in (1, 2, 3))]
    # others write on while one begins it anew; all lines are 300 000
    assert sum(map(len, found.values())) < 100_000


def test_a_log_that_somebody_moved_away_is_begun_anew(log_file: Path) -> None:
    logging.getLogger("test").info("before")
    log_file.rename(log_file.with_name("mine.txt"))
    logging.getLogger("test").info("after")
    assert "after" in log_file.read_text("utf-8")


def test_elders_stay_where_the_log_cannot_be_renamed(log_file: Path, tmp_path: Path, monkeypatch: Any) -> None:
    """As on Windows while another process has it open."""
    monkeypatch.setattr(log, "LARGEST", 200)
    elders = [log_file.with_name(f"{log.FILE}.{number}") for number in (1, 2, 3)]
    for number, elder in enumerate(elders):
        elder.write_text(str(number), "utf-8")
    rename = Path.replace

    def refused(file: Path, target: Path) -> Path:
        if file.name == log.FILE:
            raise PermissionError(13, "in use")
        return rename(file, target)

    monkeypatch.setattr(Path, "replace", refused)
    for number in range(20):
        logging.getLogger("test").info("line %d, and some more: %s", number, "x" * 40)
    assert [elder.read_text("utf-8") for elder in elders] == ["0", "1", "2"]
    assert log_file.read_text("utf-8").count("line ") == 20


def test_starting_twice_writes_each_line_once(log_file: Path, tmp_path: Path) -> None:
    assert log.start(tmp_path / "logs") == log_file
    logging.getLogger("desktop.test").info("one line")
    assert log_file.read_text(encoding="utf-8").count("one line") == 1


def test_without_a_place_for_the_log_the_program_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "logs"
    file.write_text("", encoding="utf-8")
    assert log.start(file) is None


def test_a_fault_of_a_library_leaves_the_way_through_the_code(tmp_path):
    code = (
        "import faulthandler, sys; from pathlib import Path; from desktop import log\n"
        "log.start(Path(sys.argv[1]))\n"
        "def where_it_happened(): faulthandler._sigsegv()\n"
        "where_it_happened()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "logs")],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == -signal.SIGSEGV
    told = (tmp_path / "logs" / log.FAULTS).read_text("utf-8")
    assert "Segmentation fault" in told
    assert "where_it_happened" in told


def test_where_nothing_went_wrong_nothing_is_left(tmp_path):
    log.start(tmp_path)
    assert (tmp_path / log.FAULTS).exists()
    log.stop()
    assert not (tmp_path / log.FAULTS).exists()


def test_what_did_not_end_the_program_is_no_fault(tmp_path):
    """Windows tells of errors in libraries that they answer by themselves, and the program goes on."""
    code = (
        "import faulthandler, sys; from pathlib import Path; from desktop import log\n"
        "log.start(Path(sys.argv[1]))\n"
        "faulthandler.dump_traceback(log._Faults.file)\n"
        "log.stop()"
    )
    logs = tmp_path / "logs"
    run = [sys.executable, "-c", code, str(logs)]
    subprocess.run(run, cwd=Path(__file__).parents[2], check=True)
    assert not (logs / log.FAULTS).exists()
    (logs / log.FAULTS).write_text("of a start before\n", "utf-8")
    subprocess.run(run, cwd=Path(__file__).parents[2], check=True)
    assert (logs / log.FAULTS).read_text("utf-8") == "of a start before\n"
