"""The template pack in templates/dkfds, field by field."""

import datetime as dt
import re
from typing import Any

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Div, Fieldset, Hidden, Layout, Row, Submit
from django import forms

from tests.core.rendering import page_request, render_piece, squeeze

pytestmark = pytest.mark.usefixtures("danish")
LOAD = "{% load crispy_forms_tags %}"


@pytest.fixture
def danish() -> None:
    """The suite runs in Danish, the language of the source."""


def field_html(field: forms.Field, data: dict[str, Any] | None = None, **initial: Any) -> str:
    form_class = type("OneField", (forms.Form,), {"it": field})
    form = form_class(data, initial=initial or None)
    return squeeze(render_piece(LOAD + "{{ form.it|as_crispy_field }}", form=form))


def test_a_label_belongs_to_its_field() -> None:
    html = field_html(forms.CharField(label="Dit navn"))

    assert '<label class="form-label" for="id_it">Dit navn </label>' in html
    assert '<input type="text" name="it" class="form-input field-m" required id="id_it">' in html


def test_only_a_field_that_may_be_empty_is_called_voluntary() -> None:
    voluntary = field_html(forms.CharField(label="Adresse", required=False))
    needed = field_html(forms.CharField(label="Adresse"))

    assert 'Adresse<span class="weight-normal"> (frivilligt)</span>' in voluntary
    assert "frivilligt" not in needed


def test_a_hint_is_read_with_the_field() -> None:
    html = field_html(forms.CharField(help_text="Som det står på døren."))

    assert '<div class="form-hint" id="id_it_helptext">Som det står på døren.</div>' in html
    assert 'aria-describedby="id_it_helptext"' in html


def test_a_hint_that_somebody_wrote_is_escaped() -> None:
    html = field_html(forms.CharField(help_text="<b>fed</b>"))

    assert "&lt;b&gt;fed&lt;/b&gt;" in html


def test_an_error_is_shown_and_read_with_the_field() -> None:
    field = forms.CharField(help_text="Hjælp.", error_messages={"required": "Skriv dit navn."})

    html = field_html(field, {})

    assert '<div class="form-group form-error">' in html
    assert (
        '<span class="form-error-message" id="id_it_error"><span class="sr-only">Fejl: </span>'
        "Skriv dit navn.</span>"
    ) in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_it_helptext id_it_error"' in html


def test_a_field_without_error_says_nothing_of_errors() -> None:
    html = field_html(forms.CharField(), {"it": "Asta"})

    assert "aria-invalid" not in html
    assert "id_it_error" not in html
    assert "form-error" not in html


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (forms.EmailField(), 'type="email"'),
        (forms.CharField(widget=forms.PasswordInput), 'type="password"'),
        (forms.IntegerField(), 'class="form-input field-s"'),
        (forms.CharField(max_length=4), 'class="form-input field-s"'),
        (forms.CharField(max_length=120), 'class="form-input field-m"'),
        (forms.FileField(), '<input type="file" name="it" class="form-file"'),
        (forms.DateField(), '<input type="date" name="it" class="form-input field-s"'),
        (forms.DateTimeField(), '<input type="datetime-local" name="it"'),
        (forms.CharField(widget=forms.Textarea), '<textarea name="it"'),
    ],
)
def test_each_kind_of_field_has_its_own_control(field: forms.Field, expected: str) -> None:
    assert expected in field_html(field)


def test_several_files_may_be_chosen() -> None:
    class Many(forms.ClearableFileInput):
        allow_multiple_selected = True

    html = field_html(forms.FileField(widget=Many(attrs={"multiple": True})))

    assert re.search(r'<input type="file"[^>]* multiple', html)


def test_a_date_is_written_as_the_browser_reads_it() -> None:
    html = field_html(forms.DateField(), it=dt.date(2026, 12, 6))

    assert 'value="2026-12-06"' in html


def test_a_moment_is_written_as_the_browser_reads_it() -> None:
    html = field_html(forms.DateTimeField(), it=dt.datetime(2026, 12, 6, 23, 59))  # noqa: DTZ001

    assert 'value="2026-12-06T23:59"' in html


def test_what_the_browser_sends_for_a_moment_is_understood() -> None:
    assert forms.DateTimeField().clean("2026-12-06T23:59").minute == 59


def test_a_choice_is_a_list_to_open() -> None:
    html = field_html(forms.ChoiceField(choices=[("", "Vælg"), ("v", "Vest")]), {"it": "v"})

    assert '<select name="it" class="form-select field-m"' in html
    assert '<option value="v" selected>Vest</option>' in html


