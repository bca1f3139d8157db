"""What every test stands on: a screen of the size we promise, a machine of its own, laws without a clock."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={Path(__file__).with_name('screens.json')}"
# Programs that tests start speak the same everywhere.
os.environ["LC_ALL"] = "C.UTF-8"

# A true law must not fail on a busy machine; all else is Hypothesis' choice, reproducible where CI is set.
settings.register_profile("house", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def _machine(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep device keys out of the folder of whoever runs the tests."""
    os.environ["GRID_INSPECTOR_MACHINE_DIR"] = str(tmp_path_factory.mktemp("machine"))
