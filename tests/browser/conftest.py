"""One browser for a module, a new window at the width of a phone for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.served import Served, served
from tests.support.chromium import chromium

WIDTH, HEIGHT = 390, 844
"""A phone of today; nothing may reach beyond its width."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; a test run that should have one and has none fails here.

    Not for the whole run: its driver keeps a loop in this thread, in which nobody else can run one.
    """
    found = chromium()
    assert found is not None, "no Chromium on the PATH (Debian: apt-get install chromium)"
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One desk for a module; each test begins a case of its own."""
    folder: Path = tmp_path_factory.mktemp("desk")
    with served(folder) as found:
        yield found


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A window without scripts, as wide as a phone: what works here needs none."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, java_script_enabled=False, locale="zh-CN"
    )
    yield context.new_page()
    context.close()
