"""What was promised: written, handed over, moved, done or dropped."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.caching import private_page
from core.clock import local_date, received_at
from core.transitions import TransitionNotAllowed
from core.workplace import posted
from hearings import services
from hearings.forms.after import DropChangeForm, EditChangeForm, FinishChangeForm, NewChangeForm
from hearings.models import Hearing
from hearings.services.change_mails import audience_of_change
from hearings.services.changes import FOLLOWED_FROM
from hearings.services.decisions import CHANGES_ARE_DUE_AFTER
from hearings.views.deciding.frame import (
    PLANS,
    back,
    confirm_page,
    form_page,
    permitted_change,
    running_hearing,
)


@private_page
@require_http_methods(["GET", "POST"])
def add_change(request: HttpRequest, number: int) -> HttpResponse:
    hearing = _followed(request, number)
    at = received_at(request)
    due_on = local_date(at) + CHANGES_ARE_DUE_AFTER
    initial = {"department": hearing.department_id, "due_on": due_on}
    form = NewChangeForm(*posted(request), hearing=hearing, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.plan_change(hearing, **form.cleaned_data, by=request.user, at=at)
        except ValidationError as error:
            form.add_error("answer", error)
        else:
            messages.success(request, _("Ændringen er lovet. Alle kan se den på høringens side."))
            return back(request, hearing)
    title = _("Lov en ændring")
    return form_page(request, hearing, title=title, button=_("Gem løftet"), form=form)


@private_page
@require_http_methods(["GET", "POST"])
def edit_change(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    change = permitted_change(request, number, pk, PLANS)
    form = EditChangeForm(*posted(request), change=change)
    if request.method == "POST" and form.is_valid():
        services.change_change(
            change, **form.cleaned_data, by=request.user, at=received_at(request)
        )
        messages.success(request, _("Løftet er rettet."))
        return back(request, change.hearing)
    title = _("Ret løftet")
    return form_page(request, change.hearing, title=title, button=_("Gem løftet"), form=form)


@private_page
@require_http_methods(["GET", "POST"])
def finish(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    change = permitted_change(request, number, pk, "follow_up_change")
    at = received_at(request)
    form = FinishChangeForm(*posted(request), today=local_date(at), change=change)
    if request.method == "POST" and form.is_valid():
        services.finish_change(change, **form.cleaned_data, by=request.user, at=at)
        messages.success(request, _("Ændringen er udført. De, der bad om den, får besked."))
        return back(request, change.hearing)
    return confirm_page(
        request,
        change.hearing,
        title=_("Meld ændringen udført"),
        consequences=[
            _("Ændringen: %(text)s") % {"text": change.text},
            _("Den står som udført på høringens side, med det, du skriver her."),
            _("Det kan ikke fortrydes."),
        ],
        told=audience_of_change(change),
        form=form,
    )


@private_page
@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    change = permitted_change(request, number, pk, PLANS)
    at = received_at(request)
    form = DropChangeForm(*posted(request), hearing=change.hearing, today=local_date(at))
    if request.method == "POST" and form.is_valid():
        services.drop_change(change, **form.cleaned_data, by=request.user, at=at)
        messages.success(request, _("Løftet er opgivet. De, der bad om det, får besked."))
        return back(request, change.hearing)
    return confirm_page(
        request,
        change.hearing,
        title=_("Opgiv løftet"),
        consequences=[
            _("Ændringen: %(text)s") % {"text": change.text},
            _("Alle kan se, at den ikke bliver til noget, og hvorfor."),
            _("Det kan ikke fortrydes."),
        ],
        told=audience_of_change(change),
        form=form,
        is_grave=True,
    )


def _followed(request: HttpRequest, number: int) -> Hearing:
    """Fetch a hearing with a white paper or a decision: before that nothing is promised."""
    hearing = running_hearing(request, number, PLANS)
    if hearing.stage(received_at(request)) not in FOLLOWED_FROM:
        raise TransitionNotAllowed(
            _("En ændring kan loves, når hvidbogen er udgivet eller sagen er besluttet.")
        )
    return hearing
