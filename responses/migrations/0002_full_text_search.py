from django.db import migrations

INDEXES = {
    "response_words": (
        'ON "responses_response" USING gin (('
        "setweight(to_tsvector('english', \"action\"), 'A') || "
        "setweight(to_tsvector('english', \"comment\"), 'A')))"
    ),
    "response_particulars": (
        'ON "responses_response" USING gin (('
        "setweight(to_tsvector('english', \"lead\"), 'A') || "
        "setweight(to_tsvector('english', \"evidence\"), 'A')))"
    ),
    "response_lead": "ON \"responses_response\" USING gin ((setweight(to_tsvector('simple', \"lead\"), 'A')))",
    "progress_words": "ON \"responses_progressupdate\" USING gin ((setweight(to_tsvector('english', \"text\"), 'A')))",
}
"""What inspections.searching asks, word for word: else PostgreSQL does not use them. Other databases have no such thing."""


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name, of in INDEXES.items():
            schema_editor.execute(f'CREATE INDEX "{name}" {of}')


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f'DROP INDEX "{name}"')


class Migration(migrations.Migration):
    dependencies = [("responses", "0001_initial")]

    operations = [migrations.RunPython(make, drop)]
