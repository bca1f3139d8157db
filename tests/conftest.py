"""What every test stands on: a screen of the size we promise, laws checked without a clock."""

import os
from pathlib import Path

import hypothesis

os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={Path(__file__).with_name('screens.json')}"
# Chinese letters come from the bundled font, whatever the machine has.
os.environ["LC_ALL"] = "C.UTF-8"

# A deadline would fail a true law on a busy machine.
hypothesis.settings.register_profile("house", deadline=None, print_blob=True)
hypothesis.settings.load_profile("house")
