"""Giving an idea, offering help, asking to join: three forms, kept from the first POST on.

Whoever has no account writes first, and logs in or signs up then; the words wait meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.exceptions import MayNotAct
from comments.contact import contacts_in, seal_of
from core import limits
from core.access import get_visible, person_of
from core.caching import private_page
from core.clock import received_at
from core.transitions import TransitionNotAllowed
from projects.forms.giving import GivingForm, IdeaForm, JoinForm, OfferForm
from projects.models import ContributionDraft, Project
from projects.services.drafts import alive_draft, keep_draft
from projects.services.ideas import give_idea as give
from projects.services.ideas import require_ideas
from projects.services.offers import make_offer, require_offers
from projects.services.team import ask_to_join, require_active
from projects.views.giving_keys import fresh_stamp, key_of_form, sent_under

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

HOUR = 3600
# A town hall with 300 people behind one address stays below; a bot does not.
TYPED_PER_HOUR = 1500
GIVEN_PER_HOUR = 20
read_or_write = require_http_methods(["GET", "HEAD", "POST"])
Kind = ContributionDraft.Kind


@dataclass(frozen=True)
class Way:
    """One of the three forms: its words, when it is open, and what sending it does."""

    kind: ContributionDraft.Kind
    url_name: str
    form: type[GivingForm]
    require: Callable[[Project], None]
    send: Callable[..., Any]
    title: StrPromise
    lead: StrPromise
    submit: StrPromise
    who_sees: StrPromise
    is_public: bool = False

    def path(self, project: Project, key: UUID | None = None) -> str:
        place = [project.pk, project.slug]
        name = f"projects:{self.url_name}"
        return reverse(f"{name}_again", args=[*place, key]) if key else reverse(name, args=place)

    def refusal(self, project: Project) -> str:
        """Return why the form is closed now, "" while it is open."""
        try:
            self.require(project)
        except TransitionNotAllowed as refusal:
            return str(refusal)
        return ""


def _send_idea(project: Project, person: Any, key: UUID, at: Any, **written: Any) -> str:
    idea = give(project, author=person, key=key, at=at, **written)
    if not idea.is_visible:
        return _("Tak. En medarbejder læser dit bud, før andre kan se det.")
    return _("Tak. Dit bud står her nu. Du får besked, når der er svaret.")


def _send_offer(project: Project, person: Any, key: UUID, at: Any, **written: Any) -> str:
    make_offer(project, author=person, key=key, at=at, **written)
    return _("Tak for dit tilbud. Holdet svarer dig på mail.")


def _send_wish(project: Project, person: Any, key: UUID, at: Any, **written: Any) -> str:
    member = ask_to_join(project, user=person, key=key, at=at, **written)
    if member.status == member.Status.ON_TEAM:
        return _("Du er på holdet i forvejen.")
    return _("Tak. Holdet har fået dit ønske og svarer dig på mail.")


IDEA = Way(
    Kind.IDEA,
    "give_idea",
    IdeaForm,
    require_ideas,
    _send_idea,
    gettext_lazy("Giv dit bud"),
    gettext_lazy("Du får et svar med en begrundelse, uanset om dit bud bliver brugt."),
    gettext_lazy("Send dit bud"),
    gettext_lazy(
        "Alle kan læse dit bud og se dit offentlige navn. Har du navnebeskyttelse, "
        "står der »Borger«. Du kan slette det igen."
    ),
    is_public=True,
)
OFFER = Way(
    Kind.OFFER,
    "offer_help",
    OfferForm,
    require_offers,
    _send_offer,
    gettext_lazy("Tilbyd din hjælp"),
    gettext_lazy("Alt kan bruges: en time, et lokale, et værktøj, noget du ved."),
    gettext_lazy("Send tilbuddet"),
    gettext_lazy(
        "Kun holdet og de medarbejdere, der kører projektet, ser dit tilbud og din kontakt. "
        "Du kan trække det tilbage."
    ),
)
JOIN = Way(
    Kind.JOIN,
    "ask_to_join",
    JoinForm,
    require_active,
    _send_wish,
    gettext_lazy("Bed om at komme med"),
    gettext_lazy("Holdet planlægger projektet og svarer på tilbud om hjælp."),
    gettext_lazy("Send ønsket"),
    gettext_lazy(
        "Kun holdet læser din besked. Kommer du med, står dit offentlige navn, og hvad du "
        "kommer med, på projektets side. Har du navnebeskyttelse, står navnet der ikke."
    ),
)


@login_not_required
@read_or_write
@private_page
def give_idea(request: HttpRequest, pk: int, slug: str, key: UUID | None = None) -> HttpResponse:  # noqa: ARG001  (only the number decides)
    return _answer(request, IDEA, pk, key)


@login_not_required
@read_or_write
@private_page
def offer_help(request: HttpRequest, pk: int, slug: str, key: UUID | None = None) -> HttpResponse:  # noqa: ARG001
    return _answer(request, OFFER, pk, key)


@login_not_required
@read_or_write
@private_page
def join(request: HttpRequest, pk: int, slug: str, key: UUID | None = None) -> HttpResponse:  # noqa: ARG001
    return _answer(request, JOIN, pk, key)


def _answer(request: HttpRequest, way: Way, pk: int, key: UUID | None) -> HttpResponse:
    """The form. With a key: what was typed before, which nobody else is shown."""
    project = get_visible(request, Project.objects.select_related("department"), pk=pk)
    if request.method == "POST":
        return _take_in(request, way, project, key)
    if key is None:
        return _fresh_page(request, way, project)
    draft = alive_draft(project, way.kind, key, at=received_at(request))
    if draft is None:
        return redirect(way.path(project))
    if draft.person_id not in (None, getattr(request.session_person, "pk", None)):
        if person_of(request) is None:
            return redirect_to_login(request.path)
        raise Http404
    if refusal := way.refusal(project):
        return _closed_page(request, way, project, refusal, draft.typed)
    form = way.form(initial=draft.typed, project=project, person=person_of(request))
    return _form_page(request, way, project, form, key=key, is_back=True)


def _fresh_page(request: HttpRequest, way: Way, project: Project) -> HttpResponse:
    if refusal := way.refusal(project):
        return _closed_page(request, way, project, refusal, {})
    asked = {"question": request.GET.get("spoergsmaal", ""), "wanted": request.GET.get("til", "")}
    form = way.form(initial=asked, project=project, person=person_of(request))
    stamp = fresh_stamp(request, way.kind, project)
    return _form_page(request, way, project, form, stamp=stamp)


def _take_in(request: HttpRequest, way: Way, project: Project, key: UUID | None) -> HttpResponse:
    """Keep what was typed, look at it, and send it when its author is logged in."""
    form_key = key_of_form(request, way.kind, project, key)
    person = person_of(request)
    if person and sent_under(form_key.key, person):
        return redirect(project)
    typed = _typed(request, way)
    who = limits.client_ip(request)
    if not limits.allow("project.type", who, limit=TYPED_PER_HOUR, per_seconds=HOUR):
        too_often = str(limits.LimitExceeded(HOUR))
        return _closed_page(request, way, project, too_often, typed, status=429)
    at = received_at(request)
    keep_draft(project, kind=way.kind, key=form_key.key, typed=typed, person=person, at=at)
    if refusal := way.refusal(project):
        return _closed_page(request, way, project, refusal, typed, status=409)
    form = way.form(request.POST, project=project, person=person)
    if form_key.refusal:
        form.add_error(None, form_key.refusal)
    if not form.is_valid():
        return _form_page(request, way, project, form, key=form_key.key)
    if person is None:
        return redirect_to_login(way.path(project, form_key.key))
    return _send(request, way, project, form, form_key.key)


def _send(
    request: HttpRequest, way: Way, project: Project, form: GivingForm, key: UUID
) -> HttpResponse:
    person, written = person_of(request), form.cleaned_data
    if way.is_public and (warning := _contact_warning(request, written["text"])):
        return _form_page(request, way, project, form, key=key, **warning)
    try:
        limits.consume("project.give", str(person.pk), limit=GIVEN_PER_HOUR, per_seconds=HOUR)
        thanks = way.send(project, person, key, received_at(request), **written)
    except limits.LimitExceeded as limit:
        form.add_error(None, str(limit))
        return _form_page(request, way, project, form, key=key, status=429)
    except MayNotAct as refusal:
        form.add_error("organisation", refusal)
        return _form_page(request, way, project, form, key=key, status=409)
    except TransitionNotAllowed as refusal:
        typed = _typed(request, way)
        return _closed_page(request, way, project, str(refusal), typed, status=409)
    messages.success(request, thanks)
    return redirect(project)


def _typed(request: HttpRequest, way: Way) -> dict[str, str]:
    names = [*way.form.base_fields, "organisation"]
    return {name: request.POST[name] for name in names if name in request.POST}


def _contact_warning(request: HttpRequest, text: str) -> dict[str, Any]:
    """Return what the form shows about telephone numbers and mail addresses not agreed to yet."""
    contacts = contacts_in(text)
    seal = seal_of(contacts)
    if not contacts or request.POST.get("seen") == seal:
        return {}
    return {"contacts": contacts, "seal": seal}


def _form_page(
    request: HttpRequest,
    way: Way,
    project: Project,
    form: GivingForm,
    *,
    key: UUID | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    shown = {
        "project": project,
        "giving": way,
        "form": form,
        "action": way.path(project, key),
        "cancel_url": project.get_absolute_url(),
        **context,
    }
    return render(request, "projects/giving_form.html", shown, status=status)


def _closed_page(
    request: HttpRequest,
    way: Way,
    project: Project,
    message: str,
    typed: dict[str, str],
    *,
    status: int = 200,
) -> HttpResponse:
    """Give the words back to their writer: nothing is taken now, or too much was sent."""
    texts = [typed[name] for name in ("text", "brings", "message", "contact") if typed.get(name)]
    context = {"project": project, "giving": way, "message": message, "texts": texts}
    return render(request, "projects/giving_closed.html", context, status=status)