def test_radio_buttons_stand_in_a_group_with_a_legend() -> None:
    field = forms.ChoiceField(
        label="Jeg svarer som",
        help_text="Vælg en.",
        choices=[("a", "borger"), ("b", "forening")],
        widget=forms.RadioSelect,
    )

    html = field_html(field, {"it": "b"})

    assert '<fieldset aria-describedby="id_it_helptext">' in html
    assert '<legend class="form-label">Jeg svarer som </legend>' in html
    assert re.search(
        r'<div class="form-group-radio"><input type="radio" class="form-radio" name="it" value="b"'
        r'[^>]*id="id_it_1"[^>]*checked[^>]*>|'
        r'<div class="form-group-radio"><input type="radio" class="form-radio" name="it" value="b"'
        r'[^>]*checked[^>]*id="id_it_1"[^>]*>',
        html,
    )
    assert '<label class="form-label" for="id_it_0">borger</label>' in html


def test_several_boxes_stand_in_a_group_with_a_legend() -> None:
    field = forms.MultipleChoiceField(
        label="Emner",
        choices=[("1", "By"), ("2", "Skole")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    html = field_html(field, {"it": ["2"]})

    assert '<legend class="form-label">Emner<span class="weight-normal"> (frivilligt)' in html
    assert html.count('<input type="checkbox" class="form-checkbox" name="it"') == 2
    assert html.count("checked") == 1


def test_the_error_of_a_group_is_read_with_the_group() -> None:
    field = forms.ChoiceField(choices=[("a", "borger")], widget=forms.RadioSelect)

    html = field_html(field, {})

    assert '<fieldset aria-describedby="id_it_error">' in html
    assert 'aria-invalid="true"' in html


def test_a_single_box_stands_before_its_label_and_is_not_called_voluntary() -> None:
    field = forms.BooleanField(label="Vis mit navn", required=False, help_text="Ved svaret.")

    html = field_html(field)

    assert re.search(
        r'<input type="checkbox" name="it" class="form-checkbox"[^>]*>'
        r'<label class="form-label" for="id_it">Vis mit navn</label>'
        r'<div class="form-hint" id="id_it_helptext">Ved svaret.</div>',
        html,
    )
    assert "frivilligt" not in html


def test_a_box_that_must_be_ticked_says_so() -> None:
    html = field_html(forms.BooleanField(label="Jeg har læst det"), {})

    assert '<span class="form-error-message" id="id_it_error">' in html
    assert 'aria-describedby="id_it_error"' in html


def test_a_hidden_field_has_no_label() -> None:
    html = field_html(forms.CharField(widget=forms.HiddenInput, label="Nøgle"))

    assert html.startswith('<input type="hidden" name="it"')
    assert "Nøgle" not in html


def test_a_text_area_counts_its_signs_as_the_server_does() -> None:
    field = forms.CharField(max_length=20_000, widget=forms.Textarea)

    html = field_html(field, {"it": "et\r\nto"})

    assert (
        '<span class="form-hint" id="id_it_count" data-count-for="id_it" data-limit="20000">'
        "<span data-count>5</span> af højst 20.000 tegn</span>"
    ) in html
    assert 'aria-describedby="id_it_count"' in html
    assert '<script type="module" src="/static/js/counter.js"></script>' in html


def test_a_text_area_never_cuts_what_is_pasted() -> None:
    html = field_html(forms.CharField(max_length=20, widget=forms.Textarea))

    assert "maxlength" not in html


def test_a_text_area_without_a_limit_has_no_counter() -> None:
    html = field_html(forms.CharField(widget=forms.Textarea))

    assert "af højst" not in html
    assert "counter.js" not in html


def test_a_placeholder_is_left_out() -> None:
    field = forms.CharField(widget=forms.TextInput(attrs={"placeholder": "Adgangskode"}))

    assert "placeholder" not in field_html(field)


def test_what_a_form_says_about_its_widget_is_kept() -> None:
    attrs = {"autocomplete": "name", "class": "only-citizen", "rows": 9}

    html = field_html(forms.CharField(widget=forms.Textarea(attrs=attrs)))

    assert 'autocomplete="name"' in html
    assert 'class="form-input only-citizen"' in html
    assert 'rows="9"' in html


def test_drawing_a_field_leaves_the_form_as_it_was() -> None:
    field = forms.DateField(widget=forms.DateInput(attrs={"class": "own"}))

    field_html(field)

    assert field.widget.attrs == {"class": "own"}
    assert field.widget.input_type == "text"


# --- The whole form ---------------------------------------------------------------------------
class Answer(forms.Form):
    text = forms.CharField(
        label="Hvad vil du sige?",
        widget=forms.Textarea,
        error_messages={"required": "Skriv dit svar."},
    )
    sender = forms.ChoiceField(
        label="Jeg svarer som", choices=[("a", "borger")], widget=forms.RadioSelect
    )
    key = forms.CharField(widget=forms.HiddenInput, error_messages={"required": "Nøglen mangler."})

    def clean(self) -> None:
        raise forms.ValidationError("Fristen er gået.")


SUMMARY = '{% include "dkfds/error_summary.html" with kept=kept %}'


def test_the_summary_takes_focus_and_leads_to_each_field() -> None:
    html = squeeze(render_piece(SUMMARY, form=Answer({}), kept="Intet er gået tabt."))

    assert 'tabindex="-1" autofocus role="alert" aria-labelledby="error-summary-title"' in html
    assert "Der er 4 ting, der skal rettes</h2><p>Intet er gået tabt.</p>" in html
    assert html[html.index("<ul") :] == (
        '<ul class="plain"><li><span>Fristen er gået.</span></li>'
        '<li><a href="#id_text">Hvad vil du sige: Skriv dit svar.</a></li>'
        '<li><a href="#id_sender_0">Jeg svarer som: Dette felt er påkrævet.</a></li>'
        "<li><span>Nøglen mangler.</span></li></ul></div>"
    )


def test_one_mistake_is_one_thing() -> None:
    class OneField(forms.Form):
        name = forms.CharField(label="Navn")

    assert "Der er én ting, der skal rettes" in render_piece(SUMMARY, form=OneField({}))


def test_a_form_that_was_not_sent_has_no_summary() -> None:
    assert render_piece(SUMMARY, form=Answer()).strip() == ""


def test_the_form_does_not_repeat_a_summary_that_stands_above_it() -> None:
    html = render_piece(LOAD + SUMMARY + "{{ form|crispy }}", form=Answer({}))

    assert html.count('class="error-summary"') == 1


@pytest.mark.parametrize("drawn", ["{{ form|crispy }}", "{% crispy form %}"])
def test_a_page_that_forgot_the_summary_gets_it_from_the_form(drawn: str) -> None:
    html = render_piece(LOAD + drawn, form=Answer({}))

    assert html.count('class="error-summary"') == 1
    assert "Fristen er gået." in html


def test_errors_alone_can_be_asked_for() -> None:
    html = render_piece(LOAD + "{{ form|as_crispy_errors }}", form=Answer({}))

    assert "Fristen er gået." in html


class Person(forms.Form):
    first = forms.CharField(label="Fornavn")
    last = forms.CharField(label="Efternavn")
    photo = forms.FileField(label="Billede", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = "/gem/"
        self.helper.layout = Layout(
            Fieldset(
                "Hvem er du?",
                Row(Column("first"), Column("last")),
                Div("photo", css_class="room", css_id="photo"),
            ),
            Hidden("step", "2"),
            Submit("save", "Gem"),
        )


def test_the_crispy_tag_draws_a_whole_form() -> None:
    request = page_request()

    html = squeeze(render_piece(LOAD + "{% crispy form %}", request=request, form=Person()))

    assert re.search(r'<form [^>]*action="/gem/"[^>]*method="post"', html)
    assert 'enctype="multipart/form-data" novalidate>' in html
    assert 'name="csrfmiddlewaretoken"' in html
    assert '<fieldset class="form-part"><legend>Hvem er du?</legend>' in html
    assert '<div class="field-pair"><div><div class="form-group">' in html
    assert '<div id="photo" class="room"><div class="form-group">' in html
    assert '<input type="hidden" name="step" value="2"' in html
    assert re.search(r'<button type="submit"[^>]*class="button button-primary"[^>]*>Gem', html)


def test_a_form_without_its_own_tag_has_neither_form_nor_token() -> None:
    form = Person()
    form.helper.form_tag = False
    form.helper.disable_csrf = True

    html = render_piece(LOAD + "{% crispy form %}", request=page_request(), form=form)

    assert "<form" not in html
    assert "csrfmiddlewaretoken" not in html


def test_buttons_added_to_the_helper_stand_below_the_fields() -> None:
    form = forms.Form()
    helper = FormHelper()
    helper.add_input(Submit("go", "Videre"))

    html = squeeze(render_piece(LOAD + "{% crispy form helper %}", form=form, helper=helper))

    assert '<div class="buttons spaced"><button type="submit"' in html


@pytest.mark.parametrize("drawn", ["{{ forms|crispy }}", "{% crispy forms helper %}"])
def test_a_set_of_forms_is_drawn_one_by_one(drawn: str) -> None:
    names = forms.formset_factory(type("Name", (forms.Form,), {"name": forms.CharField()}), extra=2)

    html = render_piece(LOAD + drawn, forms=names(), helper=FormHelper())

    assert 'name="form-TOTAL_FORMS"' in html
    assert html.count('<fieldset class="form-part">') == 2


def test_filters_of_a_list_are_not_called_voluntary() -> None:
    class Filters(forms.Form):
        state = forms.ChoiceField(label="Tilstand", choices=[("", "Alle")], required=False)

    html = render_piece(
        '{% include "components/filter_form.html" with chosen=chosen %}',
        form=Filters(),
        action="/hoeringer/",
        chosen=[{"text": "Åbne", "url": "?"}],
    )

    assert "frivilligt" not in html
    assert 'method="get"' in html
    assert "Nulstil" in html
