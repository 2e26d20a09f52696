"""Numbers that are known within bounds: what a count admits, and how such numbers are added."""

import calendar
import datetime

LARGEST = 2**53 - 1  # beyond it a figure is too large to be printed


class Number:
    """The numbers from `least` to `most` (None: no most), to compare; `low` and `high` are what is
    printed for the two ends, where `about` says that one of them was only said to be about so much."""

    __slots__ = ("least", "most", "low", "high", "about")

    def __init__(self, least, most, low=None, high=None, about=False):
        self.least, self.most, self.about = least, most, about
        self.low, self.high = (low, high) if about else (least, most)

    def __eq__(self, other):
        return isinstance(other, Number) and self.ends == other.ends

    @property
    def ends(self):
        return self.least, self.most, self.low, self.high, self.about

    def __repr__(self):
        return f"Number{self.ends}"

    @property
    def is_one(self):
        return self.least == self.most

    def admits(self, other):
        """Whether one number may be both."""
        return (other.most is None or self.least <= other.most) and (
            self.most is None or other.least <= self.most)

    def plus(self, other):
        return combined(lambda a, b: None if None in (a, b) else a + b, self, other)

    def times(self, factor):
        ends = [None if end is None else end * factor for end in self.ends[:4]]
        return Number(*ends, self.about)

    def less(self, other):
        """What is left when the other is taken away, never less than nothing."""
        def left(whole, part):
            if whole is None:
                return None
            return 0 if part is None else max(0, whole - part)
        least, most = left(self.least, other.most), left(self.most, other.least)
        if most == 0:
            return NOTHING
        return Number(
            least, most, left(self.low, other.high), left(self.high, other.low),
            self.about or other.about)

    def from_nothing(self):
        """From 0 to the most that it may be: what may count, or not."""
        return Number(0, self.most, 0, self.high, self.about)

    def at_least(self):
        """The same without an upper end."""
        return Number(self.least, None, self.low, None, self.about)


NOTHING = Number(0, 0)


def combined(join, *numbers):
    ends = [join(*parts) for parts in zip(*(number.ends[:4] for number in numbers))]
    return Number(*ends, any(number.about for number in numbers))


def total(numbers):
    """The sum of some numbers; None of none."""
    found = None
    for number in numbers:
        if number is not None:
            found = number if found is None else found.plus(number)
    return found


def union(numbers):
    """The least range that holds some."""
    def most(ends):
        return None if None in ends else max(ends)
    leasts, mosts, lows, highs, about = zip(*(number.ends for number in numbers))
    return Number(min(leasts), most(mosts), min(lows), most(highs), any(about))


def larger(one, two):
    """The larger of two numbers, either of which may not be there, end by end."""
    if one is None or two is None:
        return one or two
    def most(a, b):
        return None if None in (a, b) else max(a, b)
    low, high = max(one.low, two.low), most(one.high, two.high)
    about = any(
        number.about and (number.low == low or number.high == high) for number in (one, two))
    return Number(max(one.least, two.least), most(one.most, two.most), low, high, about)


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
            return Number(number, number, number, number, True)
        return Number(number - unit // 2, number + unit // 2 - 1, number, number, True)
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
