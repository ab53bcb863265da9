"""`make` alone tells a newcomer what there is."""

import os
import re
import subprocess

from tests.architecture.sources import ROOT

WANTED = {"run", "test", "check", "rule", "rules", "prove", "reference", "bench", "faults", "lock", "map"}


def test_make_alone_lists_the_targets() -> None:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    told = subprocess.run(["make"], cwd=ROOT, env=environ, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^  make ([a-z]+)  ", told, re.MULTILINE)) >= WANTED


def test_nothing_but_check_and_test_runs_in_ci() -> None:
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert script.startswith("#!/bin/bash\n")
    assert "\nset -e\n" in script
    assert re.findall(r"^make (\w+)$", script, re.MULTILINE) == ["check", "test"]
    assert os.access(ROOT / ".ci/run", os.X_OK)
