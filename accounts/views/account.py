from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts import services
from accounts.forms import SettingsForm, name_is_taken


def edit_settings(request: HttpRequest) -> HttpResponse:
    """Let the person change what the account says about them."""
    form = SettingsForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid() and save(form):
        messages.success(request, _("Dine indstillinger er gemt."))
        return redirect("accounts:settings")
    return render(request, "accounts/settings_form.html", {"form": form})


def save(form: SettingsForm) -> bool:
    """Save what was found right; False when somebody took the name in the same instant."""
    try:
        services.save_settings(form.save(commit=False), changed=form.changed_data)
    except IntegrityError:
        form.add_error("public_name", name_is_taken())
        return False
    return True


def second_factor(request: HttpRequest) -> HttpResponse:
    """Explain to staff why the administration asks for a second factor, and how to set it up."""
    return render(request, "accounts/second_factor.html")
