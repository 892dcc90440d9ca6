from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.services import confirmed_emails
from core.clock import received_at
from councils.mypage import seats_of_person
from councils.mypage_meetings import minutes_to_sign
from events.mypage import registrations_of
from hearings.services import adopt_responses, offered_responses
from notifications.followed import followed_of
from notifications.services import take_over
from notifications.troubles import trouble_of
from portal.mypage import answers_of, comments_of, newest_notices, offered_follows
from projects.mypage import given_by


@require_safe
def mypage(request: HttpRequest) -> HttpResponse:
    emails = confirmed_emails(request.user)
    context = {
        "answers": answers_of(request.user, received_at(request)),
        "to_sign": minutes_to_sign(request.user),
        "registrations": registrations_of(request.user, received_at(request), emails=emails),
        "comments": comments_of(request.user),
        "seats": seats_of_person(request.user, received_at(request)),
        "offered": list(offered_responses(request.user)),
        "offered_follows": offered_follows(emails),
        "followed": followed_of(request.user),
        "news": newest_notices(request.user),
        "trouble": trouble_of(request.user),
        **given_by(request.user),
    }
    return render(request, "portal/mypage.html", context)


@require_POST
def adopt(request: HttpRequest) -> HttpResponse:
    """Link the answers that were offered: the person has asked for it."""
    count = adopt_responses(request.user, at=received_at(request))
    if count:
        text = ngettext(
            "%(n)d svar hører nu til din konto.", "%(n)d svar hører nu til din konto.", count
        )
        messages.success(request, text % {"n": count})
    return redirect("portal:mypage")


@require_POST
def take_over_follows(request: HttpRequest) -> HttpResponse:
    """Let the account follow what its own address follows: the person has asked for it."""
    count = take_over(request.user, confirmed_emails(request.user), at=received_at(request))
    if count:
        text = ngettext(
            "Din konto følger nu %(n)d ting mere.", "Din konto følger nu %(n)d ting mere.", count
        )
        messages.success(request, text % {"n": count})
    return redirect("portal:mypage")
