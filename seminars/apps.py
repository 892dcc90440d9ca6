from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SeminarsConfig(AppConfig):
    name = "seminars"
    verbose_name = _("Seminarer")

    def ready(self) -> None:
        from events import parts  # noqa: PLC0415 (models are loaded now)
        from projects import beside as beside_projects  # noqa: PLC0415
        from seminars import after_panels, beside  # noqa: PLC0415
        from seminars.messages import register_kinds  # noqa: PLC0415
        from seminars.services.choosing import follow_registrations  # noqa: PLC0415
        from seminars.signup_panel import parts_of  # noqa: PLC0415

        register_kinds()
        parts.follow_registrations(follow_registrations)
        parts.tell_parts(parts_of)
        for panel in (
            after_panels.concluded_panel,
            after_panels.since_panel,
            after_panels.lessons_panel,
            after_panels.materials_panel,
            after_panels.report_panel,
        ):
            beside.register_panel(panel)
        beside_projects.register_panel(after_panels.told_panel)
