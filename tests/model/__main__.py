"""2,000 programs of 40 steps: python -m tests.model [programs [steps [first lot]]].

The run fails where a program does, and where an action was never accepted.
"""

import sys
import time
import traceback

from shared.complaint.kind import COMPLAINT
from tests.model.machine import ACCEPTED, AT_ONCE, OF_TWO_CASES, TRIED, run_lot

WHOLE = 2_000
"""Programs of a whole run: with fewer, an action may well be missing."""
TELL_EVERY = 100


def main(programs: int = WHOLE, steps: int = 40, first: int = 0) -> int:
    """Run them in lots; print each failing program once, then how often each action was accepted."""
    began, failed = time.monotonic(), 0
    for done in range(0, programs, AT_ONCE):
        lot = first + done // AT_ONCE
        try:
            run_lot(lot, steps, shrink=True)
        except BaseException as no:
            if isinstance(no, KeyboardInterrupt):
                raise
            failed += 1
            print(f"lot {lot}:", "".join(traceback.format_exception(no, limit=-3)), flush=True)
        if (done + AT_ONCE) % TELL_EVERY == 0:
            accepted, seconds = sum(ACCEPTED.values()), time.monotonic() - began
            print(f"{done + AT_ONCE} of {programs} programs, {accepted} actions accepted, {seconds:.0f} s", flush=True)
    of_one_case = [action.SPEC.slug for action in COMPLAINT.actions if action.SPEC.slug not in OF_TWO_CASES]
    for slug in of_one_case:
        print(f"{ACCEPTED[slug]:>7} of {TRIED[slug]:>7}  {slug}")
    never, least = [slug for slug in of_one_case if not ACCEPTED[slug]], min(ACCEPTED[slug] for slug in of_one_case)
    print(f"{failed} lots failed; accepted at least {least} times each; never: {', '.join(never) or 'none'}")
    return 1 if failed or (never and programs >= WHOLE) else 0


if __name__ == "__main__":
    sys.exit(main(*(int(number) for number in sys.argv[1:])))
