"""Tables of a PDF, told by the lines that are ruled around their cells."""

from bisect import bisect_right
from dataclasses import dataclass, field

from documents.formats.pdf.sheet import Rule

NEAR = 3.0
"""Points: what is closer lies on one line."""
MOST_RULES = 800
MOST_CELLS = 4_000
Spot = tuple[int, int]


@dataclass(slots=True)
class Grid:
    """One table. `xs` grow to the right and `ys` upwards; cells are known by their spot: row from the top, column."""

    xs: list[float]
    ys: list[float]
    part_of: dict[Spot, Spot] = field(default_factory=dict)
    """The uppermost and leftmost spot of the cell that a spot is part of."""
    reach: dict[Spot, int] = field(default_factory=dict)
    """How many columns a cell spans."""

    @property
    def top(self) -> float:
        """Where the table begins."""
        return self.ys[-1]

    @property
    def bottom(self) -> float:
        """Where the table ends."""
        return self.ys[0]

    def spot(self, x: float, y: float) -> Spot | None:
        """The cell at a point, None outside of the table."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if not (0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1):
            return None
        return self.part_of[len(self.ys) - 2 - row, column]

    def sides(self, spot: Spot) -> tuple[float, float]:
        """The left and right edges of a cell."""
        return self.xs[spot[1]], self.xs[spot[1] + self.reach[spot]]


def find_grids(rules: list[Rule]) -> list[Grid]:
    """The tables of a page from top to bottom. A frame around everything is none: tables have two cells or more."""
    rules = _snapped(rules)
    if len(rules) > MOST_RULES:
        return []
    grids = []
    for group in _touching(rules):
        xs = sorted({rule.at for rule in group if rule.vertical})
        ys = sorted({rule.at for rule in group if not rule.vertical})
        if len(xs) > 1 and len(ys) > 1 and 2 < (len(xs) - 1) * (len(ys) - 1) + 1 <= MOST_CELLS:
            grid = Grid(xs, ys)
            _merge(grid, group)
            if len(grid.reach) > 1:
                grids.append(grid)
    return sorted(grids, key=lambda grid: -grid.top)


def _snapped(rules: list[Rule]) -> list[Rule]:
    """The same lines, with those that nearly meet meeting, and pieces of one line as one."""
    result: list[Rule] = []
    for vertical in (True, False):
        at = None
        line: list[Rule] = []
        for rule in sorted(rule for rule in rules if rule.vertical is vertical):
            if at is None or rule.at - at > NEAR:
                result.extend(_united(line))
                at, line = rule.at, []
            line.append(rule._replace(at=at))
        result.extend(_united(line))
    return result


def _united(line: list[Rule]) -> list[Rule]:
    result: list[Rule] = []
    for rule in sorted(line, key=lambda rule: rule.start):
        if result and rule.start <= result[-1].end + NEAR:
            result[-1] = result[-1]._replace(end=max(result[-1].end, rule.end))
        else:
            result.append(rule)
    return [rule for rule in result if rule.end - rule.start > 2 * NEAR]


def _touching(rules: list[Rule]) -> list[list[Rule]]:
    """Lines in groups that hang together."""
    upright = [rule for rule in rules if rule.vertical]
    flat = [rule for rule in rules if not rule.vertical]
    group = list(range(len(upright) + len(flat)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for i, vertical in enumerate(upright):
        for j, level in enumerate(flat, len(upright)):
            if _meet(vertical, level):
                group[root(i)] = root(j)
    groups: dict[int, list[Rule]] = {}
    for index, rule in enumerate([*upright, *flat]):
        groups.setdefault(root(index), []).append(rule)
    return list(groups.values())


def _meet(vertical: Rule, level: Rule) -> bool:
    return (
        level.start - NEAR <= vertical.at <= level.end + NEAR
        and vertical.start - NEAR <= level.at <= vertical.end + NEAR
    )


def _merge(grid: Grid, rules: list[Rule]) -> None:
    """Find which spots no line divides, so that they are one cell."""
    by_x: dict[float, list[Rule]] = {}
    by_y: dict[float, list[Rule]] = {}
    for rule in rules:
        (by_x if rule.vertical else by_y).setdefault(rule.at, []).append(rule)
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    for row in range(rows):
        low, high = grid.ys[rows - 1 - row], grid.ys[rows - row]
        for column in range(columns):
            spot = (row, column)
            grid.part_of[spot] = spot
            if column and not _divided(by_x.get(grid.xs[column], []), (low + high) / 2):
                grid.part_of[spot] = grid.part_of[row, column - 1]
            elif row and not _divided(by_y.get(high, []), (grid.xs[column] + grid.xs[column + 1]) / 2):
                grid.part_of[spot] = grid.part_of[row - 1, column]
    for (_row, column), anchor in grid.part_of.items():
        grid.reach[anchor] = max(grid.reach.get(anchor, 1), column - anchor[1] + 1)


def _divided(rules: list[Rule], at: float) -> bool:
    return any(rule.start <= at <= rule.end for rule in rules)
