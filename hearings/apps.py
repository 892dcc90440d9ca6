from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HearingsConfig(AppConfig):
    name = "hearings"
    verbose_name = _("Høringer")

    def ready(self) -> None:
        from hearings.messages import register_kinds  # noqa: PLC0415 (models are loaded now)

        register_kinds()
