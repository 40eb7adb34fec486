"""The process that `test_kill` kills: logs sessions without end and prints the id of each only once the store confirmed it."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from models.records import Session, SessionStatus, new_id
from models.store import Store, open_store
from tests.models.examples import ATHLETE, one_set


def log_for_ever(path: Path, say: int) -> None:
    """Save new sessions, and now and then change or remove one; each confirmed deed is a line `did ID` on the descriptor."""
    store = open_store(path)
    os.write(say, b"open -\n")
    day = date(2026, 1, 1)
    number = 0
    while True:
        number += 1
        session = _log(store, day + timedelta(days=number))
        os.write(say, f"saved {session.id}\n".encode())
        if number % 5 == 0:
            store.sessions.save(replace(session, status=SessionStatus.SKIPPED, sets=session.sets[:1]))
            os.write(say, f"changed {session.id}\n".encode())
        if number % 7 == 0:
            store.sessions.remove(session.id)
            os.write(say, f"removed {session.id}\n".encode())


def _log(store: Store, on: date) -> Session:
    sets = tuple(replace(one_set(1, f"exercise-{n % 3}", n % 3 + 1, n), id=new_id()) for n in range(1, 10))
    session = Session(new_id(), ATHLETE.id, on, sets=sets)
    store.sessions.save(session)
    return session
