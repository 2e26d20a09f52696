"""Numbers that are known within bounds: what a count admits, and how such numbers are added."""

import calendar
import datetime

LARGEST = 2**53 - 1  # beyond it a figure is too large to be printed


class Number:
    """The numbers from `least` to `most` (None: no most), to compare; `low` and `high` are what is
    printed for the two ends, and `marks` says of each whether it was only said to be about so much."""

    __slots__ = ("least", "most", "low", "high", "marks")

    def __init__(self, least, most, low=None, high=None, marks=(False, False)):
        self.least, self.most, self.marks = least, most, marks
        self.low = least if low is None else low
        self.high = most if high is None or most is None else high

    def __eq__(self, other):
        return isinstance(other, Number) and self.parts == other.parts

    @property
    def parts(self):
        return self.least, self.most, self.low, self.high, self.marks

    def __repr__(self):
        return f"Number{self.parts}"

    @property
    def about(self):
        return any(self.marks)

    @property
    def is_one(self):
        return self.least == self.most

    def admits(self, other):
        """Whether one number may be both."""
        return (other.most is None or self.least <= other.most) and (
            self.most is None or other.least <= self.most)

    def plus(self, other):
        def added(one, two):
            return None if None in (one, two) else one + two
        ends = [added(*ends) for ends in zip(self.parts[:4], other.parts[:4])]
        is_low, is_high = map(any, zip(self.marks, other.marks))
        return Number(*ends, (is_low, is_high and ends[1] is not None))

    def times(self, factor):
        ends = [None if end is None else end * factor for end in self.parts[:4]]
        return Number(*ends, self.marks)

    def less(self, other):
        """What is left when the other is taken away, never less than nothing."""
        def left(whole, part):
            if whole is None:
                return None
            return 0 if part is None else max(0, whole - part)
        least, most = left(self.least, other.most), left(self.most, other.least)
        if most == 0:
            return NOTHING
        # An end that is open, or nothing because of one, is not about anything.
        marks = (
            other.most is not None and (self.marks[0] or other.marks[1]),
            most is not None and (self.marks[1] or other.marks[0]))
        return Number(least, most, left(self.low, other.high), left(self.high, other.low), marks)

    def from_nothing(self):
        """From 0 to the most that it may be: what may count, or not."""
        return Number(0, self.most, 0, self.high, (False, self.marks[1]))

    def at_least(self):
        """The same without an upper end."""
        return Number(self.least, None, self.low, None, (self.marks[0], False))


NOTHING = Number(0, 0)


def total(numbers):
    """The sum of some numbers; None of none."""
    found = None
    for number in numbers:
        if number is not None:
            found = number if found is None else found.plus(number)
    return found


def union(numbers):
    """The least range that holds some; of ends that are printed alike one is about where one is."""
    def most(ends):
        return None if None in ends else max(ends)
    leasts, mosts, lows, highs, marks = zip(*(number.parts for number in numbers))
    low, high = min(lows), most(highs)
    is_low = any(mark[0] for mark, end in zip(marks, lows) if end == low)
    is_high = high is not None and any(mark[1] for mark, end in zip(marks, highs) if end == high)
    return Number(min(leasts), most(mosts), low, high, (is_low, is_high))


def larger(one, two):
    """The larger of two numbers, either of which may not be there, end by end: an end is printed as
    the number has it that gives it."""
    if one is None or two is None:
        return one or two
    low = min((one, two), key=lambda number: (-number.least, number.marks[0]))
    if None in (one.most, two.most):
        return Number(low.least, None, low.low, None, (low.marks[0], False))
    high = min((one, two), key=lambda number: (-number.most, number.marks[1]))
    return Number(low.least, high.most, low.low, high.high, (low.marks[0], high.marks[1]))


def together(numbers):
    """What one side says by several numbers: a bound or an approximate number does not widen the
    exact ones that it admits."""
    exact = [number for number in numbers if number.is_one]
    if not numbers or not exact:
        return union(numbers) if numbers else None
    known = union(exact)
    return union(exact + [number for number in numbers if not number.admits(known)])


def of_count(count):
    """What a count admits; None where it gives no number. A rate gives that of one unit of time."""
    if not count:
        return None
    if "exact" in count:
        return Number(count["exact"], count["exact"])
    if "about" in count:
        number, unit = count["about"], 1
        while number > 0 and number % (unit * 10) == 0:
            unit *= 10
        if unit == 1:
            return Number(number, number, number, number, (True, True))
        return Number(
            number - unit // 2, number + unit // 2 - 1, number, number, (True, True))
    if "min" in count or "max" in count:
        return Number(count.get("min", 0), count.get("max"))
    return None


def of_rate(count, first, last):
    """What a count for each day, week or month comes to from one day to another, both inside;
    weeks and months count once ended. None without both ends."""
    each = of_count(count)
    if each is None or first is None or last is None:
        return None
    days = (last - first).days + 1
    if days <= 0:
        return NOTHING
    if count["per"] == "month":
        return each.times(months_ended(first, last))
    return each.times(days if count["per"] == "day" else days // 7)


def months_ended(first, last):
    """How many months, counted from the day of the month of `first`, are over by the end of `last`."""
    after = last + datetime.timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month
    begins = min(first.day, calendar.monthrange(after.year, after.month)[1])
    return months - (after.day < begins)


def figure(number):
    """A number as reports have it."""
    if number is None:
        return None
    found = {"min": number.least}
    if number.most is not None:
        found["max"] = number.most
    if number.about:
        found["about"] = number.low
        if number.low != number.high:
            found["about"] = {"min": number.low}
            if number.high is not None:
                found["about"]["max"] = number.high
    if any(end > LARGEST for end in (number.least, number.most or 0)):
        found = {name: end for name, end in found.items() if name != "about" and end <= LARGEST}
        found["too_large"] = True
    return found
