from collections.abc import Callable
from pathlib import Path

import pytest

from core.probe.report import Refused, Report

Probe = Callable[[Path, Path, bool], Report]


@pytest.fixture
def look(tmp_path: Path) -> Callable[..., Report]:
    """Look into bytes as the process would, but here."""

    def look_into(probe: Probe, content: bytes, *, keep: bool = False) -> Report:
        (tmp_path / "source").write_bytes(content)
        return probe(tmp_path / "source", tmp_path / "target", keep)

    return look_into


@pytest.fixture
def refusal(look: Callable[..., Report]) -> Callable[..., str]:
    """Return the code with which the bytes are refused."""

    def refusal_of(probe: Probe, content: bytes) -> str:
        with pytest.raises(Refused) as refused:
            look(probe, content)
        return refused.value.code

    return refusal_of


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """Where the clean copy is."""
    return tmp_path / "target"
