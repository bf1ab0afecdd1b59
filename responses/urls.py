from django.urls import path

from responses.views.bodies import BodyDetail
from responses.views.compliance import ComplianceList
from responses.views.forces import ForceDetail, ForceList
from responses.views.recommendations import RecommendationDetail, RecommendationList

app_name = "responses"
urlpatterns = [
    path("forces/", ForceList.as_view(), name="force_list"),
    path("forces/<slug:slug>/", ForceDetail.as_view(), name="force_detail"),
    path("bodies/<slug:slug>/", BodyDetail.as_view(), name="body_detail"),
    path("recommendations/", RecommendationList.as_view(), name="recommendation_list"),
    path("recommendations/<int:pk>/", RecommendationDetail.as_view(), name="recommendation_detail"),
    path("compliance/", ComplianceList.as_view(), name="compliance_list"),
]
