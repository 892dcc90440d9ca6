"""A phase begins, a milestone is reached, documents are put up and taken down."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from core.clock import local_date, received_at
from core.transitions import require_status
from core.workplace import posted
from projects.admin.base import ask, done, either, permitted_project
from projects.forms.project_staff import BeginPhaseForm, DocumentForm, ReachedForm, StepForm
from projects.models import Project
from projects.services.way import add_document, begin_phase, reach_milestone, remove_document


@either
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    project = permitted_project(request, pk)
    require_status(project, Project.Status.DRAFT, Project.Status.ACTIVE)
    form = BeginPhaseForm(*posted(request), initial={"kind": project.phase})
    if form.is_bound and form.is_valid():
        kind = Project.PhaseKind(form.cleaned_data["kind"])
        begin_phase(project, kind, by=request.user, at=received_at(request))
        return done(
            request, project, _("Projektet er nu i fasen »%(name)s«.") % {"name": kind.label}
        )
    consequences = [
        _("Siden viser, hvor projektet er. Den fase, det var i, slutter i dag."),
        _("En fase fortæller kun. Den lukker ikke for noget, og projektet kan gå tilbage."),
    ]
    return ask(request, project, form, title=_("Skift fase"), consequences=consequences)


@either
def reach(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    project, at = permitted_project(request, pk), received_at(request)
    milestone = get_object_or_404(project.milestones, pk=number)
    form = ReachedForm(*posted(request), initial={"on": local_date(at)})
    if form.is_bound and form.is_valid():
        reach_milestone(milestone, on=form.cleaned_data["on"], by=request.user, at=at)
        return done(request, project, _("Milepælen er nået."))
    consequences = [_("»%(title)s« står som nået på siden.") % {"title": milestone}]
    return ask(request, project, form, title=_("Milepælen er nået"), consequences=consequences)


@either
def add(request: HttpRequest, pk: int) -> HttpResponse:
    project = permitted_project(request, pk)
    form = DocumentForm(*posted(request, with_files=True))
    if form.is_bound and form.is_valid():
        step = {"by": request.user, "at": received_at(request)}
        title = form.cleaned_data["title"]
        add_document(project, form.cleaned_data["upload"], title=title, **step)
        return done(request, project, _("»%(title)s« er lagt op.") % {"title": title})
    consequences = [_("Alle kan hente dokumentet på projektets side.")]
    return ask(request, project, form, title=_("Læg et dokument op"), consequences=consequences)


@either
def remove(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    project = permitted_project(request, pk)
    document = get_object_or_404(project.documents, pk=number)
    form = StepForm(*posted(request))
    if form.is_bound:
        title = document.title
        remove_document(document, by=request.user, at=received_at(request))
        return done(request, project, _("»%(title)s« er taget ned.") % {"title": title})
    consequences = [
        _("»%(title)s« er væk fra siden med det samme. Historikken husker dets navn.")
        % {"title": document.title}
    ]
    title = _("Tag dokumentet ned")
    return ask(request, project, form, title=title, consequences=consequences, is_grave=True)
