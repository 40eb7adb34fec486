"""What is written down of a plan is the same in every language: rules by their ids, exercises by their slugs, numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop import app, i18n
from desktop.services.house import Services
from rules.verdicts import Reason
from tests.services.plan_stories import TurningClock, as_planned, coming, nora, slot_of

OPEN, SHUT = "⟦", "⟧"


class Marked(dict[str, Any]):
    """Translates every text into itself between marks."""

    def get(self, key: str, default: Any = None) -> Any:
        return f"{OPEN}{key}{SHUT}" if "|" not in key else tuple(f"{OPEN}{form}{SHUT}" for form in key.split("|"))


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    i18n.use_catalogue(i18n.Catalogue("xx", texts=Marked(), plurals=Marked()))
    opened = app.open_services(tmp_path / "data", TurningClock())
    yield opened
    opened.close()
    i18n.use(i18n.SOURCE)


def test_words_are_said_in_the_language_and_none_of_them_is_kept(services: Services) -> None:
    athlete = nora(services)
    card = coming(services, athlete)[0]
    slot, planned = slot_of(card), card.planned
    assert planned is not None
    said = [services.plans.feel(athlete.id, slot, 2, 4).text]
    for item in planned.items:
        other = next((one for one in services.plans.swaps(athlete.id, slot, item.category) if one.allowed), None)
        if other is not None:
            said.append(services.plans.swap(athlete.id, slot, item.category, other.slug).text)
    said.append(services.plans.skip(athlete.id, slot).text)
    said.append(services.plans.unskip(athlete.id, slot).text)
    session = services.plans.session_for(athlete.id, slot)
    services.training.save(as_planned(session, on=services.today))
    assert all(OPEN in text for text in said)
    kept = [
        *(plan.content for plan in services.store.plans.of(athlete.id)),
        *map(repr, services.store.wishes.of(athlete.id)),
        *map(repr, services.store.sessions.of(athlete.id)),
    ]
    assert len(kept) >= 3
    assert not [text for text in kept if OPEN in text or SHUT in text]


def test_a_share_in_a_sentence_has_the_decimal_sign_of_the_language(services: Services) -> None:
    i18n.use("fr")
    said = services.words.reason(Reason("planner.base-sets", {"base": 3, "mult": "0.6", "sets": 2}))
    assert "× 0,6" in said
    assert "0.6" not in said
