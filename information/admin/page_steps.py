"""The steps of a page as pages: GET says what will happen, POST does it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, When
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from core.clock import format_moment, received_at
from core.workplace import posted, staff_page
from hearings.forms.staff import StepForm
from information.admin.base import permitted
from information.forms.moments import LATER, PublishForm, ReviewForm
from information.forms.pages import MoveForm
from information.models import Page, PageVersion
from information.services import pages as services


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the newest version, or the one that the address names."""
    page = permitted(Page, request, pk, "publish")
    version = _version(request, page)
    form = _publish_form(request)
    if request.method == "POST" and form.is_valid():
        try:
            version = services.publish_version(
                version, public_from=form.cleaned_data["public_from"], **_step(request)
            )
        except ValidationError as error:
            form.add_error("day", error)
        else:
            return _published(request, page, version, form)
    at = received_at(request)
    public, planned = page.public_version(at), page.planned_version(at)
    consequences = [
        _("Udgave %(number)d bliver det, som alle kan læse på %(address)s.")
        % {"number": version.number, "address": page.get_absolute_url()},
        *([_replaces(public)] if public else []),
        *_overtakes(planned, version),
        _("Skal det ske senere, vælger du dag og klokkeslæt. Så sker det af sig selv."),
    ]
    context = _confirm(page, _("Offentliggør"), form, consequences)
    return staff_page(
        request, "admin/information/page/publish.html", context | {"version": version}
    )


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    page = permitted(Page, request, pk, "publish")
    version = get_object_or_404(page.versions, number=number)
    if request.method == "POST":
        services.cancel_plan(version, **_step(request))
        return _done(
            request, page, _("Planlægningen er aflyst. Udgave %d er en kladde igen.") % number
        )
    consequences = [
        _("Udgave %(number)d bliver ikke offentlig af sig selv.") % {"number": number},
        _("Teksten bliver, og du kan offentliggøre den en anden gang."),
    ]
    return _page(request, page, _("Aflys planlægningen"), StepForm(), consequences)


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    page = permitted(Page, request, pk, "change")
    initial = {"parent": page.parent_id, "slug": page.slug, "position": page.position}
    form = MoveForm(*posted(request), page=page, initial=initial)
    form.fields["parent"].queryset = places_for(request)
    if request.method == "POST" and form.is_valid():
        try:
            page = services.move_page(page, **form.cleaned_data, **_step(request))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            text = _("Siden ligger nu på %(address)s.") % {"address": f"/{page.path}/"}
            return _done(request, page, text)
    below = Page.objects.below(page).count()
    consequences = [
        _("Siden ligger nu på /%(path)s/.") % {"path": page.path},
        _("Den gamle adresse fører videre til den nye, også fra mails og andres links."),
    ]
    if below:
        consequences.append(
            ngettext("En underside flytter med.", "%(count)d undersider flytter med.", below)
            % {"count": below}
        )
    return _page(request, page, _("Flyt"), form, consequences)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    page = permitted(Page, request, pk, "withdraw")
    if request.method == "POST":
        services.withdraw_page(page, **_step(request))
        return _done(request, page, _("Siden er taget ned."))
    consequences = [
        _("Ingen kan læse siden mere, fra det øjeblik du trykker."),
        _("Links til den, også fra andre steder, fører til en side, der ikke findes."),
        _("Alle udgaver bliver gemt, og siden kan sættes op igen."),
    ]
    return _page(request, page, _("Tag ned"), StepForm(), consequences, is_grave=True)


@require_http_methods(["GET", "POST"])
def put_back(request: HttpRequest, pk: int) -> HttpResponse:
    page = permitted(Page, request, pk, "publish")
    if request.method == "POST":
        services.put_back_page(page, **_step(request))
        return _done(request, page, _("Siden er sat op igen."))
    public = page.public_version(received_at(request))
    text = _("Siden bliver en kladde: ingen udgave har været offentlig.")
    if public:
        text = _("Alle kan straks læse udgave %(number)d igen.") % {"number": public.number}
    return _page(request, page, _("Sæt op igen"), StepForm(), [text])


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    page = permitted(Page, request, pk, "change")
    form = ReviewForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        services.review_page(page, review_on=form.cleaned_data["review_on"], **_step(request))
        return _done(request, page, _("Siden er set efter."))
    consequences = [
        _("I historikken står, at du har set siden efter i dag."),
        _("Arbejdspladsen minder om den igen, når den nye dag er gået."),
    ]
    return _page(request, page, _("Set efter"), form, consequences)


