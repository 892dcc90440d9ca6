"""Form fields that clean what was written before it is checked or stored."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.text import clean_text, has_invisible, normalise_line
from core.validators import validate_no_cpr, validate_person_name

_NOT_IN_ADDRESS = re.compile(r"[\s,;:<>()\[\]\\\"\x00-\x1f\x7f-\xa0\u2028\u2029]")


class LineField(forms.CharField):
    """One line of text: no line breaks, no invisible characters, single spaces."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return normalise_line(text) if text else text


class TextField(forms.CharField):
    """Running text over several lines, with LF as line break."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return clean_text(text) if text else text


class GuardedLineField(LineField):
    """One line in which a CPR number is refused."""

    default_validators = [validate_no_cpr]


class GuardedTextField(TextField):
    """Running text in which CPR numbers are refused."""

    default_validators = [validate_no_cpr]


class PersonNameField(LineField):
    """The name of a person, shown to others: nobody may dress up as somebody else."""

    default_validators = [validate_person_name, validate_no_cpr]

    def to_python(self, value: Any) -> str:
        if isinstance(value, str) and has_invisible(value):
            raise ValidationError(
                _("Navnet indeholder usynlige tegn. Skriv det igen."), "invisible"
            )
        return super().to_python(value)


class EmailField(forms.EmailField):
    """Exactly one address: a list, a display name or a line break is refused, never cut."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if text and _NOT_IN_ADDRESS.search(text):
            raise ValidationError(
                _("Skriv én mailadresse, uden mellemrum og komma. Fx navn@eksempel.dk"),
                "invalid",
            )
        local, at, domain = text.rpartition("@")
        return f"{local}{at}{domain.lower()}"
