"""The minutes: written, sent to the members, signed by the chair of the meeting."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from core.clock import received_at
from core.workplace import posted
from councils.forms.meetings import MinutesForm, SeenForm
from councils.models import Meeting
from councils.services import minutes as services
from councils.services.asking import WrittenMeanwhile, digest_of, require_begun, require_unsettled
from councils.views.meeting_frame import fetch_meeting, form_page, told_members, working


@working(fetch_meeting, "write_minutes_meeting")
def write(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The text; who was overtaken by a colleague finds both texts on the page (409)."""
    require_begun(meeting)
    require_unsettled(meeting)
    at = received_at(request)
    form = MinutesForm(*posted(request), initial=_shown(meeting))
    if request.method != "POST" or not form.is_valid():
        return _page(request, meeting, form)
    try:
        services.write_minutes(meeting, **form.cleaned_data, by=request.user, at=at)
    except WrittenMeanwhile as overtaken:
        meeting.refresh_from_db(fields=["minutes"])
        form = _again(form, meeting, str(overtaken))
        return _page(request, meeting, form, stands=meeting.minutes, status=409)
    messages.success(request, _("Referatet er gemt som kladde."))
    return redirect(f"{meeting.get_absolute_url()}#referat")


def _page(request: HttpRequest, meeting: Meeting, form: MinutesForm, **more: Any) -> HttpResponse:
    return form_page(
        request,
        meeting.body,
        title=_("Skriv referat"),
        button=_("Gem kladden"),
        form=form,
        back=meeting.get_absolute_url(),
        **more,
    )


def _shown(meeting: Meeting) -> dict[str, str]:
    return {"text": meeting.minutes, "seen": digest_of(meeting.minutes)}


def _again(form: MinutesForm, meeting: Meeting, why: str) -> MinutesForm:
    """Return the form with what was typed, which now knows what stands there."""
    typed = form.cleaned_data["text"]
    form = MinutesForm({"text": typed, "seen": digest_of(meeting.minutes)})
    form.add_error(None, why)
    return form


@working(fetch_meeting, "write_minutes_meeting")
def submit(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    if request.method == "POST":
        services.submit_minutes(meeting, by=request.user, at=received_at(request))
        messages.success(request, _("Referatet er sendt til medlemmerne."))
        return redirect(f"{meeting.get_absolute_url()}#referat")
    return form_page(
        request,
        meeting.body,
        title=_("Send referatet til godkendelse"),
        button=_("Send referatet"),
        form=SeenForm(),
        back=meeting.get_absolute_url(),
        consequences=[
            _("Medlemmerne kan læse referatet. Andre kan ikke se det endnu."),
            _("Mødelederen kan underskrive det. Rettes det, skal det sendes igen."),
        ],
        told=told_members(meeting),
    )


@working(fetch_meeting, "sign_minutes_meeting")
def sign(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Only for who chaired it. What was read is what is signed."""
    form = SeenForm(*posted(request), initial={"seen": digest_of(meeting.minutes)})
    if request.method == "POST" and form.is_valid():
        services.sign_minutes(
            meeting, seen=form.cleaned_data["seen"], by=request.user, at=received_at(request)
        )
        messages.success(request, _("Tak. Referatet er godkendt og underskrevet."))
        return redirect(f"{meeting.get_absolute_url()}#referat")
    public = _("Alle kan læse referatet.")
    members = _("Medlemmerne kan læse referatet. Mødet er ikke offentligt.")
    return form_page(
        request,
        meeting.body,
        title=_("Underskriv referatet"),
        button=_("Underskriv som mødeleder"),
        form=form,
        back=meeting.get_absolute_url(),
        consequences=[
            _("Din underskrift står under referatet med navn og tidspunkt."),
            public if meeting.is_visible_to(None) else members,
            _("Derefter kan ingen rette referatet, beslutningerne eller skrive mere om mødet."),
        ],
        told=_("De, der følger med, får besked, når mødet er offentligt."),
        stands=meeting.minutes,
    )
