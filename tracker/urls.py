"""Every address of the program."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import TemplateView

from accounts.views import typed_discard, typed_words
from responses.views.home import home
from tracker.health import health

# Django's own sign-in has no throttle: the admin's goes through allauth's.
admin.site.login = secure_admin_login(admin.site.login)


def page(name):
    """A page of words alone, which anybody may read."""
    return login_not_required(TemplateView.as_view(template_name=f"tracker/{name}.html"))


urlpatterns = [
    path("", home, name="home"),
    path("", include("inspections.urls")),
    path("", include("responses.urls")),
    path("accessibility/", page("accessibility"), name="accessibility"),
    path("cookies/", page("cookies"), name="cookies"),
    path("typed/", typed_words, name="typed"),
    path("typed/<int:pk>/discard/", typed_discard, name="typed_discard"),
    path("accounts/", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("health/", health, name="health"),
]
