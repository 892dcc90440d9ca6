import json
import subprocess
import sys
from pathlib import Path

import pytest

from core.probe import __main__ as program
from core.probe.report import Report
from tests.core import samples

PROJECT = Path(__file__).resolve().parents[3]


def test_a_report_names_everything(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(samples.pdf(samples.NUMBER))

    report = program.main("pdf", str(tmp_path / "a"), str(tmp_path / "b"))

    assert report == {
        "content_type": "application/pdf",
        "pages": 1,
        "width": None,
        "height": None,
        "seconds": None,
        "text_read": True,
        "cpr_hits": [("side 1", "01••••-••••")],
        "notes": [],
    }


def test_a_refusal_is_an_answer_too(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")

    assert program.main("pdf", str(tmp_path / "a"), str(tmp_path / "b")) == {
        "refused": "wrong_content"
    }


def test_a_file_that_wants_more_memory_than_there_is_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def greedy(_source: Path, _target: Path, _keep: bool) -> Report:
        raise MemoryError

    monkeypatch.setitem(program._PROBES, "pdf", greedy)

    assert program.main("pdf", "a", "b", "--keep-metadata") == {"refused": "too_complex"}


def test_the_program_runs_without_any_setting_of_the_portal(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(samples.image("PNG"))

    answer = subprocess.run(
        [sys.executable, "-m", "core.probe", "png", "a", "b"],
        capture_output=True, check=True, cwd=tmp_path, env={"PYTHONPATH": str(PROJECT)},
    )  # fmt: skip

    assert json.loads(answer.stdout)["content_type"] == "image/png"
    assert (tmp_path / "b").is_file()
