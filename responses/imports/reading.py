"""What the reader makes of a document, with the names of the register's bodies."""


def facts_of(data, name, seat):
    raise NotImplementedError
