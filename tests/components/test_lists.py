import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from inspections.statuses import Status
from tracker.components.queries import chips


class Filter(forms.Form):
    words = forms.CharField(label="Words", required=False)
    status = forms.MultipleChoiceField(
        label="Status", required=False, choices=Status.choices, widget=forms.CheckboxSelectMultiple
    )
    late_only = forms.BooleanField(label="Late only", required=False)
    number = forms.IntegerField(label="Number", required=False)


def render(source, query="", **context):
    request = RequestFactory().get(f"/compliance/{query}")
    return Template(source).render(Context({"request": request, **context}))


def test_pagination_keeps_the_filter():
    page = Paginator(range(1000), 50).get_page(7)
    html = render("{% pagination page %}", "?status=overdue&status=closed&page=7", page=page)
    assert 'href="?status=overdue&amp;status=closed&amp;page=8"' in html
    assert 'aria-label="Page 7" aria-current="page"' in html
    assert html.count("govuk-pagination__item--ellipsis") == 2
    assert 'rel="prev"' in html


def test_one_page_has_no_pagination():
    assert render("{% pagination page %}", page=Paginator(range(3), 50).get_page(1)).strip() == ""


@pytest.mark.parametrize(
    ("current", "sort", "link"),
    [("deadline", "ascending", "-deadline"), ("-deadline", "descending", "deadline"), ("force", "none", "deadline")],
)
def test_sort_header_turns_round(current, sort, link):
    html = render("{% sort_header 'Deadline' 'deadline' current %}", "?words=x&page=3", current=current)
    assert f'aria-sort="{sort}"' in html
    assert f'href="?words=x&amp;sort={link}"' in html


def test_sort_header_may_begin_with_the_most():
    assert "sort=-overdue" in render("{% sort_header 'Overdue' 'overdue' 'force' first='descending' %}")


def test_chips_take_one_value_out_and_go_to_the_first_page():
    request = RequestFactory().get("/?words=cells&status=overdue&status=closed&late_only=on&number=x&page=3&sort=force")
    found = chips(Filter(request.GET), request.GET)
    assert [chip.label for chip in found] == ["Words: cells", "Overdue", "Closed", "Late only"]
    assert found[1].url == "?words=cells&status=closed&late_only=on&number=x&sort=force"
    assert found[0].url == "?status=overdue&status=closed&late_only=on&number=x&sort=force"
    assert chips(Filter(), request.GET) == []


def test_filter_panel_escapes_what_was_typed():
    html = render(
        "{% filter_panel form %}{% end_filter_panel %}",
        "?words=<b>&sort=-deadline",
        form=Filter({"words": "<b>"}),
    )
    assert "Words: &lt;b&gt;" in html
    assert "<b>" not in html
    assert html.index("Apply filter") < html.index('name="words"')


def test_filter_panel_takes_its_own_fields():
    html = render("{% filter_panel form %}{% field form.words small=True %}{% end_filter_panel %}", form=Filter({}))
    assert 'name="words"' in html
    assert 'name="status"' not in html


def test_foot_of_the_paper_cannot_leave_its_string():
    html = Template("{% css_string %}{{ words }} &amp; more{% end_css_string %}").render(
        Context({"words": 'x"; } </style>\\ é\n1'})
    )
    assert html == r'"x\22 \3b  \7d  \3c \2f style\3e \5c  é 1 \26  more"'


def test_alert_and_nothing():
    assert "moj-alert--warning" in render("{% alert 'warning' 'Late' %}x{% end_alert %}")
    assert '<div class="govuk-inset-text">x</div>' in render("{% nothing %}x{% end_nothing %}")
    with pytest.raises(KeyError):
        render("{% alert 'danger' %}x{% end_alert %}")


def test_navigation_fails_on_a_section_that_is_not_there():
    with pytest.raises(TemplateSyntaxError, match="no section 'force'"):
        render("{% navigation %}force{% end_navigation %}")


def test_breadcrumbs_end_with_the_page_itself():
    html = render("{% breadcrumbs 'Forces' '/forces/' 'Northshire Police' %}")
    assert '<a class="govuk-breadcrumbs__link" href="/forces/">Forces</a>' in html
    assert html.count("<a ") == 1
