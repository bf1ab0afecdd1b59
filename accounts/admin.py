"""People, and the bodies for which they act."""

from datetime import timedelta

from allauth.account import admin as account_admin
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import Group
from django.db.models import Prefetch
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.actions import LINK_DAYS, CannotInvite, MailNotSent, enter, send_invitation
from accounts.forms import (
    ForceLiaisonForm,
    InvitationForm,
    MembershipForm,
    PasswordForm,
    TermsOfOnePerson,
    UserForm,
    alone,
)
from accounts.models import ForceLiaison, Look, Membership, User
from accounts.views import see_as
from inspections.admin.base import AttentionFilter, Concern, NoDelete, ReadOnly, RecordAdmin, RecordInline
from inspections.admin.bodies import RightKindOfBody
from inspections.admin.lists import RecordList
from inspections.wording import day_words

# Roles are memberships: groups decide nothing here. Addresses are the users' own.
admin.site.unregister([Group, account_admin.EmailAddress])


class TermInline(NoDelete, RecordInline):
    """Rows on a person's page. Bodies are chosen here, and kept on their own pages."""

    formset = TermsOfOnePerson
    show_change_link = False

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        for name in ("can_add_related", "can_change_related", "can_delete_related", "can_view_related"):
            setattr(field.widget, name, False)
        return field


class MembershipInline(TermInline):
    model = Membership
    form = MembershipForm
    fields = ["body", "role", "from_on", "until_on", "version"]
    autocomplete_fields = ["body"]


class ForceLiaisonInline(RightKindOfBody, TermInline):
    model = ForceLiaison
    form = ForceLiaisonForm
    fields = ["force", "from_on", "until_on", "version"]
    autocomplete_fields = ["force"]
    verbose_name_plural = _("forces that this liaison looks after")


def acting_for_nobody(users, day):
    """Those who may sign in and then see nothing of their own: no membership of the day, and no administrator."""
    members = Membership.objects.in_force_on(day).order_by().values("user")
    return users.filter(is_active=True, is_staff=False).exclude(pk__in=members)


def uninvited(users, day):
    """Those who may sign in and cannot: they have no password, and no mail with a link has gone."""
    no_password = {"password__startswith": UNUSABLE_PASSWORD_PREFIX}
    return users.filter(is_active=True, last_login=None, invited_at=None, **no_password)


class SignInFilter(admin.SimpleListFilter):
    """Who has signed in, and who has only been invited."""

    title = _("signing in")
    parameter_name = "sign-in"

    def lookups(self, request, model_admin):
        return [("waiting", _("invited, not signed in yet")), ("done", _("has signed in"))]

    def queryset(self, request, queryset):
        waiting = {"last_login": None, "invited_at__isnull": False}
        choices = {"waiting": waiting, "done": {"last_login__isnull": False}}
        return queryset.filter(**choices.get(self.value(), {}))


