"""Many records saved anew in one go, each with its version in the history."""

AT_A_TIME = 500
"""Records of one statement."""


def rewrite(records, fields, *, by, reason=""):
    """Save these fields of records that were read whole and are locked, and tell the history of each.

    They are inserted over themselves. Django's own bulk_update asks for every value of every record by its key: with
    fifteen fields of five thousand records the database reads for a minute what it writes in a second.
    """
    if not records:
        return
    model = type(records[0])
    model._base_manager.bulk_create(
        records, batch_size=AT_A_TIME, update_conflicts=True, unique_fields=["pk"], update_fields=fields
    )
    told = {"default_user": by, "default_change_reason": reason}
    model.history.bulk_history_create(records, batch_size=AT_A_TIME, update=True, **told)
