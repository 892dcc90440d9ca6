"""Pictures and documents of an event: put up one at a time, taken down with a line."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.clock import received_at
from core.workplace import posted, staff_page
from events.admin.base import permitted_event
from events.forms.event import EventFileForm, StepForm
from events.models import Event
from events.services import add_file, remove_file


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    event = permitted_event(request, pk, "change")
    initial = {"is_outcome": event.is_held(received_at(request))}
    form = EventFileForm(*posted(request, with_files=True), initial=initial)
    if request.method == "POST" and form.is_valid():
        written = dict(form.cleaned_data)
        upload = written.pop("upload")
        add_file(event, upload, by=request.user, at=received_at(request), **written)
        messages.success(request, _("»%(title)s« er lagt op.") % {"title": written["title"]})
        return redirect("admin:events_event_change", event.pk)
    consequences = [
        _("Filen står på arrangementets side, så snart du har gemt."),
        _("Skriv på et billede, hvad man ser, så også den, der ikke kan se, ved det."),
        _("Spørg dem, der kan kendes på billedet, før du lægger det op."),
    ]
    return _page(request, event, _("Læg fil op"), form, consequences)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    event = permitted_event(request, pk, "change")
    file = get_object_or_404(event.files, pk=number)
    form = StepForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        title = file.title
        remove_file(file, by=request.user, at=received_at(request))
        messages.success(request, _("»%(title)s« er taget ned.") % {"title": title})
        return redirect("admin:events_event_change", event.pk)
    consequences = [
        _("»%(title)s« er væk fra siden med det samme. Historikken husker dens navn.")
        % {"title": file.title}
    ]
    return _page(request, event, _("Tag filen ned"), form, consequences, is_grave=True)


def _page(request, event, step, form, consequences, **more):
    context = {
        "title": step,
        "object": event,
        "step": step,
        "form": form,
        "consequences": consequences,
        "told": 0,
        "cancel_url": reverse("admin:events_event_change", args=[event.pk]),
        "opts": Event._meta,
        **more,
    }
    return staff_page(request, "admin/step_confirm.html", context)
