"""What goes on in a project: the list for everybody, and how the team adds to it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access import get_visible, person_of
from core.caching import keep_until, private_page
from core.clock import received_at
from core.workplace import posted
from projects.forms.team import ACTIVITY_FORMS, EndForm, PromiseWordsForm
from projects.models import TIME_TO_ANSWER, Activity, Project
from projects.parts.activities import shown_activities
from projects.services import activities as services
from projects.services import promises
from projects.views.stepping import done, permitted_project, read_or_act, step_page

Kind = Activity.Kind
# The words of the addresses.
KINDS = {"arrangement": Kind.EVENT, "vaeg": Kind.WALL, "samtale": Kind.CONVERSATION}
ADD = {
    Kind.EVENT: services.add_event,
    Kind.WALL: services.add_wall,
    Kind.CONVERSATION: services.add_conversation,
}


@login_not_required
@require_safe
def activities(request: HttpRequest, pk: int, slug: str) -> HttpResponseBase:
    """All activities, what was promised in each, and whether it was kept."""
    project = get_visible(request, Project.objects, pk=pk)
    if slug != project.slug:
        return redirect("projects:activities", project.pk, project.slug, permanent=True)
    person, at = person_of(request), received_at(request)
    rows = shown_activities(project, at)
    keep_until(request, *(moment for row in rows for moment in row.changes_at))
    may_change = bool(person) and person.has_perm("projects.change_project", project)
    context = {"project": project, "rows": rows, "may_change": may_change, "kinds": KINDS}
    return render(request, "projects/activity_list.html", context)


@read_or_act
@private_page
def add(request: HttpRequest, pk: int, slug: str, kind: str) -> HttpResponse:  # noqa: ARG001  (only the number decides)
    project = permitted_project(request, pk, "change")
    if kind not in KINDS:
        raise Http404
    of_kind = KINDS[kind]
    form = ACTIVITY_FORMS[of_kind](*posted(request))
    if request.method == "POST" and form.is_valid():
        adding: Any = ADD[of_kind]
        words, by, at = form.words(), request.user, received_at(request)
        adding(project, **form.values(), promise=words, by=by, at=at)
        return done(request, _("Aktiviteten er lagt til."), _list(project))
    return step_page(
        request,
        project,
        form=form,
        title=_("Ny aktivitet: %(kind)s") % {"kind": of_kind.label},
        button=_("Læg til"),
        consequences=[
            _("Alle kan se den med det samme, når projektet er offentligt."),
            _("Dagen efter, at den er slut, spørger vi dem, der var med: Holdt vi det?"),
        ],
        cancel_url=_list(project),
    )


@read_or_act
@private_page
def change_promise(request: HttpRequest, pk: int, slug: str, activity: int) -> HttpResponse:  # noqa: ARG001
    project = permitted_project(request, pk, "change")
    row = get_object_or_404(project.activities, pk=activity)
    initial = {"promise": row.promise, "promise_text": row.promise_text}
    form = PromiseWordsForm(*posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        services.change_promise(row, **form.words(), by=request.user, at=received_at(request))
        return done(request, _("Løftet er rettet."), _list(project))
    return step_page(
        request,
        project,
        form=form,
        title=_("Ret løftet: %(title)s") % {"title": row.title},
        button=_("Gem løftet"),
        consequences=[_("Det gamle løfte står i historikken.")],
        cancel_url=_list(project),
    )


@read_or_act
@private_page
def end(request: HttpRequest, pk: int, slug: str, activity: int) -> HttpResponse:  # noqa: ARG001
    """Say when a wall or a conversation ends."""
    project = permitted_project(request, pk, "change")
    row = get_object_or_404(project.activities.select_related("event", "wall"), pk=activity)
    form = EndForm(*posted(request), initial={"on": row.is_over_on})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["on"]
        services.end_activity(row, on=day, by=request.user, at=received_at(request))
        return done(request, _("Slutdagen er skrevet."), _list(project))
    asked = len(promises.who_took_part(row).users)
    return step_page(
        request,
        project,
        form=form,
        title=_("Hvornår slutter »%(title)s«?") % {"title": row.title},
        button=_("Gem slutdagen"),
        consequences=[
            _("Dagen efter bliver de, der var med, spurgt: Holdt vi det? Lige nu er det %(n)d.")
            % {"n": asked},
            _("De har %(days)d dage til at svare. Derefter kan alle se resultatet.")
            % {"days": TIME_TO_ANSWER.days},
        ],
        cancel_url=_list(project),
    )


def _list(project: Project) -> str:
    return reverse("projects:activities", args=[project.pk, project.slug])
