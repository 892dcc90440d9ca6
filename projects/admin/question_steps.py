"""A question is asked, answered anew, or put in better words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from core.clock import local_date, received_at
from core.transitions import require_status
from core.workplace import posted
from projects.admin.base import ask, done, either, permitted_project
from projects.forms.project_staff import NewQuestionForm, QuestionForm, RewordForm
from projects.models import Project, Question
from projects.services.openness import add_question, change_question, reword_question

OPEN_STATUSES = (Project.Status.DRAFT, Project.Status.ACTIVE)


def _told(project: Project) -> str:
    if not project.is_published:
        return _("Ingen. Projektet er ikke offentligt endnu.")
    return _("De, der følger projektet.")


@either
def add(request: HttpRequest, pk: int) -> HttpResponse:
    project, at = permitted_project(request, pk), received_at(request)
    require_status(project, *OPEN_STATUSES)
    today = local_date(at)
    start = {"state": Question.State.OPEN, "by_whom": _("projektgruppen"), "on": today}
    form = NewQuestionForm(*posted(request), today=today, initial=start)
    if form.is_bound and form.is_valid():
        add_question(project, **form.cleaned_data, by=request.user, at=at)
        return done(request, project, _("Spørgsmålet står på projektets side."))
    consequences = [_("Spørgsmålet står lige efter Kort fortalt, med hvad der gælder.")]
    return ask(
        request,
        project,
        form,
        title=_("Nyt spørgsmål"),
        consequences=consequences,
        told_text=_told(project),
    )


@either
def change(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    project, at = permitted_project(request, pk), received_at(request)
    require_status(project, *OPEN_STATUSES)
    question = get_object_or_404(project.questions, pk=number)
    today = local_date(at)
    start = {"state": question.state, "text": question.text, "on": today}
    form = QuestionForm(*posted(request), today=today, initial=start)
    if form.is_bound and form.is_valid():
        change_question(question, **form.cleaned_data, by=request.user, at=at)
        return done(request, project, _("»%(title)s« er ændret.") % {"title": question})
    consequences = [
        _("Spørgsmålet: %(title)s") % {"title": question},
        _("Det nye står på projektets side med det samme."),
        _("Det, der stod før, kan stadig læses: alle kan se, hvem der ændrede hvad og hvorfor."),
    ]
    return ask(
        request,
        project,
        form,
        title=_("Ændr, om det kan ændres"),
        consequences=consequences,
        told_text=_told(project),
    )


@either
def reword(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    project = permitted_project(request, pk)
    question = get_object_or_404(project.questions, pk=number)
    start = {"title": question.title, "position": question.position}
    form = RewordForm(*posted(request), initial=start)
    if form.is_bound and form.is_valid():
        step = {"by": request.user, "at": received_at(request)}
        reword_question(question, **form.cleaned_data, **step)
        return done(request, project, _("Ordene er rettet."))
    consequences = [_("Ret kun ordene. Er det et andet spørgsmål, så stil et nyt.")]
    return ask(request, project, form, title=_("Ret ordene"), consequences=consequences)
