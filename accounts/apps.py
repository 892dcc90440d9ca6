from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Konti")

    def ready(self) -> None:
        from accounts.messages import register_kinds  # noqa: PLC0415 (models are loaded now)
        from accounts.receivers import connect  # noqa: PLC0415

        connect()
        register_kinds()
