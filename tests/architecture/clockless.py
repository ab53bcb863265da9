"""Time is handed in: only the composition root reads the machine's clock (durations may be measured anywhere)."""

import re
from collections.abc import Iterator, Sequence

from tests.architecture.house import HouseRule
from tests.architecture.sources import Source, code, dotted_names

#: Where `wall_time` lives: the one place that knows what time it is.
COMPOSITION_ROOT = "infra/compose.py"
WALL_CLOCKS = {
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
}
_SQL_CLOCK = re.compile(
    r"\bcurrent_(timestamp|date|time)\b|'now'|\bnow\(\)|\bunixepoch\(\)|\bclock_timestamp\(\)", re.IGNORECASE
)


def _reads_the_clock(sources: Sequence[Source]) -> Iterator[str]:
    for source in code(sources):
        if str(source.path) == COMPOSITION_ROOT:
            continue
        for node, name in dotted_names(source):
            if name in WALL_CLOCKS:
                yield source.at(node, f"{name} reads the clock; take a `now` instead")


def _sql_reads_the_clock(sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        if source.path.suffix == ".sql":
            for number, line in enumerate(source.text.splitlines(), 1):
                if _SQL_CLOCK.search(line.partition("--")[0]):
                    yield f"{source.path}:{number}: SQL reads the clock; pass :now"


RULES = (
    HouseRule(
        "no module reads the clock but the composition root",
        _reads_the_clock,
        good={
            COMPOSITION_ROOT: "from datetime import UTC, datetime\ndef wall_time(): return datetime.now(UTC)\n",
            "shared/complaint/state.py": "import time\ndef took(now): return now() or time.perf_counter()\n",
            "tests/test_a.py": "import time\ntime.time()\n",
        },
        bad=(
            {"shared/complaint/state.py": "from datetime import datetime as dt\nx = dt.now()\n"},
            {"shared/directory/state.py": "import datetime\nx = datetime.date.today()\n"},
            {"shared/decision/moment.py": "from time import time\nx = time()\n"},
            {"services/intake/api.py": "import datetime\nf = field(default_factory=datetime.datetime.utcnow)\n"},
        ),
    ),
    HouseRule(
        "no SQL reads the clock",
        _sql_reads_the_clock,
        good={"shared/eventstore/sql/log.sql": "INSERT INTO log VALUES (:now); -- not now()\n"},
        bad=(
            {"shared/eventstore/sql/log.sql": "recorded_at TEXT DEFAULT CURRENT_TIMESTAMP\n"},
            {"services/reporting/sql/fact.sql": "SELECT strftime('%s', 'now')\n"},
        ),
    ),
)
