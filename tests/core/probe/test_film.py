from collections.abc import Callable
from pathlib import Path

import pytest

from core.probe import film
from core.probe.film import probe_mp4, probe_webm
from core.probe.report import EICAR, Report
from tests.core.films import box, element, mp4, mp4_track, webm, webm_track

SOUND = mp4_track(b"soun", b"mp4a")
DEMO_FILM = Path("information/demo_files/hvad-er-en-hoering.webm")
WRITTEN_BY = b"\x57\x41\x8dLavf59.27.100"
UNKNOWN_LANGUAGE = b"\x22\xb5\x9c\x83und"
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.mark.parametrize(
    "content",
    [
        mp4(),
        mp4(mp4_track(), SOUND),
        mp4(mp4_track(codec=b"av01"), mp4_track(b"text", b"tx3g")),
        mp4(brand=b"mp42"),
        mp4()[:-108] + box(b"moof", bytes(8)) + box(b"mdat", bytes(8)),
        mp4()[:-108] + b"\x00\x00\x00\x01mdat" + (116).to_bytes(8, "big") + bytes(100),
        mp4()[:-108] + b"\x00\x00\x00\x00mdat" + bytes(100),
    ],
)
def test_an_mp4_that_browsers_show_is_taken_unchanged(
    look: Callable[..., Report], clean: Path, content: bytes
) -> None:
    assert look(probe_mp4, content) == Report("video/mp4", seconds=24)
    assert clean.read_bytes() == content


@pytest.mark.parametrize(
    "content",
    [
        webm(),
        webm(webm_track(), webm_track(2, b"A_OPUS")),
        webm(webm_track(codec=b"V_AV1"), webm_track(17, b"D_WEBVTT/CAPTIONS")),
    ],
)
def test_a_webm_is_taken_unchanged(
    look: Callable[..., Report], clean: Path, content: bytes
) -> None:
    assert look(probe_webm, content) == Report("video/webm", seconds=24)
    assert clean.read_bytes() == content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (HTML, "damaged"),
        (b"RIFF\x00\x00\x00\x00AVI LIST" + bytes(200), "damaged"),
        (b"ID3\x03" + bytes(200), "damaged"),
        (mp4(brand=b"qt  "), "film_content"),
        (mp4(brand=b"heic"), "film_content"),
        (mp4(SOUND), "film_no_picture"),
        (mp4(mp4_track(codec=b"hvc1")), "film_codec"),
        (mp4(mp4_track(), mp4_track(b"meta", b"gpmd")), "film_extra"),
        (mp4(behind=HTML), "damaged"),
        (mp4(behind=box(b"html", HTML)), "film_content"),
        (mp4(behind=box(b"moov")), "damaged"),
        (box(b"ftyp", b"isom", HTML + bytes(600)) + mp4(), "film_content"),
        (mp4()[:-9], "damaged"),
        (mp4()[:-108], "damaged"),
        (mp4()[:24], "damaged"),
        (mp4(behind=box(b"free", EICAR)), "virus"),
        (mp4(behind=b"\x00\x00\x00\x04free"), "damaged"),
        (mp4(behind=b"\x00\x00\x00\x01free" + b"\xff" * 8), "damaged"),
    ],
)
def test_what_is_no_mp4_for_the_web_is_refused(
    refusal: Callable[..., str], content: bytes, code: str
) -> None:
    assert refusal(probe_mp4, content) == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (HTML, "damaged"),
        (b"\x1a\x45\xdf\xa3" + HTML, "damaged"),
        (webm(doctype=b"matroska"), "film_content"),
        (webm(webm_track(2, b"A_OPUS")), "film_no_picture"),
        (webm(webm_track(codec=b"V_MPEG4/ISO/AVC")), "film_codec"),
        (webm(webm_track(), webm_track(33, b"D_X")), "film_extra"),
        (webm(in_segment=element(0x1941A469, HTML)), "film_extra"),
        (webm(behind=HTML), "damaged"),
        (webm(behind=webm()), "film_content"),
        (webm()[:-9], "damaged"),
        (webm()[:30], "damaged"),
        (webm(in_segment=b"\x1f\x43\xb6\x75\x01" + b"\xff" * 7), "film_unfinished"),
        (webm(in_segment=b"\x00\x00"), "damaged"),
        (b"", "damaged"),
    ],
)
def test_what_is_no_webm_is_refused(refusal: Callable[..., str], content: bytes, code: str) -> None:
    assert refusal(probe_webm, content) == code


def test_place_camera_and_padding_are_overwritten_and_nothing_moves(
    look: Callable[..., Report], clean: Path
) -> None:
    place = box(b"udta", box(b"\xa9xyz", b"+55.6+12.3/"))
    content = mp4(
        mp4_track(b"vide", b"avc1", box(b"meta", b"Kamera 7")),
        in_movie=place,
        behind=box(b"free", HTML) + box(b"uuid", b"Ane Andersen"),
    )

    look(probe_mp4, content)

    kept = clean.read_bytes()
    assert len(kept) == len(content)
    assert not any(words in kept for words in (b"+55.6", b"Kamera", b"script", b"Ane"))
    assert kept.index(b"mdat") == content.index(b"mdat")
    assert look(probe_mp4, kept) == Report("video/mp4", seconds=24)


def test_tags_of_a_webm_are_overwritten(look: Callable[..., Report], clean: Path) -> None:
    content = webm(in_segment=element(0x1254C367, b"Ane Andersen") + element(0xEC, HTML))

    look(probe_webm, content)

    kept = clean.read_bytes()
    assert len(kept) == len(content)
    assert (b"Ane" in kept, b"script" in kept) == (False, False)
    assert look(probe_webm, kept) == Report("video/webm", seconds=24)


def test_a_real_webm_loses_its_words_and_nothing_else(
    look: Callable[..., Report], clean: Path
) -> None:
    """The program's and the language's places are taken by a title and a name of their length."""
    content = DEMO_FILM.read_bytes()
    planted = content.replace(WRITTEN_BY, b"\x7b\xa9\x8dAne Andersens", 1)
    planted = planted.replace(UNKNOWN_LANGUAGE, b"\x53\x6e\x84Anes", 1)

    report = look(probe_webm, planted)

    kept = clean.read_bytes()
    assert (WRITTEN_BY in content, UNKNOWN_LANGUAGE in content) == (True, True)
    assert planted.count(b"Ane") == 2
    assert (b"Ane" in kept, b"Lavf" in kept) == (False, False)
    first_cluster = content.index(b"\x1f\x43\xb6\x75", 400)
    assert kept[first_cluster:] == content[first_cluster:]
    assert look(probe_webm, kept) == report == Report("video/webm", seconds=24)


def test_dates_chapters_and_checksums_of_a_webm_are_overwritten(
    look: Callable[..., Report], clean: Path
) -> None:
    words = element(0x4461, b"Kl. 8:30") + element(0x7384, b"ane.mkv") + element(0xBF, b"sum!")
    content = webm(in_info=words, in_segment=element(0x1043A770, b"Ane"))

    look(probe_webm, content)

    kept = clean.read_bytes()
    assert len(kept) == len(content)
    assert not any(said in kept for said in (b"8:30", b"ane", b"Ane", b"sum!"))
    assert look(probe_webm, kept) == Report("video/webm", seconds=24)


def test_a_file_of_a_million_crumbs_is_not_read_to_its_end(
    refusal: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(film, "MAX_PARTS", 20)

    assert refusal(probe_mp4, mp4(behind=box(b"free") * 30)) == "too_complex"