def places_for(request: HttpRequest) -> QuerySet[Page]:
    """Return where in the tree a person may put a page: below their own, or what is public.

    Each has the `title` that this person may read: the newest title of their own pages, the
    public one of others.
    """
    at = received_at(request)
    mine = Q(pk__in=Page.objects.of_departments_of(request.user).values("pk"))
    public = PageVersion.objects.public_of(OuterRef("pk"), at).values("title")[:1]
    newest = PageVersion.objects.newest_of()
    return (
        Page.objects.filter(mine | Q(pk__in=Page.objects.public(at).values("pk")))
        .annotate(title=Case(When(mine, then=newest("title")), default=Subquery(public)))
        .order_by("path")
    )


def _version(request: HttpRequest, page: Page) -> PageVersion:
    number = request.GET.get("udgave", "")
    if number.isdecimal() and len(number) < 9:
        return get_object_or_404(page.versions, number=int(number))
    return get_object_or_404(page.versions.order_by("-number")[:1])


def _publish_form(request: HttpRequest) -> PublishForm:
    initial = {"when": LATER} if request.GET.get("hvornaar") == "senere" else None
    return PublishForm(*posted(request), initial=initial)


def _replaces(public: PageVersion) -> str:
    return _("Den afløser udgave %(number)d, som har stået der siden %(moment)s.") % {
        "number": public.number,
        "moment": format_moment(public.public_from),
    }


def _overtakes(planned: PageVersion | None, version: PageVersion) -> list[str]:
    if planned is None or planned.number >= version.number:
        return []
    return [
        _(
            "Udgave %(number)d er planlagt til %(moment)s. Er den nye udgave offentlig før, "
            "bliver den plan aflyst."
        )
        % {"number": planned.number, "moment": format_moment(planned.public_from)}
    ]


def _published(
    request: HttpRequest, page: Page, version: PageVersion, form: PublishForm
) -> HttpResponse:
    if version.is_public(received_at(request)):
        return _done(request, page, _("Udgave %d er offentlig nu.") % version.number)
    text = _("Udgave %(number)d bliver offentlig %(moment)s.") % {
        "number": version.number,
        "moment": format_moment(version.public_from),
    }
    return _done(request, page, f"{text} {twice_that_night(form)}".strip())


def twice_that_night(form: PublishForm) -> str:
    """Say which of two moments it is, when the clocks show the same time twice."""
    if not form.is_twice:
        return ""
    return _("Den nat viser uret klokkeslættet to gange. Det bliver anden gang.")


def _step(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "at": received_at(request)}


def _confirm(
    page: Page, label: str, form: Form, consequences: list[str], **more: Any
) -> dict[str, Any]:
    newest = page.newest_version()
    return {
        "title": label,
        "object": newest.title if newest else page,
        "step": label,
        "form": form,
        "consequences": consequences,
        "cancel_url": reverse("admin:information_page_change", args=[page.pk]),
        **more,
    }


def _page(request: HttpRequest, page: Page, *parts: Any, **more: Any) -> HttpResponse:
    return staff_page(request, "admin/step_confirm.html", _confirm(page, *parts, **more))


def _done(request: HttpRequest, page: Page, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("admin:information_page_change", page.pk)


# Address under the page, name, view.
PAGES = [
    ("offentliggoer/", "publish", publish),
    ("aflys/<dbint:number>/", "cancel", cancel),
    ("flyt/", "move", move),
    ("tag-ned/", "withdraw", withdraw),
    ("saet-op/", "put_back", put_back),
    ("set-efter/", "review", review),
]
