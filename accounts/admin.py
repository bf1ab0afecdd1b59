"""People, and the bodies for which they act."""

from allauth.account import admin as account_admin
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import Group
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import Membership, User
from inspections.admin.base import AttentionFilter, Concern, NoDelete, RecordAdmin
from inspections.forms import ReasonForm
from inspections.models import Body

# Roles are memberships: groups decide nothing here. Addresses are the users' own.
admin.site.unregister([Group, account_admin.EmailAddress])


class MembershipForm(ReasonForm):
    """From when to when somebody acts for a body."""

    def clean(self):
        cleaned = super().clean()
        body, role = cleaned.get("body"), cleaned.get("role")
        inspects = body is not None and body.kind == Body.Kind.INSPECTORATE
        if body and role and inspects != (role == Membership.Role.LIAISON):
            self.add_error("role", _("Liaisons belong to the inspectorate, editors and approvers to other bodies."))
        return cleaned


class MembershipInline(NoDelete, admin.TabularInline):
    model = Membership
    form = MembershipForm
    fields = ["body", "role", "from_on", "until_on"]
    autocomplete_fields = ["body"]
    extra = 0


class NewUserForm(UserCreationForm):
    class Meta:
        model = User
        fields = ["email", "name"]
        error_messages = {"email": {"unique": _("Somebody has this address.")}}


def acting_for_nobody(users, day):
    """Those who may sign in and then see nothing of their own: no membership of the day, and no administrator."""
    members = Membership.objects.in_force_on(day).order_by().values("user")
    return users.filter(is_active=True, is_staff=False).exclude(pk__in=members)


@admin.register(User)
class UserAdmin(NoDelete, DjangoUserAdmin):
    add_form = NewUserForm
    inlines = [MembershipInline]
    list_display = ["name", "email", "acts_for", "is_active", "is_staff", "last_login"]
    list_filter = [AttentionFilter, "is_active", "is_staff", "memberships__role"]
    concerns = [
        Concern(
            "alone",
            _("act for no body today"),
            lambda n: ngettext("%(n)d user acts for no body today", "%(n)d users act for no body today", n),
            acting_for_nobody,
        )
    ]
    search_fields = ["name", "email", "memberships__body__name"]
    ordering = ["name", "email"]
    filter_horizontal = []
    list_per_page = 50
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        (_("What they may do"), {"fields": ["is_active", "is_staff"]}),
        (_("When"), {"fields": ["created_at", "last_login"]}),
    ]
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["email", "name", "password1", "password2"]})]

    def get_queryset(self, request):
        today = Membership.objects.in_force_on(request.day).select_related("body")
        return super().get_queryset(request).prefetch_related(Prefetch("memberships", today, to_attr="of_today"))

    def get_readonly_fields(self, request, obj=None):
        # Nobody locks themselves out.
        own = ["is_active", "is_staff"] if obj == request.user else []
        return ["created_at", "last_login", *own]

    def get_inlines(self, request, obj):
        return [] if obj is None else self.inlines

    @admin.display(description=_("acts for"))
    def acts_for(self, user):
        return ", ".join(str(row.body) for row in user.of_today)

    def save_model(self, request, obj, form, change):
        obj.is_superuser = obj.is_staff  # an administrator may do everything here, everybody else nothing
        super().save_model(request, obj, form, change)
        obj.emailaddress_set.exclude(email__iexact=obj.email).delete()  # nobody signs in with a former address


@admin.register(Membership)
class MembershipAdmin(NoDelete, RecordAdmin):
    form = MembershipForm
    list_display = ["user", "body", "role", "from_on", "until_on"]
    list_select_related = ["user", "body"]
    list_filter = ["role", "body__kind"]
    search_fields = ["user__name", "user__email", "body__name"]
    date_hierarchy = "from_on"
    autocomplete_fields = ["user", "body"]
    actions = ["end_today"]

    @admin.action(description=_("End today: it is the last day"))
    def end_today(self, request, queryset):
        going_on = queryset.in_force_on(request.day).exclude(until_on=request.day)
        count = len(going_on)
        for row in going_on:
            row.until_on = request.day
            row._change_reason = str(_("Ended."))
            row.save()
        done = ngettext("%(count)d membership ends today.", "%(count)d memberships end today.", count)
        self.message_user(request, done % {"count": count}, messages.SUCCESS if count else messages.WARNING)
