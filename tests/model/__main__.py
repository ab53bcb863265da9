"""2,000 programs of 40 steps: python -m tests.model [programs]."""

import sys
import time
import traceback

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from shared.complaint.kind import COMPLAINT
from tests.model.machine import ACCEPTED, TRIED, Desks

AT_ONCE = 100


def main(programs: int = 2_000, steps: int = 40, first: int = 0) -> int:
    """Run them in lots; print each failing program once."""
    began, failed = time.monotonic(), 0
    for lot in range(first, first + programs, AT_ONCE):
        many = settings(
            max_examples=min(AT_ONCE, first + programs - lot), stateful_step_count=steps, deadline=None, database=None,
            suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink], print_blob=False,
        )  # fmt: skip
        try:
            run_state_machine_as_test(seed(lot)(Desks), settings=many)
        except BaseException as no:
            if isinstance(no, KeyboardInterrupt):
                raise
            failed += 1
            print(f"lot {lot}:", "".join(traceback.format_exception_only(no)), flush=True)
        print(
            f"{lot + AT_ONCE - first} of {programs} programs, {sum(ACCEPTED.values())} actions accepted, "
            f"{time.monotonic() - began:.0f} s",
            flush=True,
        )
    for action in COMPLAINT.actions:
        slug = action.SPEC.slug
        print(f"{ACCEPTED[slug]:>7} of {TRIED[slug]:>7}  {slug}")
    print("never accepted:", [a.SPEC.slug for a in COMPLAINT.actions if not ACCEPTED[a.SPEC.slug]] or "none")
    return failed


if __name__ == "__main__":
    sys.exit(main(*(int(number) for number in sys.argv[1:])))
