"""Going from page to page and from athlete to athlete leaves nothing behind: what was shown before is gone."""

from __future__ import annotations

import pytest

from desktop import app
from desktop.shell.scenes import settle
from tests.benchmarks.generator import Size, catalogue, generate
from tests.end2end.census import Seen, count

ATHLETES, ROUNDS, WARM_UP = 3, 7, 3
"""Every page is opened once a round, those of one athlete for each of them: 24 changes a round."""


@pytest.fixture
def services(tmp_path, clock):
    generate_in = tmp_path / "data"
    generate_in.mkdir()
    generate(generate_in / app.STORE_FILE, Size(athletes=ATHLETES, years=1, sessions=40), catalogue())
    opened = app.open_services(generate_in, clock)
    yield opened
    opened.close()


def test_changing_pages_and_athletes_leaves_nothing_behind(hand, services):
    window = hand.window
    athletes = [athlete.id for athlete in services.athletes.roster()]
    seen, changes, counts, rows = Seen(window), 0, [], []
    for _ in range(ROUNDS):
        for athlete in athletes:
            for spec in window.pages:
                if not spec.needs_athlete and athlete != athletes[0]:
                    continue
                window.open_page(spec.id, athlete if spec.needs_athlete else None)
                settle(window)
                changes += 1
                seen.look()
        counts.append(count(window))
        rows.append(seen.rows_left())
        assert not seen.left_over(), "widgets that left the window are still held"
    assert changes >= 120
    assert min(seen.watched) > 0
    warm, last = counts[WARM_UP - 1], counts[-1]
    assert last.objects <= warm.objects, counts
    assert last.widgets <= warm.widgets, counts
    assert last.own <= warm.own, counts
    assert rows[-1].total() <= rows[WARM_UP - 1].total(), rows
