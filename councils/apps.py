from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CouncilsConfig(AppConfig):
    name = "councils"
    verbose_name = _("Råd, udvalg og bestyrelser")

    def ready(self) -> None:
        from councils.beside import register_panel  # noqa: PLC0415 (models are loaded now)
        from councils.messages import register_kinds  # noqa: PLC0415
        from councils.seat_panel import seats_panel  # noqa: PLC0415

        register_kinds()
        register_panel(seats_panel)
