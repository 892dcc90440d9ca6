"""What became of the messages, for administrators. Their texts are not shown."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.lookups import ListedLookups
from notifications import troubles
from notifications.models import AddressTrouble, Message


@admin.register(Message)
class MessageAdmin(ListedLookups):
    list_display = ["pk", "kind", "recipient", "state", "reason", "attempts", "created_at"]
    list_filter = ["state", "reason", "lane", "kind"]
    list_select_related = ["user", "subscriber__user"]
    search_fields = ["=email", "=user__email"]
    date_hierarchy = "created_at"
    actions = ["try_again"]
    fields = [
        "kind",
        "lane",
        "recipient",
        "language",
        "state",
        "reason",
        "attempts",
        "lost_claims",
        "created_at",
        "not_before",
        "finished_at",
    ]
    readonly_fields = fields

    @admin.display(description=_("modtager"))
    def recipient(self, message: Message) -> str:
        return message.email or str(message.user or message.subscriber or "")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(
        self,
        request: HttpRequest,
        obj: Message | None = None,
    ) -> bool:
        return False

    @admin.action(description=_("Prøv at sende igen"), permissions=["change"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        count = sum(message.revive() for message in queryset)
        text = ngettext("%d besked venter igen.", "%d beskeder venter igen.", count)
        self.message_user(request, text % count)


@admin.register(AddressTrouble)
class AddressTroubleAdmin(ListedLookups):
    list_display = ["email", "refusals", "stopped_at", "first_at", "last_at", "last_answer"]
    list_filter = [("stopped_at", admin.EmptyFieldListFilter)]
    search_fields = ["=email"]
    actions = ["try_again"]
    fields = ["email", "refusals", "stopped_at", "first_at", "last_at", "last_answer"]
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(
        self,
        request: HttpRequest,
        obj: AddressTrouble | None = None,
    ) -> bool:
        return False

    @admin.action(description=_("Prøv igen"), permissions=["change"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[AddressTrouble]) -> None:
        for trouble in queryset:
            self.log_change(request, trouble, _("Vi sender igen til adressen."))
            troubles.forget(trouble.email)
        count = len(queryset)
        text = ngettext(
            "Vi sender igen til %d adresse. De mails, der blev aflyst, kommer ikke igen.",
            "Vi sender igen til %d adresser. De mails, der blev aflyst, kommer ikke igen.",
            count,
        )
        self.message_user(request, text % count)
