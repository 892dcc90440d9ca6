from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        from portal.receivers import connect  # noqa: PLC0415 (models are loaded now)
        from portal.search.watching import check_watched  # noqa: PLC0415

        connect(self)
        register(check_watched, Tags.database)
