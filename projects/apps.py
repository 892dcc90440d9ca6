from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = _("Problemer og projekter")

    def ready(self) -> None:
        from projects.messages import register_kinds  # noqa: PLC0415 (models are loaded now)

        register_kinds()
