"""The kinds of messages that this app itself knows."""

from django.utils.translation import gettext_lazy as _

from notifications.confirming import CONFIRM_FOLLOW, confirm_details, subject_is_public
from notifications.digest import digest_details
from notifications.kinds import DIGEST, Lane, Limit, MessageKind, register

RENDERED = "mail"
NOTICE = "mail.notice"
ADDRESS_CHECK = "notifications.address_check"
# Which of the two a mail of Django or allauth is; the header never leaves the house.
KIND_HEADER = "X-Portal-Kind"


def register_kinds() -> None:
    register(
        # Confirmation, reset: rendered by Django and allauth before they become a row.
        MessageKind(
            code=RENDERED,
            label=_("Mail om konto"),
            lane=Lane.IMMEDIATE,
            template="",
            limit=Limit.CANCEL,
        ),
        # "Your password was changed": no stranger's flood may keep it from its owner.
        MessageKind(
            code=NOTICE,
            label=_("Besked om ændring af konto"),
            lane=Lane.IMMEDIATE,
            template="",
        ),
        # What somebody has chosen to be told every day or every week, in one mail.
        MessageKind(
            code=DIGEST,
            label=_("Nyt samlet i én mail"),
            lane=Lane.BULK,
            template="notifications/email/digest",
            details=digest_details,
        ),
        # A stranger can type an address that is not theirs: it says what is asked, once.
        MessageKind(
            code=CONFIRM_FOLLOW,
            label=_("Bekræft, at du vil følge noget"),
            lane=Lane.IMMEDIATE,
            template="notifications/email/confirm_follow",
            still_due=subject_is_public,
            limit=Limit.CANCEL,
            details=confirm_details,
        ),
        # Asked for by somebody whose mails were stopped: that it is taken begins them again.
        MessageKind(
            code=ADDRESS_CHECK,
            label=_("Prøve af en mailadresse"),
            lane=Lane.IMMEDIATE,
            template="notifications/email/address_check",
            limit=Limit.CANCEL,
        ),
    )
