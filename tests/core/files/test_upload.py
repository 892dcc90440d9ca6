import resource
import subprocess
from pathlib import Path

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.files import REFUSALS, FileHit, inspect_film, inspect_upload, upload
from core.probe.report import EICAR
from tests.core import films, samples


def uploaded(content: bytes, name: str = "svar.pdf", mime: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=mime)


def refusal_of(file: SimpleUploadedFile, **options: object) -> ValidationError:
    with pytest.raises(ValidationError) as refused:
        inspect_upload(file, **options)
    return refused.value


@pytest.mark.parametrize(
    ("name", "content", "mime"),
    [
        ("svar.pdf", samples.pdf("Kære kommune"), "application/pdf"),
        ("SVAR.PDF", samples.pdf("Kære kommune"), "application/pdf"),
        ("svar.docx", samples.docx(), None),
        ("kort.png", samples.image("PNG"), "image/png"),
        ("foto.jpg", samples.image("JPEG"), "image/jpeg"),
        ("foto.jpeg", samples.image("JPEG"), "image/jpeg"),
        ("foto.webp", samples.image("WEBP"), "image/webp"),
    ],
)
def test_the_files_that_people_have_are_taken(name: str, content: bytes, mime: str | None) -> None:
    inspected = inspect_upload(uploaded(content, name, "application/x-anything"))

    kept = inspected.content.read()
    assert inspected.content_type == (
        mime or "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    )
    assert (inspected.size, inspected.cpr_hits, inspected.must_be_held) == (len(kept), [], False)
    assert len(inspected.sha256) == 64


HTML = b"<!doctype html><script>alert(1)</script>"
EXE = b"MZ\x90\x00" + b"\x00" * 200
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"", "empty"),
        ("a.pdf", HTML, "wrong_content"),
        ("a.pdf", EXE, "wrong_content"),
        ("a.pdf", samples.image("PNG"), "wrong_content"),
        ("a.png", samples.image("JPEG"), "wrong_content"),
        ("a.jpg", HTML, "wrong_content"),
        ("a.docx", samples.pdf("a"), "wrong_content"),
        ("a.docx", samples.archive({"a": "b"}), "wrong_content"),
        ("a.pdf.html", samples.pdf("a"), "wrong_type"),
        ("a.html", HTML, "wrong_type"),
        ("a.svg", SVG, "wrong_type"),
        ("a.png", SVG, "wrong_content"),
        ("a.docm", samples.docx(), "wrong_type"),
        ("a.exe", EXE, "wrong_type"),
        ("a.zip", samples.archive({"a": "b"}), "wrong_type"),
        ("a", samples.pdf("a"), "wrong_type"),
        ("pdf", samples.pdf("a"), "wrong_type"),
        ("a.pdf", samples.with_script(), "active_content"),
        ("a.pdf", samples.with_launch(), "active_content"),
        ("a.pdf", b"%PDF-1.7\n" + EICAR + b"\n%%EOF", "virus"),
        ("a.docx", samples.docx(word__a_txt=EICAR), "virus"),
    ],
)
def test_other_files_are_refused_with_a_sentence_that_helps(
    name: str, content: bytes, code: str
) -> None:
    refusal = refusal_of(uploaded(content, name))

    assert refusal.code == code
    assert refusal.messages == [REFUSALS[code]]


def test_a_file_one_byte_too_large_is_refused_and_one_of_the_size_is_not() -> None:
    content = samples.pdf("a")

    refusal = refusal_of(uploaded(content), max_bytes=len(content) - 1)

    assert refusal.messages[0].startswith("Filen er for stor. Den må højst fylde")
    assert inspect_upload(uploaded(content), max_bytes=len(content)).pages == 1


def test_a_cpr_number_in_name_and_text_holds_the_file_back() -> None:
    inspected = inspect_upload(uploaded(samples.pdf(samples.NUMBER), "svar 010190-1234.pdf"))

    assert inspected.cpr_hits == [
        FileHit("filnavn", "01••••-••••"),
        FileHit("side 1", "01••••-••••"),
    ]
    assert inspected.must_be_held


