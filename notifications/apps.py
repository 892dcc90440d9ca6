from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = _("Beskeder")

    def ready(self) -> None:
        from notifications.messages import register_kinds  # noqa: PLC0415 (models are loaded now)

        register_kinds()
