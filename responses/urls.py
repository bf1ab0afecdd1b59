from django.urls import path

from inspections.views.asat import as_at
from responses.views import answers, corrections, duties, imports, passages, proposals, succession
from responses.views.bodies import BodyDetail
from responses.views.compliance import ComplianceList
from responses.views.forces import ForceDetail, ForceList
from responses.views.recommendations import RecommendationDetail, RecommendationList
from responses.views.statutory import StatutoryResponseDetail
from responses.views.statutory_list import StatutoryList

app_name = "responses"
urlpatterns = [
    path("forces/", as_at(ForceList.as_view()), name="force_list"),
    path("forces/<slug:slug>/", as_at(ForceDetail.as_view()), name="force_detail"),
    path("bodies/<slug:slug>/", as_at(BodyDetail.as_view()), name="body_detail"),
    path("recommendations/", as_at(RecommendationList.as_view()), name="recommendation_list"),
    path("recommendations/<int:pk>/", as_at(RecommendationDetail.as_view()), name="recommendation_detail"),
    path("compliance/", as_at(ComplianceList.as_view()), name="compliance_list"),
    path("compliance/<int:pk>/", as_at(answers.compliance_detail), name="compliance_detail"),
    path("compliance/<int:pk>/discard/", answers.answer_discard, name="answer_discard"),
    path("compliance/<int:pk>/progress/", answers.progress_add, name="progress_add"),
    path("compliance/<int:pk>/offer/", answers.answer_offer, name="answer_offer"),
    path("compliance/<int:pk>/offer/<slug:slug>/end/", answers.answer_offer_end, name="answer_offer_end"),
    path("statutory/", as_at(StatutoryList.as_view()), name="statutory_list"),
    path("import/", imports.import_document, name="import"),
    path("import/<uuid:pk>/", imports.import_review, name="import_review"),
    path(
        "inspections/<slug:slug>/response/<slug:force>/",
        StatutoryResponseDetail.as_view(),
        name="statutory_response",
    ),
    path(
        "inspections/<slug:slug>/response/<slug:force>/section-55/",
        duties.statutory_exemption,
        name="statutory_exemption",
    ),
    path(
        "inspections/<slug:slug>/response/<slug:force>/answered-by/",
        duties.statutory_answered_by,
        name="statutory_answered_by",
    ),
    path(
        "inspections/<slug:slug>/response/<slug:force>/items/<int:item>/passage/",
        passages.passage_choose,
        name="passage_choose",
    ),
    path("admin/bodies/<int:pk>/merge/", succession.body_merge, name="body_merge"),
    path("admin/bodies/<int:pk>/give-way/", succession.body_hand_over, name="body_hand_over"),
    path("compliance/<int:pk>/in-error/", corrections.obligation_in_error, name="obligation_in_error"),
    path("compliance/<int:pk>/deadline/", corrections.deadline_move, name="deadline_move"),
    path("compliance/<int:pk>/move/", corrections.answer_move, name="answer_move"),
    path("compliance/<int:pk>/withdraw/", corrections.answer_withdraw, name="answer_withdraw"),
    path("inspections/<slug:slug>/accept/", proposals.proposal_accept, name="proposal_accept"),
    path("inspections/<slug:slug>/merge/", proposals.proposal_match, name="proposal_match"),
    path("inspections/<slug:slug>/merge/<slug:into>/", proposals.proposal_merge, name="proposal_merge"),
    path("recommendations/<int:pk>/in-error/", corrections.item_in_error, name="item_in_error"),
    path(
        "compliance/<int:pk>/progress/<int:update>/withdraw/",
        corrections.progress_withdraw,
        name="progress_withdraw",
    ),
]
