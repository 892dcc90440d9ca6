from django.contrib import admin

from city.models import Area, Department, Topic
from core.lookups import ListedLookups


class NamedAdmin(ListedLookups):
    list_display = ["name", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Area)
class AreaAdmin(NamedAdmin):
    list_display = ["name", "is_provisional", "is_active"]


@admin.register(Topic)
class TopicAdmin(NamedAdmin):
    pass


@admin.register(Department)
class DepartmentAdmin(NamedAdmin):
    list_display = ["name", "email", "phone", "is_active"]
