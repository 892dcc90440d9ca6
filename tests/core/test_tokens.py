from datetime import UTC, datetime, timedelta

import pytest

from core.tokens import StampRejected, new_stamp, read_stamp

NOW = datetime(2026, 4, 5, 12, tzinfo=UTC)


def test_a_stamp_comes_back_with_its_key_and_time() -> None:
    stamp = new_stamp("answer", at=NOW)

    first = read_stamp("answer", stamp, at=NOW + timedelta(seconds=30))
    second = read_stamp("answer", stamp, at=NOW + timedelta(seconds=31))

    assert first == second
    assert first.issued_at == NOW


def test_two_showings_of_a_form_have_two_keys() -> None:
    later = NOW + timedelta(minutes=1)
    keys = {read_stamp("answer", new_stamp("answer", at=NOW), at=later).key for _ in range(2)}

    assert len(keys) == 2


@pytest.mark.parametrize(
    ("after", "reason", "sentence"),
    [
        (timedelta(seconds=1), "fast", "Det gik for hurtigt. Vent et øjeblik, og send igen."),
        (timedelta(hours=25), "old", "Formularen er for gammel. Se dine svar efter, og send igen."),
    ],
)
def test_a_stamp_that_is_too_young_or_too_old_is_refused(
    after: timedelta, reason: str, sentence: str
) -> None:
    with pytest.raises(StampRejected) as refusal:
        read_stamp("answer", new_stamp("answer", at=NOW), at=NOW + after)

    assert (refusal.value.reason, str(refusal.value)) == (reason, sentence)


@pytest.mark.parametrize(
    "stamp", ["", "x", new_stamp("other", at=NOW), "x" + new_stamp("answer", at=NOW)]
)
def test_a_stamp_that_is_not_ours_is_refused(stamp: str) -> None:
    with pytest.raises(StampRejected) as refusal:
        read_stamp("answer", stamp, at=NOW + timedelta(minutes=1))

    assert refusal.value.reason == "forged"
