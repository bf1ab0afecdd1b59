from datetime import date

import pytest
from django import forms
from django.contrib.admin.widgets import AdminRadioSelect, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.template import Context, Template

from inspections.fields import GovukDateField, PlainCharField, RadiosWithHints


class Answer(forms.Form):
    position = forms.ChoiceField(
        label="Where does the force stand?",
        choices=[("in_progress", "In progress"), ("complete", "Complete")],
        widget=RadiosWithHints(hints={"complete": "HMICFRS then checks."}),
    )
    action = PlainCharField(label="Action taken", help_text="What was done.", widget=forms.Textarea)
    target_on = GovukDateField(label="Own target", required=False, help_text="For example, 31 1 2027.")
    sure = forms.BooleanField(label="I have the approval")


def posted(**changes):
    data = {"position": "complete", "action": "Done.", "sure": "on", **changes}
    return Answer({name: value for name, value in data.items() if value is not None})


def in_boxes(day, month, year):
    return {"target_on_day": day, "target_on_month": month, "target_on_year": year}


@pytest.mark.parametrize(
    ("typed", "on"),
    [
        (("31", "12", "2024"), date(2024, 12, 31)),
        (("1", "March", "2023"), date(2023, 3, 1)),
        ((" 1 ", "sep", "2026"), date(2026, 9, 1)),
        (("", "", ""), None),
        (("29", "2", "2024"), date(2024, 2, 29)),
    ],
)
def test_date_in_three_boxes(typed, on):
    form = posted(**in_boxes(*typed))
    assert form.is_valid()
    assert form.cleaned_data["target_on"] == on


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("31", "2", "2025"), "31 2 2025 is not a date. Write it like 31 12 2026."),
        (("x", "May", "2025"), "x May 2025 is not a date. Write it like 31 12 2026."),
        (("0", "13", "2025"), "0 13 2025 is not a date. Write it like 31 12 2026."),
        (("1", "1", "26"), "The year must have four figures, for example 2026."),
        (("1", "", "2026"), "The date must have a day, a month and a year."),
        (("1", "1", "9" * 5000), "The year must have four figures, for example 2026."),
    ],
)
def test_a_wrong_date_gets_one_sentence_and_shows_again_as_typed(typed, sentence):
    form = posted(**in_boxes(*typed))
    assert form.errors["target_on"] == [sentence]
    html = form["target_on"].as_field_group()
    assert all(f'value="{part}"' in html for part in typed if part)
    assert html.count("govuk-input--error") == 3
    assert 'aria-describedby="id_target_on_helptext id_target_on_error"' in html


def test_a_date_that_is_there_already_stands_in_its_boxes():
    html = Answer(initial={"target_on": date(2027, 1, 31)})["target_on"].as_field_group()
    assert [f'value="{part}"' in html for part in (31, 1, 2027)] == [True] * 3
    assert not Answer(in_boxes("31", "1", "2027"), initial={"target_on": date(2027, 1, 31)})["target_on"]._has_changed()


def test_a_required_date_says_what_to_enter():
    with pytest.raises(ValidationError, match="Enter a date: day, month and year"):
        GovukDateField().clean(["", "", ""])


def test_text_keeps_its_words_and_one_kind_of_line_end():
    assert posted(action="a\r\nb\rc").is_valid()
    assert PlainCharField().clean("a\r\nb\rc") == "a\nb\nc"
    with pytest.raises(ValidationError, match="Null characters are not allowed"):
        PlainCharField().clean("a\0b")


def test_field_group_names_hint_and_error():
    html = posted(action=None)["action"].as_field_group()
    assert '<label class="govuk-label govuk-label--s" for="id_action">Action taken</label>' in html
    assert 'class="govuk-hint" id="id_action_helptext"' in html
    assert 'id="id_action_error" class="govuk-error-message"' in html
    assert '<span class="govuk-visually-hidden">Error:</span>' in html
    assert 'aria-describedby="id_action_helptext id_action_error"' in html
    assert 'class="govuk-textarea govuk-textarea--error"' in html


def test_radios_have_their_hints_and_the_choice():
    html = posted()["position"].as_field_group()
    assert (
        '<legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Where does the force stand?</legend>' in html
    )
    assert 'aria-describedby="id_position_1_hint"' in html
    assert '<div class="govuk-hint govuk-radios__hint" id="id_position_1_hint">HMICFRS then checks.</div>' in html
    assert html.count(" checked") == 1


def test_hints_of_one_form_are_not_those_of_another():
    first, second = Answer(), Answer()
    first.fields["position"].widget.hints["in_progress"] = "Only here."
    assert "Only here." in first["position"].as_field_group()
    assert "Only here." not in second["position"].as_field_group()


def test_checkboxes_are_small_where_asked():
    class Filter(forms.Form):
        kind = forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)
        words = forms.CharField()

    form = Filter()
    assert "govuk-checkboxes--small" in Template("{% field form.kind small=True %}").render(Context({"form": form}))
    small = Template('{% field form.words size="m" small=True %}').render(Context({"form": form}))
    assert "govuk-label--m" in small
    assert 'class="govuk-input tracker-small"' in small


def test_form_as_a_whole_renders_every_field_once():
    html = str(Answer())
    assert html.count("govuk-form-group") == 4 + 3  # the date has a group for each of its boxes
    assert html.count('name="sure"') == 1


def test_error_summary_leads_to_the_first_input_of_each_field():
    form = posted(position=None, action=None, sure=None, **in_boxes("31", "2", "2025"))
    form.add_error(None, "The two do not agree.")
    html = Template("{% error_summary form %}").render(Context({"form": form}))
    assert "There is a problem" in html
    assert "<li>The two do not agree.</li>" in html
    assert '<a href="#id_action">Action taken: This field is required.</a>' in html
    assert '<a href="#id_position_0">' in html
    assert '<a href="#id_target_on_0">31 2 2025 is not a date.' in html
    assert Template("{% error_summary form %}").render(Context({"form": posted()})).strip() == ""


def test_the_admin_keeps_its_own_widgets():
    assert 'class="govuk-input vTextField"' in AdminTextInputWidget().render("name", "")
    radios = AdminRadioSelect(choices=[("a", "A")]).render("kind", "a")
    assert "govuk-radios" not in radios
    assert 'type="radio"' in radios
