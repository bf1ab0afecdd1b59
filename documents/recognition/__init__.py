"""From the stream of blocks to what the document says: its report, its force, its items and the answers to them.

`lines` breaks blocks into lines, `grid` takes tables apart, `labels` knows the words that begin an item or an answer,
`walk` goes through the lines once and hands out what stands under which label, `items` puts together what belongs to
one item, `spans` tells how the document answers them, `bodies` knows whose names are whose.
"""
