from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CouncilsConfig(AppConfig):
    name = "councils"
    verbose_name = _("Råd, udvalg og bestyrelser")

    def ready(self) -> None:
        from councils.messages import register_kinds  # noqa: PLC0415 (models are loaded now)

        register_kinds()