def test_a_scan_is_held_back_because_nobody_could_read_it() -> None:
    assert inspect_upload(uploaded(samples.scanned())).must_be_held


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.docx", samples.docx(word__media__a_png=b"0" * 300_000_000), "bomb"),
        ("a.docx", samples.docx(word__a_xml='<!DOCTYPE a [<!ENTITY a "x">]><a>&a;</a>'), "damaged"),
        ("a.png", samples.image("PNG", (13_000, 13_000), "1"), "too_many_pixels"),
    ],
)
def test_a_bomb_costs_the_server_nearly_nothing(name: str, content: bytes, code: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    refusal = refusal_of(uploaded(content, name))

    assert refusal.code == code
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


def test_the_process_knows_no_secret_and_no_name_of_a_person(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = {}
    run = subprocess.run

    def watched(command: list[str], **options: object) -> object:
        seen.update(command=command, environment=options["env"])
        return run(command, **options)

    monkeypatch.setenv("SECRET_KEY", "hemmelig")
    monkeypatch.setattr(subprocess, "run", watched)

    inspect_upload(uploaded(samples.image("PNG"), ";rm -rf ~.png"))

    assert set(seen["environment"]) == {"PATH", "LC_ALL", "PYTHONPATH"}
    assert not any("rm" in Path(word).name for word in seen["command"])


@pytest.mark.parametrize(
    ("failure", "code"),
    [(subprocess.TimeoutExpired("x", 12), "too_complex"), (OSError("no memory"), "failed")],
)
def test_a_look_that_does_not_end_well_is_a_refusal(
    monkeypatch: pytest.MonkeyPatch, failure: Exception, code: str
) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise failure

    monkeypatch.setattr(subprocess, "run", fail)

    assert refusal_of(uploaded(samples.image("PNG"), "a.png")).code == code


def test_a_process_that_is_killed_by_its_limits_is_a_refusal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(upload.sys, "executable", "/bin/false")

    assert refusal_of(uploaded(samples.image("PNG"), "a.png")).code == "too_complex"


def test_the_same_upload_can_be_looked_into_twice() -> None:
    file = uploaded(samples.pdf("a"))

    assert inspect_upload(file).pages == inspect_upload(file).pages == 1


def test_the_municipality_may_keep_its_metadata() -> None:
    content = samples.pdf("a", info={"Author": "Byplan"})

    kept = inspect_upload(uploaded(content), keep_metadata=True).content
    cleaned = inspect_upload(uploaded(content)).content

    with pikepdf.open(kept) as own, pikepdf.open(cleaned) as citizens:
        assert ("/Author" in own.docinfo, "/Info" in citizens.trailer) == (True, False)


# --- Films and pictures of pages -----------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "content", "mime"),
    [("film.mp4", films.mp4(), "video/mp4"), ("FILM.WEBM", films.webm(), "video/webm")],
)
def test_a_film_is_taken_by_its_content(name: str, content: bytes, mime: str) -> None:
    inspected = inspect_film(uploaded(content, name, "text/html"))

    assert (inspected.content_type, inspected.seconds) == (mime, 24)
    assert inspected.content.read() == content


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.mp4", b"", "empty"),
        ("a.mp4", HTML, "film_content"),
        ("a.webm", HTML, "film_content"),
        ("a.mp4", films.webm(), "film_content"),
        ("a.webm", films.mp4(), "film_content"),
        ("a.mp4", films.mp4(brand=b"qt  "), "film_content"),
        ("a.mp4", b"RIFF    AVI ", "film_content"),
        ("a.mp4", b"ID3\x03" + bytes(50), "film_content"),
        ("a.webm", films.webm(doctype=b"matroska"), "film_content"),
        ("a.mp4", films.mp4(behind=HTML), "damaged"),
        ("a.mov", films.mp4(), "film_type"),
        ("a.avi", films.mp4(), "film_type"),
        ("a.mp3", films.mp4(), "film_type"),
        ("a.mp4.html", films.mp4(), "film_type"),
        ("a.png", samples.image("PNG"), "film_type"),
    ],
)
def test_what_is_no_film_is_refused(name: str, content: bytes, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        inspect_film(uploaded(content, name))

    assert refused.value.code == code
    assert refused.value.messages == [REFUSALS[code]]


def test_a_film_one_byte_too_large_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        inspect_film(uploaded(films.mp4(), "a.mp4"), max_bytes=len(films.mp4()) - 1)

    assert refused.value.code == "too_large"


def test_a_film_is_no_answer_and_no_document() -> None:
    assert refusal_of(uploaded(films.mp4(), "a.mp4")).code == "wrong_type"


def test_a_picture_says_its_size_and_is_made_as_narrow_as_asked() -> None:
    wide = uploaded(samples.image("JPEG", (3200, 800)), "a.jpg")

    inspected = inspect_upload(wide, max_width=1600)

    assert (inspected.width, inspected.height) == (1600, 400)
    with Image.open(inspected.content) as picture:
        assert picture.size == (1600, 400)


def test_a_high_picture_keeps_its_shape() -> None:
    high = uploaded(samples.image("PNG", (900, 2700)), "a.png")

    inspected = inspect_upload(high, max_width=1600)

    assert (inspected.width, inspected.height) == (900, 2700)
