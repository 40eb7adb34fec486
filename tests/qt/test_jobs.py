from __future__ import annotations

import gc
import logging
import threading
import weakref

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from desktop import log
from desktop.qt.jobs import Jobs


class Listener(QObject):
    def __init__(self):
        super().__init__()
        self.heard: list[object] = []

    def hear(self, result):
        self.heard.append(result)

    def hear_progress(self, done, total):
        self.heard.append((done, total))


@pytest.fixture
def jobs(qtbot):
    made = Jobs()
    yield made
    assert made.shut_down()
    made.deleteLater()


def test_answers_arrive_in_the_windows_thread(jobs, qtbot):
    listener = Listener()
    where = []

    def work(_progress):
        where.append(threading.current_thread())
        return 42

    with qtbot.waitSignal(jobs.run(work, listener.hear).finished):
        pass
    assert listener.heard == [42]
    assert where[0] is not threading.main_thread()


def test_jobs_run_one_after_the_other(jobs, qtbot):
    order = []
    last = [jobs.run(lambda _p, n=n: order.append(n)) for n in range(5)][-1]
    qtbot.waitSignal(last.finished).wait()
    assert order == [0, 1, 2, 3, 4]


def test_errors_travel_as_data(jobs, qtbot):
    listener = Listener()

    def work(_progress):
        raise OSError("disk full")

    qtbot.waitSignal(jobs.run(work, failed=listener.hear).failed).wait()
    assert str(listener.heard[0]) == "disk full"


def test_the_log_says_where_a_job_failed_of_which_nobody_hears(jobs, qtbot, tmp_path):
    level = logging.getLogger().level
    file = log.start(tmp_path)
    assert file is not None

    def work(_progress):
        raise KeyError("Ingrid Moe")

    try:
        qtbot.waitSignal(jobs.run(work).failed).wait()
    finally:
        log.stop()
        logging.getLogger().setLevel(level)
    said = file.read_text("utf-8")
    assert "test_jobs.py" in said
    assert "builtins.KeyError" in said
    assert "Ingrid" not in said


def test_progress_and_cancel(jobs, qtbot):
    listener = Listener()
    started = threading.Event()

    def work(progress):
        count = 0
        while progress(count, 10_000_000):
            count += 1
            started.set()
        return count

    job = jobs.run(work, listener.hear, progressed=listener.hear_progress)
    assert started.wait(5)
    qtbot.waitUntil(lambda: bool(listener.heard))
    with qtbot.waitSignal(job.dropped):
        job.cancel()
    assert all(isinstance(heard, tuple) for heard in listener.heard)


def test_a_newer_job_with_the_same_key_drops_the_older_answer(jobs, qtbot):
    gate = threading.Event()
    listener = Listener()
    jobs.run(lambda _p: gate.wait(5) and "old", listener.hear, key="squad")
    newer = jobs.run(lambda _p: "new", listener.hear, key="squad")
    with qtbot.waitSignal(newer.finished):
        gate.set()
    assert listener.heard == ["new"]


def test_a_dead_page_hears_nothing_and_nothing_leaks(jobs, qtbot):
    gate = threading.Event()
    listener = Listener()
    job = jobs.run(lambda _p: gate.wait(5), listener.hear)
    heard = listener.heard
    delete(listener)
    with qtbot.waitSignal(job.finished):
        gate.set()
    assert heard == []
    trace = weakref.ref(job)
    del job
    qtbot.waitUntil(lambda: gc.collect() >= 0 and trace() is None)
    assert jobs.pending() == 0


class Witness:
    """Tells in which thread it was let go."""

    def __init__(self, gone: list[threading.Thread]):
        self._gone = gone

    def __del__(self):
        self._gone.append(threading.current_thread())


@pytest.mark.parametrize("fails", [False, True])
def test_what_a_job_holds_is_let_go_in_the_windows_thread_and_all_of_it(jobs, qtbot, caplog, fails):
    caplog.set_level(logging.WARNING, "desktop.qt.jobs")  # pytest keeps what is logged, with all that an error holds
    gone: list[threading.Thread] = []
    ended: list[int] = []

    def start(number: int) -> None:
        held = Witness(gone)  # as it may hold a page

        def work(progress):
            progress(1, 1)
            if fails:
                raise OSError(f"full, says {held}")
            return number

        jobs.run(work, lambda _result: ended.append(number), lambda _error: ended.append(number))

    for number in range(40):
        start(number)
    qtbot.waitUntil(lambda: len(ended) == 40)
    gc.collect()
    assert gone == [threading.main_thread()] * 40


def test_held_jobs_wait_in_their_order_until_the_lane_goes_on(jobs, qtbot):
    ran, answers = [], []
    jobs.hold()
    for name in ("first", "second"):
        jobs.run(lambda _progress, name=name: ran.append(name) or name, answers.append)
    qtbot.wait(50)
    assert ran == []
    assert jobs.pending() == 2
    jobs.go_on()
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert ran == answers == ["first", "second"]


def test_shut_down_leaves_no_thread(qtbot):
    lane = Jobs()
    lane.run(lambda progress: [None for _ in iter(lambda: progress(0, 1), False)])
    assert lane.shut_down()
    assert lane._pool.activeThreadCount() == 0


def test_an_answer_after_the_end_of_the_program_is_nobodys(qtbot, capfd):
    lane, gate = Jobs(), threading.Event()
    job = lane.run(lambda _p: gate.wait(5))
    delete(job)
    gate.set()
    assert lane._pool.waitForDone(5000)
    assert not capfd.readouterr().err
