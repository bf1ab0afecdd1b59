"""Filters that somebody saved, and where their addresses lead."""

from django.urls import reverse

from responses.models import SavedFilter

LIST = "/compliance/"
SAVE = "/filters/save/"


def saved(user, name="Late", query="status=overdue", body=None):
    return SavedFilter.objects.create(user=user, name=name, query=query, body=body)


def change(one):
    return reverse("responses:saved_filter_change", args=[one.pk])


def delete(one):
    return reverse("responses:saved_filter_delete", args=[one.pk])


def hmicfrs(liaison):
    return liaison.memberships.get().body


def led_to(client, address, **query):
    answer = client.get(address, query)
    assert answer.status_code == 302
    return answer.headers["Location"]
