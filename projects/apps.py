from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = _("Problemer og projekter")

    def ready(self) -> None:
        from projects.beside import register_panel  # noqa: PLC0415 (models are loaded now)
        from projects.messages import register_kinds  # noqa: PLC0415
        from projects.parts.focus import focus_panel  # noqa: PLC0415
        from projects.parts.giving import register_giving_panels  # noqa: PLC0415

        register_kinds()
        register_panel(focus_panel)
        register_giving_panels()
