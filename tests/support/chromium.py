"""Where this machine has a browser, and whether a run of tests has to have one."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")
NOT_TESTED = "tests/browser was not run: no Chromium on the PATH, so nobody looked at the customer's pages."


def chromium() -> str | None:
    """The program; None where there is none."""
    return next((found for name in NAMES if (found := shutil.which(name)) is not None), None)


def may_be_missing() -> bool:
    """Only outside CI a missing browser is no failure."""
    return os.environ.get("CI", "").lower() not in {"1", "true"}
