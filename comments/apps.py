from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = _("Samtaler")

    def ready(self) -> None:
        from comments.messages import register_kinds  # noqa: PLC0415 (models are loaded now)

        register_kinds()
