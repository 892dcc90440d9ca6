"""The steps after a seminar: conclusions and their status, materials, words to read, the report."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from core.clock import received_at
from core.workplace import posted, staff_page, succeeds
from seminars.admin.base import ask, done, either, permitted_seminar
from seminars.forms.afterwards import (
    ConclusionForm,
    MaterialForm,
    ReportForm,
    StatusForm,
    TextStateForm,
)
from seminars.forms.staff import StepForm
from seminars.models import Conclusion, EvaluationText, Seminar
from seminars.services.concluding import conclude, give_status
from seminars.services.evaluating import decide_text
from seminars.services.materials import add_material, remove_material
from seminars.services.reporting import publish_report


@either
def conclusion(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what was agreed on, and who answers for it."""
    seminar = permitted_seminar(request, pk)
    form = ConclusionForm(*posted(request), initial={"department": seminar.department_id})
    step = {"by": request.user, "at": received_at(request)}
    if form.is_bound and form.is_valid():
        conclude(seminar, **form.cleaned_data, **step)
        return done(request, seminar, _("Konklusionen er skrevet."))
    consequences = [
        _("Alle kan se den på seminarets side, med hvem der svarer for den."),
        _("Der skal gøres status hvert halve år, til den er gennemført eller opgivet."),
        _("Den står på det næste seminars side: hvad skete der med den?"),
    ]
    title = _("Skriv en konklusion")
    return ask(request, seminar, form, title=title, consequences=consequences)


@either
def status(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Tell what has happened with a conclusion; its department may, also of another seminar."""
    rows = Conclusion.objects.select_related("seminar__department", "department")
    row = get_object_or_404(rows, pk=number, seminar=pk)
    if not row.seminar.is_visible_to(request.user):
        raise Http404
    if not request.user.has_perm("seminars.give_status_conclusion", row):
        raise PermissionDenied
    form = StatusForm(*posted(request), initial={"state": row.state})
    step = {"by": request.user, "at": received_at(request)}
    if form.is_bound and form.is_valid():
        written = form.cleaned_data
        state = Conclusion.State(written["state"])
        give_status(row, state=state, text=written["text"], **step)
        return redirect(row.get_absolute_url())
    consequences = [
        _("Alle kan læse det ved konklusionen."),
        _("Er den gennemført eller opgivet, er den lukket og skal ikke følges mere."),
    ]
    return ask(
        request, row.seminar, form,
        title=_("Gør status: %(text)s") % {"text": row.text},
        consequences=consequences,
        told_text=_("De, der følger seminaret."),
        cancel_url=row.get_absolute_url(),
    )  # fmt: skip


@either
def material(request: HttpRequest, pk: int) -> HttpResponse:
    seminar = permitted_seminar(request, pk)
    form = MaterialForm(*posted(request, with_files=True), seminar=seminar)
    step = {"by": request.user, "at": received_at(request)}
    if form.is_bound and form.is_valid():
        written = dict(form.cleaned_data)
        inspected = written.pop("upload")
        add_material(seminar, inspected=inspected, **written, **step)
        return done(request, seminar, _("Materialet er lagt op."))
    consequences = [_("Alle kan hente det på seminarets side.")]
    return ask(request, seminar, form, title=_("Læg materiale op"), consequences=consequences)


@either
def material_remove(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    seminar = permitted_seminar(request, pk)
    row = get_object_or_404(seminar.materials, pk=number)
    form = StepForm(*posted(request))
    if form.is_bound:
        remove_material(row, by=request.user, at=received_at(request))
        return done(request, seminar, _("Materialet er taget ned."))
    consequences = [_("»%(title)s« kan ikke hentes mere.") % {"title": row.title}]
    title = _("Tag materialet ned")
    return ask(request, seminar, form, title=title, consequences=consequences, is_grave=True)


@either
def report(request: HttpRequest, pk: int) -> HttpResponse:
    seminar = permitted_seminar(request, pk)
    form = ReportForm(*posted(request), initial={"report": seminar.report})
    step = {"by": request.user, "at": received_at(request)}
    if form.is_bound and form.is_valid():
        words = form.cleaned_data["report"]
        if succeeds(form, lambda: publish_report(seminar, report=words, **step)):
            return done(request, seminar, _("Rapporten kan læses. PDF-filen bliver lavet nu."))
    consequences = [
        _("Alle kan læse rapporten og hente den som PDF."),
        _("Du kan rette den. PDF-filen følger med, også når en konklusion får ny status."),
    ]
    told = _("De, der følger seminaret.") if not seminar.has_report else ""
    title = _("Ret rapporten") if seminar.has_report else _("Offentliggør rapporten")
    return ask(request, seminar, form, title=title, consequences=consequences, told_text=told)


@either
def texts(request: HttpRequest, pk: int) -> HttpResponse:
    """What those who came wrote, for somebody at work to read before others do."""
    seminar = permitted_seminar(request, pk)
    if request.method == "POST":
        return _decide(request, seminar)
    rows = list(seminar.texts.all())
    context = {
        "title": _("Hvad deltagerne skrev"),
        "seminar": seminar,
        "unread": [row for row in rows if row.state == EvaluationText.State.NEW],
        "read": [row for row in rows if row.state != EvaluationText.State.NEW],
    }
    return staff_page(request, "admin/seminars/seminar/texts.html", context)


def _decide(request: HttpRequest, seminar: Seminar) -> HttpResponse:
    key = request.POST.get("text", "")
    row = get_object_or_404(seminar.texts, pk=key if key.isdecimal() and len(key) < 10 else 0)
    form = TextStateForm(request.POST)
    if form.is_valid():
        state = EvaluationText.State(form.cleaned_data["state"])
        decide_text(row, state=state, by=request.user, at=received_at(request))
    return redirect("admin:seminars_seminar_texts", seminar.pk)


PAGES: list[tuple[str, str, Any]] = [
    ("konklusion/", "conclusion", conclusion),
    ("konklusion/<dbint:number>/status/", "status", status),
    ("materiale/", "material", material),
    ("materiale/<dbint:number>/fjern/", "material_remove", material_remove),
    ("rapport/", "report", report),
    ("ord/", "texts", texts),
]
