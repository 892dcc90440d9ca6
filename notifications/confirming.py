"""The link that proves a mail address before it follows something: three days, by mail alone.

The address stands in the row of the mail, not in the link: no log and no history shows it.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse

from core.owners import owner_of
from notifications.models import Feed, Message

CONFIRM_FOLLOW = "notifications.confirm_follow"
VALID_FOR = timedelta(days=3)
_signer = TimestampSigner(salt="notifications.confirm_follow", sep="~")


def confirm_token(message: Message) -> str:
    """Return the secret part of the link, good for three days from now."""
    return _signer.sign(str(message.pk))


def message_of_confirm_token(token: str) -> Message | None:
    """Return the mail that carried a link; None when it is forged, too old, or the mail is gone."""
    try:
        key = _signer.unsign(token, max_age=VALID_FOR)
    except BadSignature:
        return None
    mails = Message.objects.filter(kind=CONFIRM_FOLLOW, about_model=Feed._meta.label_lower)
    return mails.filter(pk=key).exclude(email="").first()


def subject_is_public(feed: Feed, _message: Any = None) -> bool:
    """Tell whether what is followed may be read by everybody, as who has no account must."""
    subject: Any = owner_of(feed)
    return subject is not None and subject.is_visible_to(None)


def confirm_details(feed: Feed, message: Message) -> dict[str, Any]:
    """Return what the mail says besides: what is to be followed, and the link."""
    path = reverse("notifications:confirm_follow", args=[confirm_token(message)])
    return {"subject": owner_of(feed), "confirm_url": f"{settings.SITE_URL}{path}"}
