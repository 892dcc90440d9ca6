from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from notifications import troubles


@require_POST
def try_again(request: HttpRequest) -> HttpResponse:
    """Let somebody whose mails were stopped ask for one; when it is taken, the others follow."""
    if troubles.try_again(request.user):
        text = _("Vi sender en mail nu. Når den er taget imod, sender vi mails til dig igen.")
        messages.success(request, text)
    else:
        text = _("Vi sendte ingen mail. Vent en time, og prøv igen, eller skift mailadresse.")
        messages.warning(request, text)
    return redirect(settings.PLACES["mypage"])
