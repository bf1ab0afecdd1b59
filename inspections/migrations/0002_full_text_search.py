from django.db import migrations

INDEXES = {
    "recommendation_words": (
        'ON "inspections_recommendation" USING gin (('
        "setweight(to_tsvector('english', \"subject\"), 'A') || "
        "setweight(to_tsvector('english', \"section\"), 'B') || "
        "setweight(to_tsvector('english', \"text\"), 'C')))"
    ),
    "inspection_words": (
        'ON "inspections_inspection" USING gin (('
        "setweight(to_tsvector('english', \"title\"), 'A') || "
        "setweight(to_tsvector('english', \"short_title\"), 'A')))"
    ),
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
    dependencies = [("inspections", "0001_initial")]

    operations = [migrations.RunPython(make, drop)]
