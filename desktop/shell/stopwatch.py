"""How long a start takes: when a file is asked for by SWITCHBACK_STOPWATCH, the moment of the first painted page goes there.

From outside nobody sees when a page was painted, in an installed program least of all; benchmarks and the test of what is loaded
before that moment read the file.
"""

from __future__ import annotations

import os

VARIABLE = "SWITCHBACK_STOPWATCH"


def stop() -> None:
    """To be called once the first page was painted: writes {"painted": nanoseconds of the monotonic clock, "processor": seconds
    of processor time by then, "modules": what is loaded by then}."""
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
    passing.write_text(json.dumps({"painted": painted, "processor": spent, "modules": modules}), encoding="utf-8")
    passing.replace(file)
