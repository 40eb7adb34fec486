"""The promise of the store: what was confirmed is there, whenever the process dies (200 times; `--kills N` for more)."""

from __future__ import annotations

import os
import random
import signal
import time
from typing import TYPE_CHECKING

import pytest

from models.check import doctor
from models.store import open_store
from tests.models.examples import ATHLETE
from tests.models.logging_child import log_for_ever

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the child is forked, to be cheap")
def test_every_confirmed_session_survives_a_kill(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    path = tmp_path / "squad.db"
    with open_store(path) as store:
        store.athletes.save(ATHLETE)
    kills = int(request.config.getoption("--kills") or 0)
    chance = random.Random(20260302)
    kept: dict[str, int] = {}
    removed: set[str] = set()
    confirmed = 0
    last = ""
    killed = 0
    # a child of a busy machine may die before it has done anything: then more of them have to
    while killed < kills or (confirmed <= kills and killed < 4 * kills):
        killed += 1
        for deed, session_id in _killed_after(path, chance.uniform(0.0, 0.05)):
            confirmed += 1
            if deed == "removed":
                kept.pop(session_id)
                removed.add(session_id)
            else:
                kept[session_id] = 9 if deed == "saved" else 1
            last = session_id
        with open_store(path) as store:  # the lock died with the child
            assert store.link.database.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
            present = {session.id: len(session.sets) for session in store.sessions.of(ATHLETE.id)}
        # What the child was doing when it died may be there or not, but only whole; it concerns its last or one new session.
        assert not removed & present.keys()
        new = present.keys() - kept.keys()
        assert len(new) <= 1
        for session_id in new:
            assert present[session_id] == 9
            kept[session_id] = 9
        for session_id in list(kept):
            if session_id not in present:
                assert session_id == last, "a confirmed session is gone"
                removed.add(session_id)
                del kept[session_id]
            elif present[session_id] != kept[session_id]:
                assert session_id == last
                assert present[session_id] == 1
                kept[session_id] = 1
    assert confirmed > kills
    with open_store(path) as store:
        assert all(finding.ok for finding in doctor(store)), doctor(store)


def _killed_after(path: Path, seconds: float) -> list[tuple[str, str]]:
    """Start the logging child, kill it some time after it opened the store, return what it said was done."""
    hear, say = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(hear)
            log_for_ever(path, say)
        finally:
            os._exit(1)
    os.close(say)
    with os.fdopen(hear, "rb") as voice:
        assert voice.readline() == b"open -\n"
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lines = voice.read().decode().splitlines()
    return [(deed, session_id) for deed, session_id in (line.split(" ") for line in lines)]
