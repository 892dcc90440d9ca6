"""The suite itself."""

from pathlib import Path

from tests.conftest import LONGEST_FIRST

ROOT = Path(__file__).resolve().parent.parent


def test_a_file_that_begins_first_still_exists():
    assert [name for name in LONGEST_FIRST if not (ROOT / name).is_file()] == []
