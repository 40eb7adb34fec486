"""How long a start takes: when a file is asked for by SWITCHBACK_STOPWATCH, the moment of the first painted page goes there.

From outside nobody sees when a page was painted, in an installed program least of all; benchmarks and the test of what is loaded
before that moment read the file.
"""

from __future__ import annotations

import os

VARIABLE = "SWITCHBACK_STOPWATCH"


_framed = 0


def frame() -> None:
    """To be called where the frame of the window was painted before its page was there."""
    global _framed  # noqa: PLW0603  one start is watched
    import time

    _framed = time.monotonic_ns()


def stop() -> None:
    """To be called once the first page was painted: writes {"painted": nanoseconds of the monotonic clock, "framed": the same of
    `frame`, "processor": seconds of processor time by then, "modules": what is loaded by then}."""
    place = os.environ.get(VARIABLE)
    if not place:
        return
    import sys
    import time

    painted, spent, modules = time.monotonic_ns(), time.process_time(), sorted(sys.modules)
    import json
    from pathlib import Path

    file = Path(place)
    passing = file.with_name(file.name + ".part")
    told = {"painted": painted, "framed": _framed or painted, "processor": spent, "modules": modules}
    passing.write_text(json.dumps(told), encoding="utf-8")
    passing.replace(file)
