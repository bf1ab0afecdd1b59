"""Filters of the compliance list that people keep under a name, and on which of them the list opens."""
