"""The sample: all forces and national bodies, two published inspections with five responses, one invented inspection.

What it holds stands in the data files of this folder; the modules beside them only enter it.
"""
