"""The kinds of messages that this app itself knows."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import Lane, Limit, MessageKind, register

RENDERED = "mail"


def register_kinds() -> None:
    register(
        # Log-in, confirmation, reset: rendered by Django and allauth before they become a row.
        MessageKind(
            code=RENDERED,
            label=_("Mail om konto"),
            lane=Lane.IMMEDIATE,
            template="",
            limit=Limit.CANCEL,
        ),
    )
