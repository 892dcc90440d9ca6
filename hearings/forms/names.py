"""Names that nobody may read, refused in what staff write for everybody."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _

from core.forms import GuardedLineField, GuardedTextField
from hearings.hidden_names import hidden_names_of, names_in
from hearings.models import Hearing


def refuse_hidden_names(form: forms.Form, hearing: Hearing) -> None:
    """Add an error to each text in which a hidden or protected sender's full name stands.

    The rule is the one that the white paper's words pass (`completeness.lacks_of`): these texts
    are published and mailed when no white paper is left to stop them. One question.
    """
    guarded = (GuardedLineField, GuardedTextField)
    texts = {
        name: text
        for name, text in form.cleaned_data.items()
        if text and isinstance(form.fields.get(name), guarded)
    }
    names = hidden_names_of(hearing) if texts else {}
    for field, text in texts.items():
        if found := names_in(text, names):
            told = _("Teksten nævner et navn, der ikke må vises: %(names)s. Skriv den uden navnet.")
            form.add_error(field, told % {"names": ", ".join(sorted(found))})
