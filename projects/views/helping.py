"""Offers of help and the hands that are wanted; actors as the project tells them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access import get_visible
from core.caching import private_page
from core.clock import received_at
from core.workplace import posted
from projects.forms.team import ActorForm, AnswerOfferForm, HelpWantedForm
from projects.models import Actor, Offer, Project
from projects.services import activities, offers
from projects.views.stepping import done, permitted_project, read_or_act, step_page, team_url


@read_or_act
@private_page
def answer_offer(request: HttpRequest, pk: int, slug: str, offer: int) -> HttpResponse:  # noqa: ARG001  (only the number decides)
    project = permitted_project(request, pk, "answer_offers")
    row = _offer(project, offer)
    initial = {"status": row.status, "answer": row.answer} if row.answer else {}
    form = AnswerOfferForm(*posted(request), offer=row, initial=initial)
    if request.method == "POST" and form.is_valid():
        written = {**form.cleaned_data, "status": Offer.Status(form.cleaned_data["status"])}
        offers.answer_offer(row, **written, by=request.user, at=received_at(request))
        return done(request, _("Svaret er sendt."), team_url(project))
    return step_page(
        request,
        project,
        form=form,
        title=_("Svar på tilbuddet"),
        button=_("Send svaret"),
        stands=f"{row.author_name}\n\n{row.text}",
        told=_("Den, der tilbyder, får svaret på mail."),
        cancel_url=team_url(project),
    )


@read_or_act
@private_page
def withdraw_offer(request: HttpRequest, pk: int, slug: str, offer: int) -> HttpResponse:  # noqa: ARG001
    project = get_visible(request, Project.objects, pk=pk)
    row = _offer(project, offer)
    if not row.is_made_by(request.user):
        raise PermissionDenied
    if request.method == "POST":
        offers.withdraw_offer(row, at=received_at(request))
        sentence = _("Dit tilbud er trukket tilbage.")
        return done(request, sentence, project.get_absolute_url())
    return step_page(
        request,
        project,
        title=_("Træk dit tilbud tilbage"),
        button=_("Træk tilbage"),
        stands=row.text,
        consequences=[_("Holdet ser ikke længere tilbuddet, og din kontakt bliver slettet.")],
        is_grave=True,
        cancel_url=project.get_absolute_url(),
    )


@read_or_act
@private_page
def want_help(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001
    project = permitted_project(request, pk, "answer_offers")
    form = HelpWantedForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        title = form.cleaned_data["title"]
        offers.want_help(project, title=title, by=request.user, at=received_at(request))
        return done(request, _("Det står nu på projektets side."), team_url(project))
    return step_page(
        request,
        project,
        form=form,
        title=_("Her mangler en hånd"),
        button=_("Skriv det på siden"),
        cancel_url=team_url(project),
    )


@require_POST
@private_page
def help_met(request: HttpRequest, pk: int, slug: str, wanted: int) -> HttpResponse:  # noqa: ARG001
    """Say that the hand is found; with `fortryd`, that it is wanted again."""
    project = permitted_project(request, pk, "answer_offers")
    row = get_object_or_404(project.help_wanted, pk=wanted)
    is_met = "fortryd" not in request.POST
    offers.note_help_met(row, is_met=is_met, by=request.user, at=received_at(request))
    return done(request, _("Listen er rettet."), team_url(project))


@read_or_act
@private_page
def add_actor(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001
    project = permitted_project(request, pk, "change")
    return _actor_page(request, project, Actor(project=project))


@read_or_act
@private_page
def change_actor(request: HttpRequest, pk: int, slug: str, actor: int) -> HttpResponse:  # noqa: ARG001
    project = permitted_project(request, pk, "change")
    row = get_object_or_404(project.actors, pk=actor)
    if request.method == "POST" and "fjern" in request.POST:
        activities.remove_actor(row, by=request.user, at=received_at(request))
        return done(request, _("Aktøren står ikke længere på siden."), team_url(project))
    return _actor_page(request, project, row)


def _actor_page(request: HttpRequest, project: Project, actor: Actor) -> HttpResponse:
    form = ActorForm(*posted(request), instance=actor)
    if request.method == "POST" and form.is_valid():
        row = form.save(commit=False)
        activities.save_actor(row, by=request.user, at=received_at(request))
        return done(request, _("Det står nu på projektets side."), team_url(project))
    return step_page(
        request,
        project,
        form=form,
        title=_("Hvem er med, og hvad kommer de med?"),
        button=_("Gem"),
        removes=_("Fjern fra siden") if actor.pk else "",
        cancel_url=team_url(project),
    )


def _offer(project: Project, pk: int) -> Offer:
    """Return an offer that stands; what is taken back is nobody's to see."""
    rows = project.offers.exclude(status=Offer.Status.WITHDRAWN)
    row: Offer = get_object_or_404(rows.select_related("author", "organisation", "wanted"), pk=pk)
    row.project = project
    return row
