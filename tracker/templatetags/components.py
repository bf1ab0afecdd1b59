"""The components of the pages, built in to every template. docs/front-end.md lists them with examples."""

import html
import re
from itertools import chain

from django import template
from django.contrib.messages import constants
from django.forms import Field
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from inspections.back import PARAMETER as BACK
from inspections.back import query
from inspections.models import Body
from inspections.pastday import PARAMETER, UNTIL, is_past
from tracker.components import clock, dates, queries, statuses

register = template.Library()

for filter_name, function in {
    "long_date": dates.long_date,
    "percent": statuses.percent,
    "share_done": statuses.share_done,
}.items():
    register.filter(filter_name, function)

OF_STATUSES = "figures mark marks recorded_later since standing_cells state_tag status_bar status_key status_tag"

for tag_name in OF_STATUSES.split():
    register.simple_tag(getattr(statuses, tag_name), name=tag_name)
register.simple_tag(clock.clock_bar, name="clock_bar")
register.simple_tag(statuses.icon, name="status_icon")


# Dates ---------------------------------------------------------------------------------------------------------------


@register.simple_tag
def due(day, due_on, status, immediate=False):
    """A deadline as seen on `day`: the date, and how far it is where the item is still open."""
    return dates.due(day, due_on, status, immediate=immediate)


@register.filter
def time_element(on):
    """A day in a <time> element."""
    return dates.time_element(on)


NOT_KEPT = (PARAMETER, BACK, "page")

# Where one is --------------------------------------------------------------------------------------------------------

SECTIONS = {
    "home": (gettext_lazy("Home"), "home"),
    "forces": (gettext_lazy("Forces"), "responses:force_list"),
    "inspections": (gettext_lazy("Inspections"), "inspections:inspection_list"),
    "recommendations": (gettext_lazy("Recommendations"), "responses:recommendation_list"),
    "compliance": (gettext_lazy("Compliance"), "responses:compliance_list"),
    "statutory": (gettext_lazy("Statutory responses"), "responses:statutory_list"),
    "import": (gettext_lazy("Import"), "responses:import"),
}
ALWAYS_TODAY = ("home", "import")


@register.simple_tag(takes_context=True)
def keep_day(context, joined_by="?"):
    """What a link adds to stay on the earlier day that the page tells of: "?as_at=2024-12-31"; "" for today."""
    return mark_safe(query(context["request"]).replace("?", joined_by, 1))  # noqa: S308 - a name and a date


@register.simple_tag(takes_context=True)
def keep_day_field(context):
    """The same for a form that sends its fields in the address, unless it asks for the day itself."""
    day = getattr(context["request"], "as_at", None)
    if not is_past(day) or UNTIL in context["request"].GET:
        return ""
    return format_html('<input type="hidden" name="{}" value="{}">', PARAMETER, day.isoformat())


@register.inclusion_tag("components/as_at.html", takes_context=True)
def choose_day(context):
    """The field by which a page is shown as at an earlier day; the rest of the address stays."""
    request = context["request"]
    beside = [(name, value) for name, values in request.GET.lists() for value in values if name not in NOT_KEPT]
    return {"form": request.as_at_form, "beside": beside, "path": request.path, "past": is_past(request.as_at)}


@register.simple_tag(takes_context=True)
def today_url(context):
    """This page's address without the day."""
    request = context["request"]
    shown_today = queries.link(request.GET, **{PARAMETER: None, UNTIL: None, "page": None})
    return shown_today if len(shown_today) > 1 else request.path


@register.filter
def past(day):
    """Whether the page tells of an earlier day."""
    return is_past(day)


@register.filter
def after(moment, day):
    """Whether a moment came after the end of the earlier day that a page tells of."""
    return is_past(day) and moment is not None and localdate(moment) > day


@register.simple_block_tag(takes_context=True, end_name="end_navigation")
def navigation(context, content):
    """The items of the service navigation. Its content names the section of the page, or nothing.

    From a page that tells of an earlier day they lead to that day; home and import are always today's. Documents are
    brought in by those who answer for a body or oversee: nobody else is shown the way.
    """
    current = content.strip()
    if current and current not in SECTIONS:
        raise template.TemplateSyntaxError(f"There is no section {current!r}: {', '.join(SECTIONS)}.")
    day, seat = query(context["request"]), context["request"].seat
    items = [
        (text, reverse(address) + ("" if name in ALWAYS_TODAY else day), name == current)
        for name, (text, address) in SECTIONS.items()
        if name != "import" or seat.oversees or seat.sides
    ]
    return render_to_string("components/navigation.html", {"items": items})


def _short_name(body):
    """ "Northshire" for the Police and Crime Commissioner for Northshire: the head of a page has no room for more."""
    commissioner = body.kind in {Body.Kind.COMMISSIONER, Body.Kind.FIRE_COMMISSIONER}
    return body.name.rpartition(" for ")[2] if commissioner else body.name


@register.filter
def acting_for(seat):
    """Whom a signed-in person acts for, in two or three words."""
    own = sorted({_short_name(side.body) for side in seat.sides.values()})
    if seat.inspectorate:
        return pgettext("the inspectorate", "HMICFRS")
    if len(own) == 1:
        return own[0]
    if own:
        return _("%(body)s and others") % {"body": own[0]}
    return _("administrator") if seat.administrator else ""


