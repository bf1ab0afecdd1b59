"""What lists are made of: pages, files, heads, filters and tabs; built in to every template."""

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from inspections.back import query
from tracker.components import queries
from tracker.templatetags.components import keep_day_field

register = template.Library()


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context, page_obj):
    """GOV.UK's pagination, each link keeping the rest of the address."""
    query = context["request"].GET

    def to(number):
        return queries.link(query, page=number)

    elided = page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)
    return {
        "page_obj": page_obj,
        "pages": [(number, "" if number == page_obj.paginator.ELLIPSIS else to(number)) for number in elided],
        "previous": to(page_obj.number - 1) if page_obj.has_previous() else "",
        "next": to(page_obj.number + 1) if page_obj.has_next() else "",
    }


@register.inclusion_tag("components/downloads.html", takes_context=True)
def downloads(context, page, words="", leave_out=""):
    """Links to the list of this page as files, exactly as it is filtered; `page` names the export's address.

    `words` say what they are, and `leave_out` names a kind of file that there is not.
    """
    query = context["request"].GET
    kinds = {"xlsx": _("Excel"), "ods": _("OpenDocument"), "csv": "CSV"}
    kinds.pop(leave_out, None)
    address = reverse(page)
    links = [(words, f"{address}{queries.link(query, page=None, **{'as': kind})}") for kind, words in kinds.items()]
    return {"links": links, "words": words or _("This list as a file:")}


ARROW = (
    '&nbsp;<svg class="tracker-icon tracker-icon--end" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
    '<path d="{}" fill="currentColor" stroke="none"></path></svg>'
)
ARROWS = {"ascending": "M8 4 3 11h10z", "descending": "M8 12 3 5h10z"}


@register.simple_tag(takes_context=True)
def sort_header(context, text, key, current, classes="", first="ascending"):
    """A column's head that sorts the list on the server. `current` is the sort in force, "deadline" or "-deadline".

    Selecting the head of the column in force turns it round; `first` says which way another one begins.
    """
    direction = {key: "ascending", f"-{key}": "descending"}.get(current, "none")
    begin = f"-{key}" if first == "descending" else key
    turned = {"ascending": f"-{key}", "descending": key, "none": begin}[direction]
    arrow = format_html(ARROW, ARROWS[direction]) if direction in ARROWS else ""
    return format_html(
        '<th scope="col" role="columnheader" aria-sort="{}" class="govuk-table__header {}">'
        '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}{}</a></th>',
        direction,
        classes,
        queries.link(context["request"].GET, sort=turned, page=None),
        text,
        arrow,
    )


@register.simple_block_tag(takes_context=True, end_name="end_filter_panel")
def filter_panel(context, content, form, title=None, cleared=None, saving=None):
    """MoJ's filter: what is selected, the button, then the fields. Content replaces the list of all fields.

    Stands first in <div class="moj-filter-layout">, before <div class="moj-filter-layout__content" id="results">.
    `cleared` is the address at which nothing is selected, where that is not the bare one; `saving` what can be done
    with the selection, as (words, address).
    """
    request = context["request"]
    cleared = cleared or request.path + query(request)
    panel = {
        "form": form,
        "title": title or _("Filter"),
        "content": content,
        "chips": queries.chips(form, request.GET, cleared),
        "path": request.path,
        "cleared": cleared,
        "saving": saving,
        "day": keep_day_field(context),
    }
    return render_to_string("components/filter_panel.html", panel)


@register.simple_tag
def filter_words(form):
    """What a filter form selects in one line: "Overdue, Safer in custody (2025)"."""
    return ", ".join(chip.label for chip in queries.chips(form, form.data))


@register.simple_block_tag(end_name="end_tabs")
def tabs(content, label):
    """MoJ's sub navigation, pages of one thing or saved filters. Content is a `tab` each."""
    return format_html(
        '<nav class="moj-sub-navigation tracker-screen" aria-label="{}">'
        '<ul class="moj-sub-navigation__list">{}</ul></nav>',
        label,
        content,
    )


@register.simple_tag
def tab(text, url, current=False):
    """One entry of `tabs`."""
    return format_html(
        '<li class="moj-sub-navigation__item"><a class="moj-sub-navigation__link"{} href="{}">{}</a></li>',
        mark_safe(' aria-current="page"') if current else "",
        url,
        text,
    )
