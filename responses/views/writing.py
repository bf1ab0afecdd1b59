"""How written words will look, while they are written."""

from django.http import HttpResponse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from documents.writing import markdown
from responses.models import COMMENTS_MAX_LENGTH

TITLE = 1
"""A form stands under the title of its page, if under no deeper heading."""


@require_POST
def markdown_preview(request):
    """The text that was sent, as the pages show it. Nothing is stored."""
    text = request.POST.get("text", "").replace("\r\n", "\n")
    if len(text) > COMMENTS_MAX_LENGTH:
        most = number_format(COMMENTS_MAX_LENGTH, force_grouping=True)
        sentence = _("The text is longer than %(most)s characters, so there is no preview of it.") % {"most": most}
        return HttpResponse(sentence, status=413, content_type="text/plain; charset=utf-8")
    return HttpResponse(markdown.html(text, below=TITLE))
