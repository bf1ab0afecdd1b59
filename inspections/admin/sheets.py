"""The way from the list of some records to their spreadsheet."""

from inspections.exchange.forms import ExportForm
from inspections.views.sheets import SheetPages


class OnASheet:
    """Records that go out and come in as `sheet`; `sheet_export_form` says which go out."""

    sheet = None
    sheet_export_form = ExportForm

    def get_urls(self):
        pages = SheetPages(self.sheet, self.opts, self.sheet_export_form)
        return [*pages.urls(self.admin_site.admin_view), *super().get_urls()]
