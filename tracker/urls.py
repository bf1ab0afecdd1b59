"""Every address of the program. The ones outsiders may rely on: docs/adr keeps the list."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from tracker.health import health

# Django's own sign-in has no throttle: the admin's goes through allauth's.
admin.site.login = secure_admin_login(admin.site.login)

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("health/", health, name="health"),
]
