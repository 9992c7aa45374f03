"""How tests are shared among processes: a file stays together, but for what is run once for every simulation."""

import pytest

APART = {"opened"}  # module fixtures that cost a page each, one a simulation


def pytest_collection_modifyitems(items):
    """Group the tests of a file, or of one simulation in it, so that each group runs in one process."""
    for item in items:
        items_of = getattr(item, "callspec", None)
        apart = sorted(str(value) for name, value in items_of.params.items() if name in APART) if items_of else []
        item.add_marker(pytest.mark.xdist_group("-".join([item.path.stem, *apart])))
