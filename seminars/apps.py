from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SeminarsConfig(AppConfig):
    name = "seminars"
    verbose_name = _("Seminarer")

    def ready(self) -> None:
        from seminars.messages import register_kinds  # noqa: PLC0415 (models are loaded now)

        register_kinds()
