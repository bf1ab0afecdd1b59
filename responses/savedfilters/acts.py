"""Filters are saved, shared, made a default and deleted."""

from django.db import transaction
from django.db.models import F, Q
from django.http import QueryDict

from responses.filters.compliance import MINE
from responses.filters.owners import ME
from responses.models import DefaultFilter, Owner, SavedFilter
from responses.savedfilters.chosen import kept, meaning


def may_change(saved, seat):
    """Whether this person may rename, replace, share or delete a filter that they see.

    Their own; of a body's those that they shared, and all of them where they decide for the body.
    """
    if saved.body_id is None:
        return saved.user_id == seat.user.pk
    side = seat.belongs.get(saved.body_id)
    return side is not None and (side.decides or saved.user_id == seat.user.pk)


def default_of_person(seat):
    """The key of the filter that this person made their default, None where they have none."""
    return DefaultFilter.objects.filter(user=seat.user).values_list("saved", flat=True).first()


@transaction.atomic
def save(saved, *, seat, mine, for_body):
    """Save a filter; `mine` and `for_body` say whether it is the default of its saver, and of its body.

    None leaves the body's default as it is. What is no longer shared is nobody else's default.
    """
    saved.save()
    others = saved.defaults.exclude(user=seat.user)
    (others if saved.body_id is None else others.exclude(body=saved.body_id).exclude(body=None)).delete()
    make_default(saved, mine, user=seat.user)
    if saved.body_id and for_body is not None:
        make_default(saved, for_body, body=saved.body)


def make_default(saved, is_default, **whose):
    """Make a filter the default of a user or a body, or no longer so; the one before gives way."""
    if is_default:
        DefaultFilter.objects.update_or_create(defaults={"saved": saved}, **whose)
    else:
        DefaultFilter.objects.filter(saved=saved, **whose).delete()


def opening(seat):
    """The parameters with which the compliance list opens for this person, "" for everything.

    Their own default, else that of a body of theirs, else what is theirs: a liaison's forces; the items that somebody
    owns; all that their bodies owe.
    """
    visible = SavedFilter.objects.visible_to(seat).order_by()
    defaults = DefaultFilter.objects.filter(Q(user=seat.user) | Q(body__in=list(seat.belongs)), saved__in=visible)
    first = defaults.order_by(F("user").asc(nulls_last=True), "body__name").values_list("saved__query", flat=True)
    saved = first.first()
    return kept(QueryDict(saved)) if saved else _mine(seat)


def _mine(seat):
    if seat.forces:
        return f"force={MINE}"
    owned = Owner.objects.of_sides(seat).filter(user=seat.user)
    if owned.filter(obligation__closed_on=None, obligation__removed_on=None).exists():
        return f"owner={ME}"
    return ours(seat)


def ours(seat):
    """The parameters that choose whatever the bodies of this person owe, "" where there are none."""
    return "&".join(f"force={body.slug}" for body in sorted(seat.answered.values(), key=lambda body: body.name))


def shown_as(filters, query):
    """The first of the filters that says what an address shows, None where none of them does."""
    here = meaning(query.urlencode())
    return next((saved for saved in filters if meaning(saved.query) == here), None)
