from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = _("Samtaler")

    def ready(self) -> None:
        from comments.moderation_messages import KINDS  # noqa: PLC0415
        from notifications.kinds import register  # noqa: PLC0415

        register(*KINDS)
