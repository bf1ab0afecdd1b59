"""A report of which today is day 40, what it asks of the force, and who writes the response to it."""

import importlib

import pytest


@pytest.fixture
def world():
    """The makers, which know models: these cannot be imported before Django is set up."""
    return importlib.import_module("tests.responses.workspace.world")


@pytest.fixture
def report(world, force, office, today):
    return world.make_report(force, today)


@pytest.fixture
def duty(report):
    return report.related_forces.get()


@pytest.fixture
def item(world, report, force):
    return world.make_item(report, force)


@pytest.fixture
def editor(world, office):
    return world.make_editor(office)


@pytest.fixture
def approver(world, office):
    return world.make_approver(office)


@pytest.fixture
def member(world, force):
    return world.make_member(force)


@pytest.fixture
def holder(world, office):
    return world.make_holder(office)
