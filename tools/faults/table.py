"""The points of a campaign: tried on several cores, counted, and printed as one table."""
import concurrent.futures
import sys
import time


class Point:
    """One fault: the row and column in which it counts, its name, and how it is tried.

    `attempt` takes a scene, and returns a sentence where something does not hold. Where it makes
    several faults, `count` says how many.
    """

    def __init__(self, row, column, name, attempt, count=1):
        self.row, self.column, self.name, self.attempt = row, column, name, attempt
        self.count = count


class Table:
    def __init__(self):
        self.tried, self.failed, self.failures = {}, {}, []
        self.columns = []

    def add(self, point, complaint):
        cell, column = (point.row, point.column), point.column
        if column not in self.columns:
            self.columns.append(column)
        self.tried[cell] = self.tried.get(cell, 0) + point.count
        if complaint:
            self.failed[cell] = self.failed.get(cell, 0) + 1
            self.failures.append((point.name, complaint))

    def try_all(self, points, workers, cores):
        """Tries the points, and says now and then how far it has come."""
        def attempt(point):
            try:
                return point, point.attempt(workers.scene())
            except Exception as error:  # a fault of the campaign itself, not to be passed over
                return point, f"could not be tried: {type(error).__name__}: {error}"

        said = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(cores) as pool:
            for number, (point, complaint) in enumerate(pool.map(attempt, points), 1):
                self.add(point, complaint)
                if complaint:
                    print(f"FAILED {point.name}: {complaint}", flush=True)
                if time.monotonic() - said > 20:
                    said = time.monotonic()
                    print(f"  {number} of {len(points)} points", file=sys.stderr, flush=True)

    def text(self):
        """The table: points tried, and behind a slash those that failed, where any did."""
        rows = list(dict.fromkeys(row for row, _ in self.tried))
        head = ["", *self.columns, "all"]
        lines = [head]
        for row in [*rows, "all"]:
            line = [row]
            for column in [*self.columns, "all"]:
                cells = [cell for cell in self.tried
                         if row in (cell[0], "all") and column in (cell[1], "all")]
                tried = sum(self.tried[cell] for cell in cells)
                failed = sum(self.failed.get(cell, 0) for cell in cells)
                line.append("" if not tried else f"{tried}/{failed}" if failed else str(tried))
            lines.append(line)
        widths = [max(len(line[place]) for line in lines) for place in range(len(head))]
        out = []
        for number, line in enumerate(lines):
            cells = [line[0].ljust(widths[0])]
            cells += [cell.rjust(width) for cell, width in zip(line[1:], widths[1:])]
            out.append("| " + " | ".join(cells) + " |")
            if number == 0:
                rule = ["-" * widths[0]] + ["-" * (width - 1) + ":" for width in widths[1:]]
                out.append("| " + " | ".join(rule) + " |")
        return "\n".join(out)

    @property
    def count(self):
        return sum(self.tried.values())
