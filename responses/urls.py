from django.urls import path, register_converter
from django.urls.converters import StringConverter

from documents.writing.content import Layout
from documents.writing.forms import Form
from inspections.views.asat import as_at
from responses.charts.charts import NAMES as CHARTS
from responses.papers.files import NAMES
from responses.views import (
    answers,
    corrections,
    duties,
    imports,
    offices,
    papers,
    passages,
    proposals,
    roundtrip,
    savedfilters,
    statutory,
    steps,
    succession,
    verdicts,
    verifying,
    versions,
)
from responses.views.bodies import BodyDetail
from responses.views.changes import ChangesExport, ComplianceChanges
from responses.views.charts import CONTENT_TYPES as PICTURES
from responses.views.charts import ComplianceChart, ComplianceCharts
from responses.views.compliance import ComplianceList
from responses.views.exports import ComplianceExport, ForceExport, RecommendationExport, StatutoryExport
from responses.views.forces import ForceDetail, ForceList
from responses.views.matrix import ComplianceMatrix
from responses.views.papers import OF_A_FORCE, CompliancePaper, CompliancePaperFile
from responses.views.recommendations import RecommendationDetail, RecommendationList
from responses.views.statutory_list import StatutoryList
from responses.views.writing import markdown_preview
from responses.workspace.sections import SECTIONS


class SectionConverter(StringConverter):
    """The name of a section of a statutory response, so that no other page of it is taken for one."""

    regex = "|".join(SECTIONS)


class LayoutConverter(StringConverter):
    """How a document is arranged."""

    regex = "|".join(Layout)


class PaperConverter(StringConverter):
    """The name of a paper about one force."""

    regex = "|".join(OF_A_FORCE)


class EndingConverter(StringConverter):
    """The ending of a paper's name."""

    regex = "|".join(NAMES)


class FormConverter(StringConverter):
    """The ending of a document's name."""

    regex = "|".join(Form)


class ChartConverter(StringConverter):
    """The name of a chart."""

    regex = "|".join(CHARTS)


class PictureConverter(StringConverter):
    """The ending of a picture's name."""

    regex = "|".join(PICTURES)


register_converter(ChartConverter, "chart")
register_converter(PictureConverter, "picture")
register_converter(SectionConverter, "section")
register_converter(LayoutConverter, "layout")
register_converter(FormConverter, "form")
register_converter(EndingConverter, "ending")
register_converter(PaperConverter, "paper")

RESPONSE = "inspections/<slug:slug>/response/<slug:force>/"

