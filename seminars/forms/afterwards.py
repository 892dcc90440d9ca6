"""What people say afterwards, and what who runs a seminar writes down."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.models import Department, Topic
from core.files import InspectedFile, inspect_upload
from core.forms import GuardedTextField, LineField, TextField
from councils.models import Body
from information.models import Video
from seminars.models import Conclusion, Evaluation, EvaluationText, Seminar, Session

MAX_FILE_BYTES = 50 * 1024 * 1024
_SCALE = [
    (1, gettext_lazy("1 – slet ikke")),
    (2, "2"),
    (3, "3"),
    (4, "4"),
    (5, gettext_lazy("5 – i høj grad")),
]


def text_area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class EvaluationForm(forms.Form):
    """Three scales and two texts; the same for every seminar, so that they can be compared."""

    best = GuardedTextField(
        label=EvaluationText.About.BEST.label, max_length=1000, required=False, widget=text_area(3)
    )
    better = GuardedTextField(
        label=EvaluationText.About.BETTER.label,
        max_length=1000,
        required=False,
        widget=text_area(3),
        help_text=gettext_lazy("Skriv ikke navne. En medarbejder læser det, før andre kan se det."),
    )
    field_order = [*Evaluation.SCALES, "best", "better"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in Evaluation.SCALES:
            field = Evaluation._meta.get_field(name)
            self.fields[name] = forms.TypedChoiceField(
                label=capfirst(str(field.verbose_name)),  # type: ignore[union-attr]
                choices=_SCALE,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("Vælg et tal.")},
            )
        self.order_fields(self.field_order)


class ConclusionForm(forms.Form):
    """A line, and who answers for it."""

    text = LineField(label=gettext_lazy("Konklusionen i en linje"), max_length=240)
    explanation = TextField(
        label=gettext_lazy("Mere om den"), max_length=1500, required=False, widget=text_area(3)
    )
    body = forms.ModelChoiceField(
        label=gettext_lazy("Hvem svarer for den?"), queryset=Body.objects.none()
    )
    department = forms.ModelChoiceField(
        label=gettext_lazy("Hvilken afdeling gør status hvert halve år?"),
        queryset=Department.objects.none(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Body.objects.filter(ended_on=None)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["department"].queryset = Department.objects.all()  # type: ignore[attr-defined]


class StatusForm(forms.Form):
    state = forms.ChoiceField(
        label=gettext_lazy("Hvor langt er den?"),
        choices=Conclusion.State.choices,
        widget=forms.RadioSelect,
    )
    text = TextField(
        label=gettext_lazy("Hvad er der sket siden sidst?"),
        max_length=1500,
        widget=text_area(4),
        help_text=gettext_lazy("Alle kan læse det."),
    )


class MaterialForm(forms.Form):
    """A file, or a film from our own host."""

    title = LineField(label=gettext_lazy("Titel"), max_length=200)
    upload = forms.FileField(
        label=gettext_lazy("Fil"),
        required=False,
        help_text=gettext_lazy("PDF, Word (docx) eller billede, højst 50 MB."),
    )
    video = forms.ModelChoiceField(
        label=gettext_lazy("Eller en film"),
        queryset=Video.objects.none(),
        required=False,
        help_text=gettext_lazy("Film lægges op under Information, med undertekster."),
    )
    session = forms.ModelChoiceField(
        label=gettext_lazy("Fra sessionen"), queryset=Session.objects.none(), required=False
    )

    def __init__(self, *args: Any, seminar: Seminar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["video"].queryset = Video.objects.all()  # type: ignore[attr-defined]
        sessions = seminar.sessions.select_related("event")
        self.fields["session"].queryset = sessions  # type: ignore[attr-defined]

    def clean_upload(self) -> InspectedFile | None:
        upload = self.cleaned_data.get("upload")
        return inspect_upload(upload, max_bytes=MAX_FILE_BYTES) if upload else None

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        if bool(fields.get("upload")) == bool(fields.get("video")) and "upload" not in self.errors:
            self.add_error("upload", _("Vælg en fil eller en film, og kun en af dem."))
        return fields


class ReportForm(forms.Form):
    report = TextField(
        label=gettext_lazy("Hvad skete der?"),
        max_length=20_000,
        widget=text_area(12),
        help_text=gettext_lazy(
            "Tal, program, konklusioner, evaluering og materiale kommer med af sig selv."
        ),
    )


class TextStateForm(forms.Form):
    """Whether what somebody wrote names anybody."""

    state = forms.ChoiceField(
        label=gettext_lazy("Nævner den nogen?"),
        choices=[
            (EvaluationText.State.SHOWN, gettext_lazy("Nej, vis den")),
            (EvaluationText.State.HIDDEN, gettext_lazy("Ja, vis den ikke")),
        ],
        widget=forms.RadioSelect,
    )


class LessonFilterForm(forms.Form):
    """The topic of the projects whose lessons were told; what cannot be understood is left out."""

    emne = forms.ChoiceField(label=gettext_lazy("Emne"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = Topic.objects.filter(is_active=True).values_list("slug", "name")
        self.fields["emne"].choices = [("", _("Alle emner")), *topics]  # type: ignore[attr-defined]

    def narrowed(self, rows: Any) -> Any:
        self.is_valid()
        topic = self.cleaned_data.get("emne")
        return rows.filter(lesson__project__topics__slug=topic) if topic else rows

    @property
    def is_used(self) -> bool:
        return bool(self.cleaned_data.get("emne"))
