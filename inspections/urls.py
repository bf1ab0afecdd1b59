from django.urls import path

from inspections.views import changes
from inspections.views.asat import as_at
from inspections.views.exports import InspectionExport
from inspections.views.history import everything
from inspections.views.inspections import InspectionDetail, InspectionList
from inspections.views.matrix import InspectionMatrix

app_name = "inspections"
urlpatterns = [
    path("inspections/", as_at(InspectionList.as_view()), name="inspection_list"),
    path("inspections/export/", as_at(InspectionExport.as_view()), name="inspection_export"),
    path("inspections/<slug:slug>/", as_at(InspectionDetail.as_view()), name="inspection_detail"),
    path("inspections/<slug:slug>/matrix/", as_at(InspectionMatrix.as_view()), name="inspection_matrix"),
    path("admin/history/", everything, name="history"),
    path("admin/bodies/<int:pk>/office/", changes.body_appoint, name="body_appoint"),
    path("admin/bodies/<int:pk>/phase/", changes.body_phase, name="body_phase"),
]
