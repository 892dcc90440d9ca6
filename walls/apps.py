from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WallsConfig(AppConfig):
    name = "walls"
    verbose_name = _("Vægge")

    def ready(self) -> None:
        from walls.messages import register_kinds  # noqa: PLC0415 (models are loaded now)

        register_kinds()
