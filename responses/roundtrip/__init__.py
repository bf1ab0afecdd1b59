"""What bodies fill in offline: their open items on a protected sheet, out, and in again after a look at each change.

Each row holds a key: whose item it is and what stood in each of its cells. So a changed cell is known for one, and
where somebody changed the same words in the tracker meanwhile, both are shown. All of a sheet is taken, or nothing.
"""
