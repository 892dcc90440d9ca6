"""Fields that the forms of editors share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import LineField, TextField
from information.forms.body import BodyField, checked_body
from information.models import Page

# More than anybody reads; the comparison of versions counts on an end.
MAX_BODY = 200_000
MOST_OFFERED = 200


def body_field() -> BodyField:
    return BodyField(label=gettext_lazy("Tekst"), required=False, max_length=MAX_BODY)


def take_body(form: forms.BaseForm, department: Any) -> None:
    """Put the cleaned text in its place; what is wrong with it stands at the field."""
    written = form.cleaned_data.get("body") or ""
    try:
        form.cleaned_data["body"] = checked_body(written, department=department)
    except forms.ValidationError as error:
        form.add_error("body", error)


def title_field(max_length: int = 120) -> LineField:
    return LineField(
        label=gettext_lazy("Titel"),
        max_length=max_length,
        widget=forms.TextInput(attrs={"class": "vTextField title-input"}),
    )


def lead_field(max_length: int = 500, **options: Any) -> TextField:
    options.setdefault("label", gettext_lazy("Indledning"))
    options.setdefault("help_text", gettext_lazy("To-tre sætninger, der siger det vigtigste."))
    return TextField(max_length=max_length, widget=forms.Textarea(attrs={"rows": 3}), **options)


def offer_newest(form: Any, name: str) -> None:
    """Offer the newest of what an editor may choose, and what the text has already.

    The whole list is many megabytes of form in a town with 20,000 hearings.
    """
    field = form.fields.get(name)
    if field is None:
        return
    allowed, instance = field.queryset, form.instance
    offered = Q(pk__in=allowed.values("pk")[:MOST_OFFERED])
    if instance.pk:
        column = instance._meta.get_field(name)
        chosen = (
            getattr(instance, name).values("pk")
            if column.many_to_many
            else [getattr(instance, column.attname)]
        )
        offered |= Q(pk__in=chosen)
    rows = allowed.model._default_manager.filter(offered)  # noqa: SLF001 (Django's own name)
    field.queryset = rows.order_by(*allowed.query.order_by)
    field.help_text = _("De %(count)d nyeste.") % {"count": MOST_OFFERED}


class PageChoice(forms.ModelChoiceField):
    """A place in the tree, named by address and title. The view says which there are."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Page.objects.none(), required=False, **options)

    def label_from_instance(self, page: Any) -> str:
        return f"/{page.path}/ – {page.title or ''}"


def comments_field() -> forms.BooleanField:
    return forms.BooleanField(
        label=gettext_lazy("Der kan kommenteres"),
        required=False,
        help_text=gettext_lazy(
            "Læserne kan skrive under teksten, og afdelingen svarer. Tager du krydset væk, bliver "
            "det, der er skrevet, stående."
        ),
    )


def takes_comments(subject: Any) -> bool:
    """Tell whether readers can write below a page or a plan now."""
    return bool(subject.thread and subject.thread.is_open)
