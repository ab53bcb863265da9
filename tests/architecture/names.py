"""Names say what is inside: no drawer for strangers."""

from collections.abc import Iterator, Sequence

from tests.architecture.house import HouseRule
from tests.architecture.sources import Source

JUNK = {"util", "utils", "helper", "helpers", "common", "misc", "core"}


def _junk_names(sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        if source.path.suffix == ".py":
            for part in (*source.package, source.path.stem):
                if JUNK & set(part.lower().strip("_").split("_")):
                    yield f"{source.path}: {part!r} does not say what is inside"


RULES = (
    HouseRule(
        "no utils, helpers, common, misc, core",
        _junk_names,
        good={"shared/complaint/score.py": "", "tests/support/cast.py": "", "docs/common.md": ""},
        bad=(
            {"shared/complaint/utils.py": ""},
            {"shared/complaint/actions/p12_misc.py": ""},
            {"services/core/api.py": ""},
            {"tests/helpers/desk.py": ""},
        ),
    ),
)