@admin.register(User)
class UserAdmin(NoDelete, RecordAdmin, DjangoUserAdmin):
    """A person is added by an invitation; their password is theirs."""

    form = UserForm
    add_form = InvitationForm
    add_form_template = None
    change_password_form = PasswordForm
    inlines = [MembershipInline, ForceLiaisonInline]
    list_display = ["name", "email", "acts_for", "signed_in", "is_staff"]
    list_filter = [AttentionFilter, SignInFilter, "is_active", "is_staff", "memberships__role"]
    concerns = [
        Concern(
            "alone",
            _("act for no body today"),
            lambda n: ngettext("%(n)d user acts for no body today", "%(n)d users act for no body today", n),
            acting_for_nobody,
        ),
        Concern(
            "uninvited",
            _("no invitation has gone to them"),
            lambda n: ngettext(
                "%(n)d user was entered, but the invitation did not go",
                "%(n)d users were entered, but the invitations did not go",
                n,
            ),
            uninvited,
        ),
    ]
    actions = ["invite_again"]
    search_fields = ["name", "email", "memberships__body__name"]
    ordering = ["name", "email"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["email", "name"]}),
        (_("What they may do"), {"fields": ["is_active", "is_staff"]}),
        (_("What they are sent"), {"fields": ["reminders"]}),
        (_("When"), {"fields": ["created_at", "invited_at", "last_login"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": ["name", "email", "body", "role", "from_on", "forces", "is_staff", "reason"],
                "description": _(
                    "They get a mail at once, with a link by which they choose their password. "
                    "It works for %(days)d days; you can send it again."
                )
                % {"days": LINK_DAYS},
            },
        )
    ]

    def get_urls(self):
        see = self.admin_site.admin_view(see_as)
        return [path("<int:pk>/see-as/", see, name="accounts_user_see_as"), *super().get_urls()]

    def get_queryset(self, request):
        today = Membership.objects.in_force_on(request.day).select_related("body")
        return super().get_queryset(request).prefetch_related(Prefetch("memberships", today, to_attr="of_today"))

    def get_readonly_fields(self, request, obj=None):
        # Nobody locks themselves out.
        own = ["is_active", "is_staff"] if obj == request.user else []
        return [] if obj is None else ["created_at", "invited_at", "last_login", *own]

    def get_inlines(self, request, obj):
        """Forces for those who are, were or are to be liaisons."""
        if obj is None:
            return []
        liaison = obj.memberships.filter(role=Membership.Role.LIAISON).exists() or obj.looks_after.exists()
        return [MembershipInline, ForceLiaisonInline] if liaison else [MembershipInline]

    def get_changeform_initial_data(self, request):
        return {"from_on": request.day} | super().get_changeform_initial_data(request)

    @admin.display(description=_("acts for"))
    def acts_for(self, user):
        return ", ".join(str(row.body) for row in user.of_today)

    @admin.display(description=_("last signed in"), ordering="last_login")
    def signed_in(self, user):
        if not user.is_active:
            return _("may not sign in")
        if user.last_login:
            return day_words(timezone.localtime(user.last_login))
        if user.invited_at is None:
            return _("not invited, not signed in")
        too_old = user.invited_at + timedelta(days=LINK_DAYS) < timezone.now()
        waits = _("invited on %(day)s, not signed in yet; the link no longer works")
        words = waits if too_old else _("invited on %(day)s, not signed in yet")
        return words % {"day": day_words(timezone.localtime(user.invited_at))}

    def save_model(self, request, obj, form, change):
        obj.is_superuser = obj.is_staff  # an administrator may do everything here, everybody else nothing
        if not change:
            request.entered = enter(obj, **form.first_role)
            return
        super().save_model(request, obj, form, change)
        obj.emailaddress_set.exclude(email__iexact=obj.email).delete()  # nobody signs in with a former address

    def add_view(self, request, form_url="", extra_context=None):
        """Once the person is saved for good, the mail goes: whether it went cannot undo that."""
        extra_context = {"title": gettext("Invite somebody")} | (extra_context or {})
        response = super().add_view(request, form_url, extra_context)
        if entered := getattr(request, "entered", None):
            self._invite(request, [entered])
        return response

    @admin.action(description=_("Send the invitation again"))
    def invite_again(self, request, queryset):
        self._invite(request, queryset)

    def _invite(self, request, users):
        for user in users:
            try:
                send_invitation(user, by=request.user, at=timezone.now())
            except CannotInvite as refused:
                self.message_user(request, str(refused), messages.WARNING)
            except MailNotSent as failed:
                again = _("Once mail works, choose %(user)s in the list of users, and “Send the invitation again”.")
                self.message_user(request, f"{failed} {again % {'user': user}}", messages.ERROR)
            else:
                sent = _("The invitation to %(email)s is on its way.") % {"email": user.email}
                self.message_user(request, sent, messages.SUCCESS)


class TodayFilter(admin.SimpleListFilter):
    """What stands today, what is to come, and what has ended."""

    title = _("today")
    parameter_name = "today"

    def lookups(self, request, model_admin):
        return [("in", _("stands today")), ("later", _("to come")), ("ended", _("ended"))]

    def queryset(self, request, queryset):
        if self.value() == "in":
            return queryset.in_force_on(request.day)
        choices = {"later": {"from_on__gt": request.day}, "ended": {"until_on__lt": request.day}}
        return queryset.filter(**choices.get(self.value(), {}))


class TermAdmin(NoDelete, RecordAdmin):
    """What somebody is to a body from a day on: ended, never deleted."""

    date_hierarchy = "from_on"
    actions = ["end_today"]

    @admin.action(description=_("End today: it is the last day"))
    def end_today(self, request, queryset):
        going_on = queryset.in_force_on(request.day).exclude(until_on=request.day)
        count = len(going_on)
        for row in going_on:
            row.until_on = request.day
            row._change_reason = gettext("Ended.")
            row.save()
        self.message_user(
            request, self.ended_words(count) % {"count": count}, messages.SUCCESS if count else messages.WARNING
        )


@admin.register(Membership)
class MembershipAdmin(TermAdmin):
    form = alone(MembershipForm)
    list_display = ["user", "body", "role", "from_on", "until_on"]
    list_select_related = ["user", "body"]
    list_filter = [TodayFilter, "role", "body__kind"]
    search_fields = ["user__name", "user__email", "body__name"]
    autocomplete_fields = ["user", "body"]

    def ended_words(self, count):
        return ngettext("%(count)d membership ends today.", "%(count)d memberships end today.", count)


@admin.register(ForceLiaison)
class ForceLiaisonAdmin(RightKindOfBody, TermAdmin):
    form = alone(ForceLiaisonForm)
    list_display = ["user", "force", "from_on", "until_on"]
    list_select_related = ["user", "force"]
    list_filter = [TodayFilter, "force__region"]
    search_fields = ["user__name", "user__email", "force__name"]
    autocomplete_fields = ["user", "force"]

    def ended_words(self, count):
        return ngettext(
            "Ended for %(count)d force: today is the last day.",
            "Ended for %(count)d forces: today is the last day.",
            count,
        )


@admin.register(Look)
class LookAdmin(ReadOnly, RecordList):
    """Who looked as whom, and when."""

    list_display = ["began_at", "by", "person", "ended_at"]
    list_select_related = ["by", "person"]
    search_fields = ["by__name", "by__email", "person__name", "person__email"]
    date_hierarchy = "began_at"