@register.simple_tag
def back_link(url, text=None):
    """The way back to where one came from: "Back to recommendations (14 match, page 1)"."""
    link = '<nav aria-label="{}"><a href="{}" class="govuk-back-link">{}</a></nav>'
    return format_html(link, _("Back"), url, text or _("Back"))


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*texts_and_urls):
    """Where a place is fixed: text and address by turns, the page itself last and without an address."""
    texts, urls = texts_and_urls[::2], texts_and_urls[1::2]
    return {"crumbs": [(text, urls[i] if i < len(urls) else "") for i, text in enumerate(texts)]}


# Messages ------------------------------------------------------------------------------------------------------------

ALERTS = {
    "information": gettext_lazy("Information"),
    "success": gettext_lazy("Success"),
    "warning": gettext_lazy("Warning"),
    "error": gettext_lazy("Error"),
}
ALERT_OF_LEVEL = {
    constants.DEBUG: "information",
    constants.INFO: "information",
    constants.SUCCESS: "success",
    constants.WARNING: "warning",
    constants.ERROR: "error",
}


def _alert(variant, title, content, **options):
    name = f"{ALERTS[variant]}: {title}" if title else ALERTS[variant]
    context = {"variant": variant, "title": title, "content": content, "name": name, "role": "region", **options}
    return render_to_string("components/alert.html", context)


@register.simple_block_tag(end_name="end_alert")
def alert(content, variant, title=""):
    """MoJ's alert: information, success, warning or error, with an optional heading."""
    return _alert(variant, title, content)


@register.simple_tag
def message_alert(message):
    """A message of Django's as an alert, read out at once."""
    return _alert(ALERT_OF_LEVEL[message.level], "", message.message, role="alert")


@register.simple_block_tag(end_name="end_nothing")
def nothing(content):
    """What a list says when it is empty: one sentence, and one way on."""
    return format_html('<div class="govuk-inset-text">{}</div>', content)


@register.simple_block_tag(end_name="end_event")
def event(content, title, on, by="", level=3):
    """One event of a timeline, inside <div class="moj-timeline tracker-timeline">. What nobody did has no `by`."""
    context = {"title": title, "on": on, "by": by, "level": level, "content": content}
    return render_to_string("components/event.html", context)


# Forms ---------------------------------------------------------------------------------------------------------------

SMALL = {
    "radioselect": "govuk-radios--small",
    "radioswithhints": "govuk-radios--small",
    "checkboxselectmultiple": "govuk-checkboxes--small",
    "ticks": "govuk-checkboxes--small",
}


@register.simple_tag
def field(bound, size="s", small=False):
    """A field with its label, hint and error. `size` is the label's: s, m, l, plain, or hidden where a
    heading says the same; `small` fits panels."""
    context = {"field": bound, "size": size, "small": small}
    if small:
        kind = SMALL.get(bound.widget_type, "tracker-small")
        own = bound.field.widget.attrs.get("class", "")
        context["control"] = bound.as_widget(attrs={"class": f"{kind} {own}".strip()})
    return render_to_string(bound.template_name, context)


def _first_input(bound):
    """The id of the field's first input, where links of the error summary lead."""
    return bound.id_for_label or f"{bound.auto_id}_0"


def _lines(bound):
    """The field's errors as they read away from it: Django's "This field is required." says which field."""
    for error in bound.errors:
        plain = error == Field.default_error_messages["required"]
        yield _("%(label)s: %(error)s") % {"label": bound.label, "error": error} if plain else error


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms):
    """What is wrong, above everything else on the page, for one or more forms or lists of forms; else nothing."""
    errors = []
    for form in chain.from_iterable(given if isinstance(given, list) else [given] for given in forms):
        errors += [("", error) for error in form.non_field_errors()]
        errors += [(f"#{_first_input(bound)}", line) for bound in form.visible_fields() for line in _lines(bound)]
        errors += [("", error) for bound in form.hidden_fields() for error in bound.errors]
    return {"errors": errors}


@register.inclusion_tag("components/typed_words.html")
def typed_words(form):
    """Above the fields, where they hold words that were typed earlier and not saved: that they do, and since when."""
    return {"typing": getattr(form, "typed", None)}


@register.inclusion_tag("components/typed_line.html", takes_context=True)
def typed_line(context, form):
    """Above the buttons: by what the form is known when it comes back, and whether it is saved while one types."""
    return {"typing": getattr(form, "typed", None), "shown": context["request"].method == "GET"}


# Paper ---------------------------------------------------------------------------------------------------------------


@register.simple_block_tag(end_name="end_css_string")
def css_string(content):
    """Text as a string of CSS, for the foot of printed pages. Whatever is no letter or digit is written as its code, so
    that no word of a filter can end the string or the style element.
    """
    text = " ".join(html.unescape(content).split())
    return mark_safe('"' + re.sub(r"[^\w ,]", lambda found: f"\\{ord(found[0]):x} ", text) + '"')  # noqa: S308
