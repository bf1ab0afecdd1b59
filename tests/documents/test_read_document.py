"""`manage.py read_document`."""

import json
import os
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from inspections.models import Body
from tests.conftest import ROOT
from tests.documents.test_invented import FOLDER
from tests.factories import make_force

LETTER = FOLDER / "letter-with-appendix.md"
HORSES = FOLDER / "form-with-boxes.md"


def run(*files, **options):
    out, err = StringIO(), StringIO()
    call_command("read_document", *map(str, files), stdout=out, stderr=err, **options)
    return out.getvalue()


@pytest.mark.django_db
def test_one_file_is_printed_as_one_json_object():
    found = json.loads(run(LETTER, json=True))
    assert (found["force"], found["response_date"], len(found["items"])) == ("Surrey Police", "2025-06-12", 2)
    assert found["items"][0]["deadline"] == {
        "kind": "date",
        "on": "2025-12-01",
        "precision": "day",
        "period": None,
        "text": "By 1 December 2025",
    }


@pytest.mark.django_db
def test_one_file_is_printed_for_people():
    words = run(LETTER)
    for part in ("29 April 2025", "Surrey Police", "Recommendation 3", "immediate", "! These numbers are missing"):
        assert part in words


@pytest.mark.django_db
def test_a_file_that_cannot_be_read_does_not_stop_the_rest(tmp_path):
    empty = tmp_path / "empty.md"
    empty.touch()
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match="1 file cannot be read"):
        call_command("read_document", str(empty), str(LETTER), str(HORSES), stdout=out, stderr=err)
    assert "empty.md: This file is empty." in err.getvalue()
    letter, horses, summary = out.getvalue().splitlines()
    assert letter.endswith("Surrey Police; items: 2; doubts: 1")
    assert horses.endswith("Norfolk Constabulary; items: 3; doubts: 0")
    assert summary == "2 read, 1 not."


@pytest.mark.django_db
def test_a_file_that_is_not_there_is_named(tmp_path):
    err = StringIO()
    with pytest.raises(CommandError):
        call_command("read_document", str(tmp_path / "gone.md"), stdout=StringIO(), stderr=err)
    assert "gone.md: The file cannot be opened: No such file or directory." in err.getvalue()


@pytest.mark.django_db
def test_names_come_from_the_register_where_it_has_any():
    make_force(name="Guildford Constabulary", aliases="Surrey Police")
    assert json.loads(run(LETTER, json=True))["force"] == "Guildford Constabulary"
    Body.objects.all().delete()
    assert json.loads(run(LETTER, json=True))["force"] == "Surrey Police"


@pytest.mark.slow
@pytest.mark.parametrize("database", [None, "sqlite:///{}/none.sqlite3", "sqlite:///{}/empty.sqlite3"])
def test_it_runs_where_nothing_is_set_up(tmp_path, database):
    """Without settings, without a database, and with one that has no tables."""
    (tmp_path / "empty.sqlite3").touch()
    environment = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
    if database:
        environment |= {"DEBUG": "on", "SECRET_KEY": "x", "DATABASE_URL": database.format(tmp_path)}
    done = subprocess.run(
        [sys.executable, "manage.py", "read_document", str(LETTER), "--json"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["force"] == "Surrey Police"
    assert not (tmp_path / "none.sqlite3").exists()
