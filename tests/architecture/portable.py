"""Nothing in the checkout belongs to one machine: no absolute path, no registry's host name."""

import re
from collections.abc import Iterator, Sequence

from tests.architecture.house import HouseRule
from tests.architecture.sources import ROOT, Source

# Put together here, so that this file does not hold what it looks for.
_HOMES = ("home", "Users", "root", "workspace", "work/main", "work/shared", "work/wt")
_HOSTS = (
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("crates", "io"),
    ("golang", "org"),
    ("maven", "org"),
    ("debian", "org"),
)
_PATH = re.compile(rf"(?<![\w.~}}/-])/(?:{'|'.join(_HOMES)})/[\w.]|\b[A-Z]:\\\\?Users\\")
_HOST = re.compile(r"\b(?:[\w-]+\.)*(?:" + "|".join(re.escape(".".join(host)) for host in _HOSTS) + r")\b")
_INDEX = re.compile(r"--(?:extra-)?index-url|--find-links")


def _machine_paths(sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        for number, line in enumerate(source.text.splitlines(), 1):
            if _PATH.search(line) or str(ROOT) in line:
                yield f"{source.path}:{number}: an absolute path of one machine"


def _registry_hosts(sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        for number, line in enumerate(source.text.splitlines(), 1):
            if _HOST.search(line):
                yield f"{source.path}:{number}: the host name of a package registry"
            elif _INDEX.search(line) and source.path.suffix in {".lock", ".txt", ".toml"}:
                yield f"{source.path}:{number}: names an index of its own"


RULES = (
    HouseRule(
        "no absolute path of one machine",
        _machine_paths,
        good={"docs/a.md": "Data lies in /var/lib/suying, GET /api/v1/work/mine, ../shared/x, $HOME/home/x\n"},
        bad=(
            {"docs/a.md": "see /" + "home/lin/suying\n"},
            {"Makefile": "cp /" + "root/x y\n"},
            {"tests/test_a.py": f"open('{ROOT}/x')\n"},
        ),
    ),
    HouseRule(
        "no host name of a package registry",
        _registry_hosts,
        good={"requirements.lock": "rich==15.0.0 --hash=sha256:0\n", "docs/a.md": "https://example.org/crates\n"},
        bad=(
            {"requirements.lock": "--index-url https://mirror.example/simple\n"},
            *({"docs/a.md": f"from https://files.{'.'.join(host)}/x\n"} for host in _HOSTS),
        ),
    ),
)
