"""What all tests share: one browser a process, and which tests stay together in a process."""

import pytest
from hypothesis import settings

from press.chromium import chromium

settings.register_profile("cliffwalk", deadline=None)  # a slow machine is no failure
settings.load_profile("cliffwalk")

APART = {"opened"}  # module fixtures that cost a page each, one a simulation


@pytest.fixture(scope="session")
def browser():
    """A Chromium for all tests of a process."""
    with chromium() as browser:
        yield browser


def pytest_collection_modifyitems(items):
    """Group the tests of a file, or of one simulation in it, so that each group runs in one process."""
    for item in items:
        call = getattr(item, "callspec", None)
        apart = sorted(str(value) for name, value in call.params.items() if name in APART) if call else []
        item.add_marker(pytest.mark.xdist_group("-".join([item.path.stem, *apart])))
