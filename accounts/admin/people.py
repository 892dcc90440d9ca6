"""Accounts and roles, for administrators. No password, hash or secret is shown or set here."""

from typing import Any

import allauth.account.admin
import allauth.mfa.admin  # noqa: F401
import django.contrib.auth.admin  # noqa: F401
from allauth.account.forms import ResetPasswordForm
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import services
from accounts.forms import refuse_taken_name
from accounts.models import AccountEvent, DepartmentRole, User
from accounts.roles import CITY_ROLES, DEPARTMENT_ROLES, Role
from core.forms import EmailField, PersonNameField
from core.lookups import ListedLookups

# Roles are fixed (accounts/roles.py); addresses and second factors hold secrets or proofs.
for shown_by_others in (Group, EmailAddress, EmailConfirmation, Authenticator):
    if admin.site.is_registered(shown_by_others):
        admin.site.unregister(shown_by_others)


class RoleField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Group) -> str:
        return str(Role(obj.name).label)


class RolesField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Group) -> str:
        return str(Role(obj.name).label)


class UserForm(forms.ModelForm):
    email = EmailField(label=_("Mailadresse"))
    public_name = PersonNameField(label=_("Offentligt navn"), max_length=60)
    full_name = PersonNameField(label=_("Fulde navn"), max_length=120, required=False)
    city_roles = RolesField(
        label=_("Roller i hele kommunen"),
        queryset=Group.objects.filter(name__in=CITY_ROLES).order_by("name"),
        required=False,
    )

    class Meta:
        model = User
        fields = ["email", "public_name", "full_name", "area", "protected", "language", "is_staff"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "city_roles" in self.fields:
            self.initial["city_roles"] = self.instance.groups.filter(name__in=CITY_ROLES)

    def clean_public_name(self) -> str:
        name: str = self.cleaned_data["public_name"]
        refuse_taken_name(name, person=self.instance if self.instance.pk else None)
        return name


class DepartmentRoleInline(admin.TabularInline):
    model = DepartmentRole
    extra = 0

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "group":
            kwargs["form_class"] = RoleField
            kwargs["queryset"] = Group.objects.filter(name__in=DEPARTMENT_ROLES).order_by("name")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class AccountEventInline(admin.TabularInline):
    model = AccountEvent
    fk_name = "user"
    extra = 0
    max_num = 0
    can_delete = False
    fields = readonly_fields = ["at", "action", "by_name", "note"]

    def has_add_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(ListedLookups):
    form = UserForm
    list_display = ["email", "full_name", "public_name", "is_staff", "is_active", "last_login"]
    list_filter = ["is_staff", "is_active", "department_roles__department"]
    search_fields = ["email", "full_name", "public_name"]
    ordering = ["email"]
    readonly_fields = ["is_active", "date_joined", "last_login", "forgotten_at"]
    inlines = [DepartmentRoleInline, AccountEventInline]
    actions = ["close_accounts", "reopen_accounts", "remove_second_factors", "send_password_mails"]
    fieldsets = [
        (None, {"fields": ["email", "public_name", "full_name", "area", "protected", "language"]}),
        (_("Medarbejder"), {"fields": ["is_staff", "city_roles"]}),
        (_("Status"), {"fields": ["is_active", "date_joined", "last_login", "forgotten_at"]}),
    ]

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody deletes an account here: the person does it, and then it is anonymised."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj is not None and (obj.forgotten_at or _is_above(obj, request.user)):
            return False
        return super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if change:
            services.change_account(obj, changed=form.changed_data, by=request.user)
        else:
            obj.set_unusable_password()
            services.open_account(obj, by=request.user)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "city_roles" in form.cleaned_data:
            services.set_city_roles(form.instance, form.cleaned_data["city_roles"])
        if "city_roles" in form.changed_data or any(rows.has_changed() for rows in formsets):
            services.note_roles(form.instance, by=request.user)

    @admin.action(description=_("Luk de valgte konti"), permissions=["change"])
    def close_accounts(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        users = [user for user in self._below(request, queryset) if user.is_active]
        for user in users:
            services.close_account(user, by=request.user)
        count = len(users)
        self._tell(request, count, ngettext("%d konto er lukket.", "%d konti er lukket.", count))

    @admin.action(description=_("Åbn de valgte konti igen"), permissions=["change"])
    def reopen_accounts(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        users = [
            user
            for user in self._below(request, queryset)
            if not user.is_active and not user.forgotten_at
        ]
        for user in users:
            services.reopen_account(user, by=request.user)
        count = len(users)
        self._tell(request, count, ngettext("%d konto er åbnet.", "%d konti er åbnet.", count))

    @admin.action(
        description=_("Fjern totrinsbekræftelse (mistet telefon)"), permissions=["change"]
    )
    def remove_second_factors(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        users = self._below(request, queryset)
        for user in users:
            services.remove_second_factor(user, by=request.user)
        count = len(users)
        text = ngettext(
            "Totrinsbekræftelsen er fjernet fra %d konto.",
            "Totrinsbekræftelsen er fjernet fra %d konti.",
            count,
        )
        self._tell(request, count, text)

    @admin.action(
        description=_("Send en mail, så personen selv vælger adgangskode"), permissions=["change"]
    )
    def send_password_mails(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        users = [user for user in self._below(request, queryset) if user.is_active]
        for user in users:
            form = ResetPasswordForm({"email": user.email})
            if form.is_valid():
                form.save(request)
        count = len(users)
        self._tell(request, count, ngettext("%d mail er på vej.", "%d mails er på vej.", count))

    def _below(self, request: HttpRequest, queryset: QuerySet[User]) -> list[User]:
        """Leave out oneself, and superusers unless one is a superuser."""
        return [
            user for user in queryset if user != request.user and not _is_above(user, request.user)
        ]

    def _tell(self, request: HttpRequest, count: int, text: str) -> None:
        self.message_user(request, text % count, messages.SUCCESS if count else messages.WARNING)


def _is_above(user: User, other: Any) -> bool:
    return user.is_superuser and not other.is_superuser
