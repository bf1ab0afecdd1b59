"""The bodies that the tests' documents name: those that come with the program."""

from tracker.management.commands.read_document import packaged_bodies

BODIES = list(packaged_bodies())
