"""The tests of this folder find each other's data."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
