from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HearingsConfig(AppConfig):
    name = "hearings"
    verbose_name = _("Høringer")

    def ready(self) -> None:
        from councils.beside import register_panel, register_reading  # noqa: PLC0415 (models are loaded now)
        from hearings import panels  # noqa: PLC0415
        from hearings.messages import register_kinds  # noqa: PLC0415
        from hearings.project_panel import panel_of_project  # noqa: PLC0415
        from projects.beside import register_panel as register_project_panel  # noqa: PLC0415

        register_kinds()
        register_panel(panels.panel_to_decide)
        register_panel(panels.panel_of_statements)
        register_reading(panels.reading_to_decide)
        register_project_panel(panel_of_project)