app_name = "responses"
urlpatterns = [
    path("forces/", as_at(ForceList.as_view()), name="force_list"),
    path("forces/export/", as_at(ForceExport.as_view()), name="force_export"),
    path("forces/<slug:slug>/", as_at(ForceDetail.as_view()), name="force_detail"),
    path("forces/<slug:slug>/papers/", as_at(papers.force_papers), name="force_papers"),
    path("forces/<slug:slug>/papers/<paper:name>.<ending:ending>", as_at(papers.force_paper), name="force_paper"),
    path("bodies/<slug:slug>/", as_at(BodyDetail.as_view()), name="body_detail"),
    path("bodies/<slug:slug>/settings/", offices.office_settings, name="office_settings"),
    path("recommendations/", as_at(RecommendationList.as_view()), name="recommendation_list"),
    path("recommendations/export/", as_at(RecommendationExport.as_view()), name="recommendation_export"),
    path("recommendations/<int:pk>/", as_at(RecommendationDetail.as_view()), name="recommendation_detail"),
    path("compliance/", as_at(ComplianceList.as_view()), name="compliance_list"),
    path("compliance/export/", as_at(ComplianceExport.as_view()), name="compliance_export"),
    path("compliance/changes/", as_at(ComplianceChanges.as_view()), name="compliance_changes"),
    path("compliance/changes/export/", as_at(ChangesExport.as_view()), name="changes_export"),
    path("compliance/sheet/", roundtrip.SheetDownload.as_view(), name="sheet_download"),
    path("compliance/sheet/upload/", roundtrip.sheet_upload, name="sheet_upload"),
    path("compliance/sheet/<uuid:pk>/", roundtrip.sheet_review, name="sheet_review"),
    path("compliance/charts/", as_at(ComplianceCharts.as_view()), name="compliance_charts"),
    path("compliance/charts/<chart:name>.<picture:kind>", as_at(ComplianceChart.as_view()), name="compliance_chart"),
    path("compliance/matrix/", as_at(ComplianceMatrix.as_view()), name="compliance_matrix"),
    path("compliance/paper/", as_at(CompliancePaper.as_view()), name="compliance_paper"),
    path("compliance/paper.<ending:ending>", as_at(CompliancePaperFile.as_view()), name="compliance_paper_file"),
    path("compliance/verify/", verifying.verify, name="verify"),
    path("compliance/<int:pk>/", as_at(answers.compliance_detail), name="compliance_detail"),
    path("compliance/<int:pk>/discard/", answers.answer_discard, name="answer_discard"),
    path("compliance/<int:pk>/progress/", answers.progress_add, name="progress_add"),
    path("compliance/<int:pk>/owner/", answers.answer_owner, name="answer_owner"),
    path("compliance/<int:pk>/offer/", answers.answer_offer, name="answer_offer"),
    path("compliance/<int:pk>/offer/<slug:slug>/end/", answers.answer_offer_end, name="answer_offer_end"),
    path("filters/", savedfilters.saved_filters, name="saved_filters"),
    path("filters/save/", savedfilters.saved_filter_save, name="saved_filter_save"),
    path("filters/<int:pk>/", savedfilters.saved_filter, name="saved_filter"),
    path("filters/<int:pk>/change/", savedfilters.saved_filter_change, name="saved_filter_change"),
    path("filters/<int:pk>/delete/", savedfilters.saved_filter_delete, name="saved_filter_delete"),
    path("statutory/export/", as_at(StatutoryExport.as_view()), name="statutory_export"),
    path("statutory/", as_at(StatutoryList.as_view()), name="statutory_list"),
    path("writing/preview/", markdown_preview, name="markdown_preview"),
    path("import/", imports.import_document, name="import"),
    path("import/<uuid:pk>/", imports.import_review, name="import_review"),
    path(RESPONSE, statutory.statutory_response, name="statutory_response"),
    path(f"{RESPONSE}steps/", steps.response_steps, name="response_steps"),
    path(f"{RESPONSE}steps/sign-off/", steps.response_sign_off, name="response_sign_off"),
    path(f"{RESPONSE}steps/<slug:name>/", steps.response_step, name="response_step"),
    path(f"{RESPONSE}steps/<int:step>/undo/", steps.response_undo, name="response_undo"),
    path(
        f"{RESPONSE}versions/<int:number>/<layout:layout>.<form:form>",
        versions.version_document,
        name="version_document",
    ),
    path(f"{RESPONSE}document/<layout:layout>.<form:form>", versions.response_document, name="response_document"),
    path(f"{RESPONSE}<section:section>/", statutory.statutory_section, name="statutory_section"),
    path(f"{RESPONSE}items/<int:item>/", statutory.statutory_remark, name="statutory_remark"),
    path(f"{RESPONSE}share/", statutory.statutory_share, name="statutory_share"),
    path(f"{RESPONSE}items/<int:item>/passage/", passages.passage_choose, name="passage_choose"),
    path(f"{RESPONSE}section-55/", duties.statutory_exemption, name="statutory_exemption"),
    path(f"{RESPONSE}answered-by/", duties.statutory_answered_by, name="statutory_answered_by"),
    path("admin/bodies/<int:pk>/merge/", succession.body_merge, name="body_merge"),
    path("admin/bodies/<int:pk>/give-way/", succession.body_hand_over, name="body_hand_over"),
    path("compliance/<int:pk>/in-error/", corrections.obligation_in_error, name="obligation_in_error"),
    path("compliance/<int:pk>/move/", corrections.answer_move, name="answer_move"),
    path("compliance/<int:pk>/withdraw/", corrections.answer_withdraw, name="answer_withdraw"),
    path("inspections/<slug:slug>/accept/", proposals.proposal_accept, name="proposal_accept"),
    path("inspections/<slug:slug>/merge/", proposals.proposal_match, name="proposal_match"),
    path("inspections/<slug:slug>/merge/<slug:into>/", proposals.proposal_merge, name="proposal_merge"),
    path("inspections/<slug:slug>/verdicts/", verdicts.verdicts, name="verdicts"),
    path("recommendations/<int:pk>/in-error/", corrections.item_in_error, name="item_in_error"),
    path(
        "compliance/<int:pk>/progress/<int:update>/withdraw/",
        corrections.progress_withdraw,
        name="progress_withdraw",
    ),
]
