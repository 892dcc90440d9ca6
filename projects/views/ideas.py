"""What became of the contributions: the list, one idea, and what staff and authors do with it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access import get_visible, person_of
from core.caching import private_page
from core.clock import received_at
from core.contributions import Fate
from core.workplace import posted
from projects.contributions import ContributionFilterForm, contributions_of, page_of
from projects.forms.team import FateForm, HideIdeaForm, RestoreIdeaForm
from projects.models import Idea, Project
from projects.services import ideas as services
from projects.views.stepping import done, permitted_project, read_or_act, step_page


@login_not_required
@require_safe
def contributions(request: HttpRequest, pk: int, slug: str) -> HttpResponseBase:
    """Each contribution with its state and the reason."""
    project = get_visible(request, Project.objects, pk=pk)
    if slug != project.slug:
        return redirect("projects:contributions", project.pk, project.slug, permanent=True)
    form = ContributionFilterForm(request.GET, project=project)
    chosen = form.chosen()
    context = {
        "project": project,
        "form": form,
        "is_filtered": bool(chosen.fate or chosen.question),
        "page_obj": page_of(contributions_of(project, chosen), request.GET.get("side")),
    }
    return render(request, "projects/contribution_list.html", context)


@login_not_required
@require_safe
def idea(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponseBase:
    """One idea. What is held or hidden is seen by its author and by who answers alone."""
    project = get_visible(request, Project.objects.select_related("department"), pk=pk)
    person = person_of(request)
    row = _idea(project, number)
    may_answer = bool(person) and person.has_perm("projects.answer_ideas_project", project)
    may_moderate = bool(person) and person.has_perm("projects.moderate_project", project)
    is_gone = row.state == Idea.State.DELETED
    if is_gone or not (row.is_visible_to(person) or may_answer or may_moderate):
        raise Http404
    if slug != project.slug:
        return redirect(row, permanent=True)
    is_own = row.is_written_by(person)
    context = {
        "project": project,
        "idea": row,
        "is_own": is_own,
        "may_answer": may_answer and not is_own and row.is_visible,
        "may_moderate": may_moderate,
    }
    return render(request, "projects/idea_detail.html", context)


@read_or_act
@private_page
def answer(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponse:  # noqa: ARG001  (only the number decides)
    project = permitted_project(request, pk, "answer_ideas")
    row = _idea(project, number)
    initial = {"fate": row.fate, "reason": row.fate_reason} if row.fate != Fate.WAITING else {}
    form = FateForm(*posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        fate, reason = Fate(form.cleaned_data["fate"]), form.cleaned_data["reason"]
        services.answer_idea(
            row, fate=fate, reason=reason, by=request.user, at=received_at(request)
        )
        return done(request, _("Svaret er givet, og forfatteren får det på mail."), _back(row))
    return _page(request, row, form, title=_("Svar på bidraget"), button=_("Giv svaret"))


@read_or_act
@private_page
def release(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponse:  # noqa: ARG001
    row = _idea(permitted_project(request, pk, "moderate"), number)
    if request.method == "POST":
        services.release_idea(row, by=request.user, at=received_at(request))
        return done(request, _("Alle kan læse bidraget nu."), _back(row))
    consequences = [_("Alle kan læse bidraget med det samme.")]
    return _page(
        request, row, None, title=_("Vis bidraget"), button=_("Vis"), consequences=consequences
    )


@read_or_act
@private_page
def hide(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponse:  # noqa: ARG001
    row = _idea(permitted_project(request, pk, "moderate"), number)
    form = HideIdeaForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        services.hide_idea(row, **form.cleaned_data, by=request.user, at=received_at(request))
        return done(request, _("Bidraget er skjult."), _back(row))
    consequences = [_("Kun forfatteren og medarbejdere kan se det fra nu af.")]
    return _page(
        request,
        row,
        form,
        title=_("Skjul bidraget"),
        button=_("Skjul"),
        consequences=consequences,
        is_grave=True,
    )


@read_or_act
@private_page
def restore(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponse:  # noqa: ARG001
    row = _idea(permitted_project(request, pk, "moderate"), number)
    form = RestoreIdeaForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        services.restore_idea(row, **form.cleaned_data, by=request.user, at=received_at(request))
        return done(request, _("Alle kan læse bidraget igen."), _back(row))
    consequences = [_("Alle kan læse bidraget igen.")]
    return _page(
        request, row, form, title=_("Vis igen"), button=_("Vis igen"), consequences=consequences
    )


@read_or_act
@private_page
def delete(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponse:  # noqa: ARG001
    """The author's own: the words go for good."""
    project = get_visible(request, Project.objects, pk=pk)
    row = _idea(project, number)
    if row.state == Idea.State.DELETED:
        raise Http404
    if not row.is_written_by(request.user):
        raise PermissionDenied
    if request.method == "POST":
        services.delete_idea(row, at=received_at(request))
        return done(request, _("Dit bud er slettet."), project.get_absolute_url())
    consequences = [_("Det, du skrev, bliver slettet for altid. Det kan ikke fortrydes.")]
    words = {"title": _("Slet dit bud"), "button": _("Slet"), "is_grave": True}
    return _page(request, row, None, consequences=consequences, told="", **words)


def _idea(project: Project, number: int) -> Idea:
    rows = Idea.objects.select_related("author", "organisation", "question")
    row = get_object_or_404(rows, project=project, number=number)
    row.project = project
    return row


def _back(row: Idea) -> str:
    return row.get_absolute_url()


def _page(request: HttpRequest, row: Idea, form: Any, **words: Any) -> HttpResponse:
    words.setdefault("told", _("Forfatteren får en mail."))
    return step_page(
        request, row.project, form=form, stands=row.text, cancel_url=_back(row), **words
    )
