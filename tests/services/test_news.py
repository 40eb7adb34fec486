"""What just opened is news once, also after a restart, and again when it was taken back."""

from __future__ import annotations

import pytest

from desktop import app
from models.records import Override, new_id

RFE = "rear-foot-elevated-db-squat"


@pytest.fixture
def look(services, marta):
    return lambda: services.news.look(marta.id, services.unlocks.standings(marta.id))


def opened_by_hand(services, athlete):
    return services.unlocks.override(Override(new_id(), athlete.id, RFE, services.clock(), "Seen in the gym"))


def test_nothing_is_news_at_the_first_look(look):
    assert look() == ()


def test_what_opened_is_news_once(services, marta, look):
    look()
    opened_by_hand(services, marta)
    assert RFE in look()
    assert look() == ()


def test_once_holds_across_a_restart(services, marta, look, tmp_path, clock):
    look()
    opened_by_hand(services, marta)
    look()
    services.close()
    again = app.open_services(tmp_path / "data", clock)
    try:
        assert again.news.look(marta.id, again.unlocks.standings(marta.id)) == ()
    finally:
        again.close()


def test_what_opened_before_a_restart_and_was_not_looked_at_is_news_after_it(services, marta, look, tmp_path, clock):
    look()
    opened_by_hand(services, marta)
    services.close()
    again = app.open_services(tmp_path / "data", clock)
    try:
        assert RFE in again.news.look(marta.id, again.unlocks.standings(marta.id))
    finally:
        again.close()


def test_an_undo_takes_it_back_and_opening_it_again_is_news_again(services, marta, look):
    look()
    receipt = opened_by_hand(services, marta)
    assert RFE in look()
    receipt.undo()
    assert look() == ()
    opened_by_hand(services, marta)
    assert RFE in look()


def test_what_was_only_out_of_reach_for_a_while_is_not_news_when_it_is_back(services, marta, look):
    look()
    kits = services.athletes.dossier(marta.id).kits
    before = {s.slug for s in services.unlocks.standings(marta.id) if s.is_open}
    receipts = [services.athletes.remove_kit(kit.id) for kit in kits]
    after = {s.slug for s in services.unlocks.standings(marta.id) if s.is_open}
    assert after < before
    assert look() == ()
    for receipt in reversed(receipts):
        receipt.undo()
    assert {s.slug for s in services.unlocks.standings(marta.id) if s.is_open} == before
    assert look() == ()


def test_what_is_kept_of_an_athlete_goes_with_the_athlete(services, marta, look):
    look()
    other = services.athletes.roster()[0].__class__(new_id(), "Bo Lind")
    services.athletes.save(other)
    services.athletes.remove(marta.id)
    services.news.look(other.id, services.unlocks.standings(other.id))
    assert marta.id not in services.store.settings.get("seen_open")


@pytest.mark.parametrize("kept", ["{", "[]", '{"x": 3}', 7])
def test_what_cannot_be_read_counts_as_never_looked_at(services, look, kept):
    with services.store.writing():
        services.store.settings.set("seen_open", kept)
    assert look() == ()
