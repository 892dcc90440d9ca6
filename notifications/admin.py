"""What became of the messages, for administrators. Their texts are not shown."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.lookups import ListedLookups
from notifications.models import Message


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
