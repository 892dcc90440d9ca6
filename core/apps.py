from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _

from core import checks


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Fælles")

    def ready(self) -> None:
        for check in checks.ALWAYS:
            register(check, Tags.compatibility)
        for check in checks.IN_PRODUCTION:
            register(check, Tags.security, deploy=True)
