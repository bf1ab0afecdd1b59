"""What the inspectorate says of items, one or all that a list leaves: closed, returned, reopened, moved.

One page for each act says before what will change and how many; it is then done for all of them, or for none.
"""
