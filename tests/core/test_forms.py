import pytest
from django.core.exceptions import ValidationError

from core import forms


def test_a_line_is_cleaned_before_its_length_is_checked() -> None:
    field = forms.LineField(max_length=3)

    assert field.clean("\u200b\u200b\u200bAne\r\n") == "Ane"


def test_an_empty_line_stays_empty() -> None:
    assert forms.LineField(required=False).clean("  ") == ""


def test_running_text_has_lf_and_counts_a_line_break_once() -> None:
    assert forms.TextField(max_length=3).clean("a\r\nb") == "a\nb"


def test_an_optional_text_may_be_missing() -> None:
    assert forms.TextField(required=False).clean(None) == ""


@pytest.mark.parametrize("field", [forms.GuardedLineField(), forms.GuardedTextField()])
@pytest.mark.parametrize("number", ["010190-1234", "0101901234", "010190 1234"])
def test_a_cpr_number_is_refused_and_not_repeated(field: forms.LineField, number: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        field.clean(f"jeg er {number}")

    (message,) = refusal.value.messages
    assert message == (
        "Der står noget, der ligner et cpr-nummer: linje 1 (01••••-••••). Fjern det, før du går "
        "videre. Cpr-numre må ikke komme ud på nettet."
    )


def test_every_line_with_a_cpr_number_is_named_up_to_five() -> None:
    lines = "\n".join(f"0{day}0190-1234" for day in range(1, 8))

    with pytest.raises(ValidationError) as refusal:
        forms.GuardedTextField().clean(lines)

    assert refusal.value.messages[0].count("linje") == 5
    assert "linje 5 (05••••-••••)" in refusal.value.messages[0]


@pytest.mark.parametrize(
    "name",
    [
        "Ane Åkjær",
        "Jens-Peter O'Neill",
        "Søren Ærø",
        "Nguyễn Thị Ánh",
        "محمد علي",
        "Иван Петров",
        "山田 たろう",
        "Mor fra Albertslund",
        "Kommuneqvist",
        "ʻAna",
    ],
)
def test_names_of_people_are_taken_as_they_are(name: str) -> None:
    assert forms.PersonNameField().clean(name) == name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Ane\u200bMarie", "invisible"),
        ("Ane \u202eMarie", "invisible"),
        ("a\u00addmin", "invisible"),
        ("аdmin", "mixed"),
        ("Ρer Hansen", "mixed"),
        ("Раul Jensen", "mixed"),
        ("12345", "no_letters"),
        ("...", "no_letters"),
        ("A\u0300\u0301\u0302\u0303ne", "marks"),
        ("admin", "reserved"),
        ("Admin", "reserved"),
        ("\uff41\uff44\uff4d\uff49\uff4e", "reserved"),
        ("admın", "reserved"),
        ("adm1n", "reserved"),
        ("kommune", "reserved"),
        ("Albertslund Kommune", "reserved"),
        ("Borgmester Jensen", "reserved"),
        ("b.o.r.g.m.e.s.t.e.r", "reserved"),
        ("Albertslund", "reserved"),
        ("ALBERTSLUND", "reserved"),
        ("Med i Albertslund", "reserved"),
        ("Slettet bruger", "reserved"),
        ("Byrådet", "reserved"),
        ("Borger 3", "reserved"),
        ("B0rger nr. 12", "reserved"),
        ("citizen-7", "reserved"),
        ("Ane 010190-1234", "cpr"),
    ],
)
def test_names_that_pretend_are_refused(name: str, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        forms.PersonNameField().clean(name)

    assert code in [error.code for error in refusal.value.error_list]


def test_the_city_is_reserved_by_configuration(settings) -> None:
    settings.CITY_NAME = "Ærøskøbing"

    with pytest.raises(ValidationError):
        forms.PersonNameField().clean("ærøskøbing")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" ane@eksempel.dk ", "ane@eksempel.dk"),
        ("Ane.Marie+hoering@Eksempel.DK", "Ane.Marie+hoering@eksempel.dk"),
        ("ane@æblegård.dk", "ane@æblegård.dk"),
        ("o'neill@example.dk", "o'neill@example.dk"),
        ("ane@eksempel.dk\u2029", "ane@eksempel.dk"),
    ],
)
def test_one_address_is_taken(written: str, kept: str) -> None:
    assert forms.EmailField().clean(written) == kept


@pytest.mark.parametrize(
    "address",
    [
        "a@x.dk,b@evil.dk",
        "a@x.dk;b@evil.dk",
        "a@x.dk b@evil.dk",
        "Ane <ane@x.dk>",
        '"a@x.dk,b"@evil.dk',
        "a@x.dk\r\nBcc: b@evil.dk",
        "a@x.dk\nb@evil.dk",
        "a\u2028@x.dk",
        "a\u00a0b@x.dk",
        "a@x.dk\x00",
        "a\x7f@x.dk",
        "ane",
        "@",
        "ane@",
    ],
)
def test_anything_but_one_address_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        forms.EmailField().clean(address)


def test_an_optional_address_may_be_missing() -> None:
    assert forms.EmailField(required=False).clean("") == ""
