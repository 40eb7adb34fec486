"""How long a start takes and how much memory it needs, on a big store: from exec to the first painted page.

    python -m tests.benchmarks.bench_start [--rounds 12] [--bundle dist/switchback] [STORE.db]

In rounds, each of which starts everything once in another order, so that whatever else the machine does falls on all alike; the first
round is dropped, medians are told. Measured are the floor (a bare QMainWindow), the program from source, and where it was built the
packaged one beside a floor that was frozen in the same way; offscreen, and where Xvfb is on a virtual X server too. There Vorta and
Picard of Debian are the peers: of them, and of ours once more, the moment is taken when the first window of some size is mapped, which
is before it is painted.

The packaged one is started on the squad, as it is the first time, and on an athlete's week, for whoever left it there: the frame
around that is painted before rules and sets are read. "Painted" means the page: the squad with names and races, whose phases, weeks
and figures follow from the background. Memory is the peak until then (VmHWM), and once for ours when every page was built.

Without a store, SWITCHBACK_BIG_STORE names one; without that, one of the full size is generated. Exit status 1 when a target is
missed, or was not tested since what it takes is not there.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

from tests.benchmarks.board import Board, big_store

ROOT = Path(__file__).parents[2]
TIMES_THE_FLOOR, MEMORY_OF_THE_FLOOR = 1.8, 1.6
LONGEST = 60.0
"""Seconds after which a start is given up."""
SETTLED = 12.0
"""Seconds after which every page is built ahead."""
LEAST_WIDE, LEAST_HIGH = 400, 300
"""Pixels of a window that counts: no splash picture, no helper."""
FLOOR, OURS, FROZEN_FLOOR, PACKAGED, RETURNING = (
    "floor, from source",
    "Switchback, from source",
    "floor, frozen",
    "Switchback, packaged",
    "the same, on an athlete's week",
)
PEERS = {"Vorta": "vorta", "Picard": "picard"}


@dataclass
class Start:
    """One program: its command, what its environment has besides, and what was measured. `tells` when it was painted itself."""

    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    tells: bool = True
    milliseconds: list[float] = field(default_factory=list[float])
    framed: list[float] = field(default_factory=list[float])
    processor: list[float] = field(default_factory=list[float])
    mapped: list[float] = field(default_factory=list[float])
    megabytes: list[float] = field(default_factory=list[float])

    def forget(self) -> None:
        for figures in (self.milliseconds, self.framed, self.processor, self.mapped, self.megabytes):
            figures.clear()


class Windows:
    """Hears from the X server when windows are mapped, by the `xev` of its own tools."""

    _LINE = re.compile(r"(CreateNotify|ConfigureNotify|MapNotify) event")
    _WHICH = re.compile(r"window (0x[0-9a-f]+)(?:.*width (\d+), height (\d+))?")

    def __init__(self, display: str) -> None:
        self._sizes: dict[str, tuple[int, int]] = {}
        self.mapped: list[int] = []
        self._heard = subprocess.Popen(
            ["stdbuf", "-oL", "xev", "-display", display, "-root", "-event", "substructure"],
            stdout=subprocess.PIPE,
            text=True,
        )
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        kind = said = ""
        assert self._heard.stdout is not None
        for line in self._heard.stdout:
            now, begun = time.monotonic_ns(), self._LINE.match(line)
            if begun:  # this line names the window that was asked about, the next ones that which it happened to
                kind, said = begun[1], ""
                continue
            said += line.strip() + " "
            found = self._WHICH.search(said)
            if not kind or found is None:
                continue
            if found[2]:
                self._sizes[found[1]] = int(found[2]), int(found[3])
            elif kind == "MapNotify" and "override" in said:
                wide, high = self._sizes.get(found[1], (0, 0))
                if wide >= LEAST_WIDE and high >= LEAST_HIGH and "override YES" not in said:
                    self.mapped.append(now)
                kind = ""

    def close(self) -> None:
        self._heard.terminate()
        self._heard.wait()


def start_once(program: Start, windows: Windows | None, settle: float = 0.0) -> None:
    """Starts a program, waits until it is seen, notes the figures and ends it."""
    with tempfile.TemporaryDirectory(prefix="switchback-start-") as made:
        told = Path(made) / "painted.json"
        if windows is not None:
            windows.mapped.clear()
        begun = time.monotonic_ns()
        running = subprocess.Popen(
            program.command,
            env={**os.environ, **program.environment, "SWITCHBACK_STOPWATCH": str(told)},
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            _wait(running, lambda: told.exists() if program.tells else bool(windows and windows.mapped))
            peak = _peak(running.pid)
            if settle:
                time.sleep(settle)
                peak = _peak(running.pid)
            program.megabytes.append(peak)
            if program.tells:
                seen = json.loads(told.read_text("utf-8"))
                program.milliseconds.append((seen["painted"] - begun) / 1e6)
                program.framed.append((seen.get("framed", seen["painted"]) - begun) / 1e6)
                program.processor.append(seen["processor"] * 1e3)
            if windows is not None and windows.mapped:
                program.mapped.append((windows.mapped[0] - begun) / 1e6)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            running.wait()


def _wait(running: subprocess.Popen[bytes], seen: object) -> None:
    assert callable(seen)
    until = time.monotonic() + LONGEST
    while not seen():
        if running.poll() is not None or time.monotonic() > until:
            raise SystemExit(f"{running.args} showed no window")
        time.sleep(0.002)


def _peak(process: int) -> float:
    """Megabytes: the most the process ever had in memory at once."""
    status = Path(f"/proc/{process}/status").read_text("ascii")
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024  # pyright: ignore[reportOptionalSubscript]


def frozen_floor(folder: Path) -> Path | None:
    """The floor as PyInstaller packs it, one folder like the program; None without PyInstaller."""
    made = subprocess.run(
        [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "--onedir", "--windowed", "--name", "floor",
         "--distpath", folder / "dist", "--workpath", folder / "work", "--specpath", folder, ROOT / "tests/benchmarks/floor.py"],
        check=False, capture_output=True,
    )  # fmt: skip
    return folder / "dist/floor/floor" if made.returncode == 0 else None


@contextmanager
def virtual_screen() -> Iterator[str | None]:
    """The display of an X server of its own; None where there is no Xvfb or no xev."""
    if shutil.which("Xvfb") is None or shutil.which("xev") is None:
        yield None
        return
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
        pass_fds=(writing,), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    try:
        with os.fdopen(reading) as number:
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def measure(programs: Mapping[str, Start], rounds: int, windows: Windows | None) -> None:
    order = random.Random(1)
    for number in range(rounds + 1):
        for name in order.sample(sorted(programs), len(programs)):
            start_once(programs[name], windows)
        if number == 0:  # what the disk had to be asked for
            for program in programs.values():
                program.forget()


def report(board: Board, where: str, programs: Mapping[str, Start]) -> None:
    print(f"\n{where}")
    for name, program in programs.items():
        if program.tells:
            board.tell(f"{name}: exec to first painted page", program.milliseconds, "ms")
            board.tell(f"{name}: processor time of it", program.processor, "ms")
        if program.mapped:
            board.tell(f"{name}: exec to first window mapped", program.mapped, "ms")
        board.tell(f"{name}: peak memory until then", program.megabytes, "MB")
        if name == RETURNING:
            board.tell(f"{name}: exec to painted frame", program.framed, "ms")
            frame = _ratio(program.framed, programs[FLOOR].milliseconds)
            board.say(f"{name}: frame : {FLOOR}, time", frame, "times", TIMES_THE_FLOOR)
    for ours, floor in ((OURS, FLOOR), (PACKAGED, FLOOR), (PACKAGED, FROZEN_FLOOR)):
        if ours in programs and floor in programs:
            mine, least = programs[ours], programs[floor]
            time_target, memory_target = (
                (TIMES_THE_FLOOR, MEMORY_OF_THE_FLOOR) if (ours, floor) == (PACKAGED, FLOOR) else (None, None)
            )
            board.say(f"{ours} : {floor}, time", _ratio(mine.milliseconds, least.milliseconds), "times", time_target)
            board.say(f"{ours} : {floor}, processor time", _ratio(mine.processor, least.processor), "times")
            board.say(f"{ours} : {floor}, memory", _ratio(mine.megabytes, least.megabytes), "times", memory_target)
    mine = programs.get(PACKAGED, programs[OURS])
    for peer in PEERS:
        if peer in programs:  # alike with alike; and our painted page against a peer's window that is still empty
            board.say(f"ours mapped : {peer} mapped", _ratio(mine.mapped, programs[peer].mapped), "times", 1.0)
            board.say(f"ours painted : {peer} mapped", _ratio(mine.milliseconds, programs[peer].mapped), "times", 1.0)


def _ratio(ours: Sequence[float], floor: Sequence[float]) -> float:
    return statistics.median(ours) / statistics.median(floor)


def main(arguments: Sequence[str] | None = None) -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("store", nargs="?", type=Path)
    words.add_argument("--rounds", type=int, default=12, help="rounds that count (12)")
    words.add_argument("--bundle", type=Path, default=ROOT / "dist/switchback", help="folder of the packaged program")
    options = words.parse_args(arguments)
    board = Board()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory(prefix="switchback-start-") as made, big_store(options.store) as store:
        folder = Path(made)
        home = folder / "home"
        home.mkdir()
        shutil.copyfile(store, home / "switchback.db")
        programs = _programs(folder, home, options.bundle, board)
        for where, screen in (("offscreen", None), ("virtual X server", virtual_screen)):
            for program in programs.values():
                program.forget()
            if screen is None:
                os.environ["QT_QPA_PLATFORM"] = "offscreen"
                measure(programs, options.rounds, None)
                report(board, where, programs)
                continue
            _on_screen(board, where, programs, folder, options.rounds)
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        last = programs.get(PACKAGED, programs[OURS])
        last.megabytes = []
        start_once(last, None, SETTLED)
        board.say("\nmemory when every page was built ahead, which nobody waits for", last.megabytes[0], "MB")
    return board.status


def _programs(folder: Path, home: Path, bundle: Path, board: Board) -> dict[str, Start]:
    """What is started everywhere. Code is compiled beside the tree, as an installed program has it."""
    compiled = {"PYTHONPYCACHEPREFIX": str(folder / "compiled"), "PYTHONPATH": str(ROOT), "SWITCHBACK_HOME": str(home)}
    programs = {
        FLOOR: Start([sys.executable, str(ROOT / "tests/benchmarks/floor.py")], compiled),
        OURS: Start([sys.executable, "-m", "desktop"], compiled),
    }
    program = bundle / "switchback"
    if not program.exists():
        board.untested("the packaged program", f"there is none in {bundle}; make bundle makes it")
        return programs
    programs[PACKAGED] = Start([str(program)], {"SWITCHBACK_HOME": str(home)})
    programs[RETURNING] = Start([str(program)], {"SWITCHBACK_HOME": str(_left_at_a_week(folder, home))})
    floor = frozen_floor(folder)
    if floor is None:
        print("left out: the frozen floor, for PyInstaller is not there")
    else:
        programs[FROZEN_FLOOR] = Start([str(floor)])
    return programs


def _left_at_a_week(folder: Path, home: Path) -> Path:
    """A data folder with the same store, whose window was closed on the week of an athlete."""
    left = folder / "left"
    shutil.copytree(home, left)
    with closing(sqlite3.connect(left / "switchback.db")) as store, store:
        (athlete,) = store.execute("SELECT min(id) FROM athlete").fetchone()
        for key, value in (("page", "week"), ("athlete", athlete), ("tour", "seen")):
            store.execute("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", (key, json.dumps(value)))
    return left


def _on_screen(board: Board, where: str, programs: Mapping[str, Start], folder: Path, rounds: int) -> None:
    with virtual_screen() as display:
        if display is None:
            board.untested(where, "Xvfb or xev is not there")
            return
        os.environ.update(QT_QPA_PLATFORM="xcb", DISPLAY=display)
        own = {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "LC_ALL": "C.UTF-8", "PYTHONPATH": ""}
        peers: dict[str, Start] = {}
        for name, command in PEERS.items():
            if shutil.which(command) is None:
                board.untested(name, f"it is not installed (Debian's package {command})")
            else:
                peers[name] = Start([command], own, tells=False)
        windows = Windows(display)
        try:
            everything = {**programs, **peers}
            measure(everything, rounds, windows)
            report(board, where, everything)
        finally:
            windows.close()


if __name__ == "__main__":
    sys.exit(main())
