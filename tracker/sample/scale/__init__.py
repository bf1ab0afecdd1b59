"""Thousands of invented inspections on top of the sample: as many rows as the country has, and many times more."""
