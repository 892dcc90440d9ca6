from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Arrangementer")

    def ready(self) -> None:
        from events.messages import register_kinds  # noqa: PLC0415 (models are loaded now)

        register_kinds()
