"""What the template pack in templates/dkfds asks about a form and its fields."""

from copy import copy
from typing import Any

from django import forms, template
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString

register = template.Library()

# The first class that fits says what a field is; order matters, for they inherit each other.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.DateTimeInput, "datetime"),
    (forms.DateInput, "date"),
)
# Native pickers want ISO values; Django's fields read them in every language.
NATIVE = {"date": ("date", "%Y-%m-%d"), "datetime": ("datetime-local", "%Y-%m-%dT%H:%M")}
SHORT = 12


@register.filter
def field_kind(field: BoundField) -> str:
    widget = field.field.widget
    return next((kind for cls, kind in KINDS if isinstance(widget, cls)), "text")


@register.filter
def is_optional(field: BoundField) -> bool:
    """Say whether "(frivilligt)" belongs to the label. A single box explains itself."""
    return not field.field.required and field_kind(field) != "checkbox"


@register.filter
def first_id(field: BoundField) -> str:
    """Return the id that a link in the error summary leads to."""
    if field_kind(field) in ("radios", "checkboxes"):
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


@register.filter
def counted_length(field: BoundField) -> int | None:
    """Return how many characters a text area holds now; None when it has no limit."""
    if field_kind(field) != "textarea" or not getattr(field.field, "max_length", None):
        return None
    return len(str(field.value() or "").replace("\r\n", "\n"))


def _css(field: BoundField, kind: str) -> str:
    if kind in ("checkbox", "radios", "checkboxes"):
        return "form-checkbox"
    if kind == "file":
        return "form-file"
    if kind == "select":
        return "form-select field-m"
    if kind == "textarea":
        return "form-input"
    limit = getattr(field.field, "max_length", None)
    is_short = kind in NATIVE or (limit and limit <= SHORT)
    is_short = is_short or isinstance(field.field.widget, forms.NumberInput)
    return f"form-input {'field-s' if is_short else 'field-m'}"


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """Write the field itself, with our class and with what describes it."""
    kind = field_kind(field)
    widget = copy(field.field.widget)
    widget.attrs = dict(widget.attrs)
    if kind in NATIVE:
        widget.input_type, widget.format = NATIVE[kind]
    own = widget.attrs.pop("class", "")
    widget.attrs.pop("placeholder", None)  # it vanishes when one writes: labels and hints stay
    attrs: dict[str, Any] = {"class": f"{_css(field, kind)} {own}".strip()}
    if kind == "textarea":
        # A browser that cuts a pasted text at the limit loses it silently; the server says so.
        widget.attrs.pop("maxlength", None)
        if counted_length(field) is not None:
            described = f"{field.aria_describedby or ''} {field.auto_id}_count"
            attrs["aria-describedby"] = described.strip()
    return field.as_widget(widget=widget, attrs=attrs)


@register.simple_tag
def errors_for_summary(form: BaseForm) -> list[dict[str, str]]:
    """Return what is wrong, in the order of the fields, and note that the page says so on top."""
    form.summary_is_shown = True  # type: ignore[attr-defined]
    rows = [{"id": "", "label": "", "text": str(text)} for text in form.non_field_errors()]
    for field in form:
        label = "" if field.is_hidden else str(field.label or "").rstrip(":?. ")
        anchor = "" if field.is_hidden else first_id(field)
        rows += [{"id": anchor, "label": label, "text": str(text)} for text in field.errors]
    return rows
