"""`make faults`: the kills, cuts and races that `make test` runs a few rounds of, here in numbers, with what they hit.

Options are pytest's: `python -m tests.faults -k kill`.
"""

import sys

import pytest

if __name__ == "__main__":
    sys.exit(pytest.main(["tests", "-m", "faults", "-v", "-s", "--timeout=0", "--durations=0", *sys.argv[1:]]))
