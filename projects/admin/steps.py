"""A project is published, closed and opened again; what was learned and done is written down."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from core.clock import local_date, received_at
from core.transitions import require_status
from core.workplace import posted, succeeds
from projects.admin.base import ask, done, either, permitted_project
from projects.forms.project_staff import (
    CloseForm,
    ImplementationForm,
    LessonForm,
    ReopenForm,
    StepForm,
)
from projects.models import Project
from projects.services.closing import (
    close_project,
    note_implementation,
    reopen_project,
    write_lesson,
)
from projects.services.projects import publish_project

Status = Project.Status


def steps_of(project: Project) -> list[dict[str, Any]]:
    """Return the buttons for what can be done now, the main one first."""
    own = [project.pk, project.slug]
    write = {"label": _("Skriv nyt"), "url": reverse("projects:write_update", args=own)}
    lesson = _button(project, "lesson_add", _("Skriv en erfaring"))
    carried = _button(project, "implementation_add", _("Skriv, hvad der er gennemført"))
    question = _button(project, "question_add", _("Nyt spørgsmål"))
    if project.status == Status.DRAFT:
        publish = _button(project, "publish", _("Offentliggør"), is_main=True)
        return [publish, question, _button(project, "phase", _("Skift fase"))]
    if project.is_closed:
        return [write, lesson, carried, _button(project, "reopen", _("Åbn igen"))]
    return [
        write | {"is_main": True},
        question,
        _button(project, "phase", _("Skift fase")),
        lesson,
        carried,
        _button(project, "close", _("Afslut"), is_grave=True),
    ]


def state_of(project: Project) -> str:
    if project.is_active:
        return f"{project.get_status_display()}, {project.get_phase_display()}"
    return str(project.get_status_display())


def _button(project: Project, name: str, label: str, **more: Any) -> dict[str, Any]:
    url = reverse(f"admin:projects_project_{name}", args=[project.pk])
    return {"label": label, "url": url, **more}


@either
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    project = permitted_project(request, pk)
    require_status(project, Status.DRAFT)
    form = StepForm(*posted(request))
    step = {"by": request.user, "at": received_at(request)}
    if form.is_bound and succeeds(form, lambda: publish_project(project, **step)):
        return done(request, project, _("Nu kan alle se projektet."))
    consequences = [
        _("Alle kan se projektet: på siden om Innovation, på forsiden og med søgning."),
        _("Det kan ikke skjules igen. Det kan afsluttes."),
    ]
    told = _("De, der følger en af bydelene eller emnerne og har bedt om det.")
    return ask(
        request,
        project,
        form,
        title=_("Offentliggør"),
        consequences=consequences,
        told_text=told,
    )


@either
def close(request: HttpRequest, pk: int) -> HttpResponse:
    project = permitted_project(request, pk)
    require_status(project, Status.ACTIVE)
    form = CloseForm(*posted(request))
    step = {"by": request.user, "at": received_at(request)}
    if form.is_bound and form.is_valid():
        outcome = form.cleaned_data["outcome"]
        if succeeds(form, lambda: close_project(project, outcome=outcome, **step)):
            return done(request, project, _("Projektet er afsluttet."))
    consequences = [
        _("Det, der kom ud af det, står øverst på siden."),
        _("Erfaringerne står i listen over alle projekters erfaringer, så andre kan bruge dem."),
        _("Spørgsmålene kan ikke ændres mere. Der kan stadig skrives nyt og erfaringer."),
    ]
    return ask(
        request,
        project,
        form,
        title=_("Afslut"),
        consequences=consequences,
        told_text=_("De, der følger projektet."),
        is_grave=True,
    )


@either
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    project = permitted_project(request, pk)
    require_status(project, Status.CLOSED)
    form = ReopenForm(*posted(request))
    if form.is_bound and form.is_valid():
        step = {"by": request.user, "at": received_at(request)}
        reopen_project(project, **form.cleaned_data, **step)
        return done(request, project, _("Projektet er i gang igen."))
    consequences = [_("Projektet står igen blandt dem, der er i gang.")]
    return ask(request, project, form, title=_("Åbn igen"), consequences=consequences)


@either
def lesson(request: HttpRequest, pk: int, number: int | None = None) -> HttpResponse:
    """Write down what was learned, or mend it."""
    project = permitted_project(request, pk)
    row = get_object_or_404(project.lessons, pk=number) if number else None
    known = ("title", "tried", "result", "again")
    start = {name: getattr(row, name) for name in known} if row else {}
    form = LessonForm(*posted(request), initial=start)
    if form.is_bound and form.is_valid():
        step = {"by": request.user, "at": received_at(request), "lesson": row}
        write_lesson(project, **form.cleaned_data, **step)
        return done(request, project, _("Erfaringen er skrevet."))
    consequences = [
        _("Alle kan læse den, på projektets side og i listen over alle erfaringer."),
        _("Seminaret samler dem op, så det næste projekt kan begynde længere fremme."),
    ]
    return ask(request, project, form, title=_("Skriv en erfaring"), consequences=consequences)


@either
def implementation(request: HttpRequest, pk: int) -> HttpResponse:
    project, at = permitted_project(request, pk), received_at(request)
    require_status(project, Status.ACTIVE, Status.CLOSED)
    form = ImplementationForm(*posted(request), initial={"done_on": local_date(at)})
    if form.is_bound and form.is_valid():
        note_implementation(project, **form.cleaned_data, by=request.user, at=at)
        return done(request, project, _("Det står nu på projektets side."))
    consequences = [_("Alle kan se, hvad der er gennemført, af hvem og hvornår.")]
    title = _("Skriv, hvad der er gennemført")
    return ask(request, project, form, title=title, consequences=consequences)
