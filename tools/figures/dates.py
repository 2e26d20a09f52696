"""Dates as people write them (EDTF, ISO 8601-2 levels 0 and 1, and sets), and times of saying."""

import datetime
import re

FIRST, LAST = datetime.date.min, datetime.date.max
OPEN_WIDTH = (LAST - FIRST).days + 1
SEASON = r"\d{4}-2[1-4]"
INSTANT = re.compile(
    r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?(?:Z|([+-])(\d\d):(\d\d))")


class Span:
    """The days that a date may lie on: None at an end that is open or not known."""

    def __init__(self, text):
        self.text = re.sub(r"[?~%]", "", text)
        self.is_marked = self.text != text  # uncertain or approximate
        self.first, self.last = self.read(self.text)
        self.known = self.first is not None or self.last is not None
        self.season = self.text if re.fullmatch(SEASON, self.text) else None

    @property
    def meaning(self):
        """What the date means: equal for two that are one `when`, in whatever words."""
        if self.is_day:
            return self.first
        if re.search(r"X[-X]*[0-9]", self.text):
            return self.text
        if "/" in self.text:
            ends = [Span(end) for end in self.text.split("/")]
            plain = all(end.is_day or not end.known for end in ends)
            return "through", self.first, self.last, plain or tuple(
                (end.season or end.first, end.last) for end in ends)
        is_set = self.text[:1] in ("[", "{")
        members = self.text[1:-1].split(",") if is_set else [self.text]
        spans = [Span(member.replace("..", "/")) for member in members]
        joined = []
        for one in sorted(spans, key=lambda span: span.first or FIRST):
            first, last = one.first or FIRST, one.last or LAST
            if joined and first.toordinal() <= joined[-1][1].toordinal() + 1:
                first, last = joined[-1][0], max(joined.pop()[1], last)
            joined.append((first, last))
        manner = "all" if self.text[:1] == "{" and (len(members) > 1 or ".." in self.text) else "within"
        return manner, tuple(joined), frozenset(one.season for one in spans)

    def read(self, text):
        if text[:1] in ("[", "{"):
            parts = [self.read(part.replace("..", "/")) for part in text[1:-1].split(",")]
            firsts, lasts = zip(*parts)
            return (None if None in firsts else min(firsts), None if None in lasts else max(lasts))
        if "/" in text:
            start, end = text.split("/", 1)
            return self.read(start)[0], self.read(end)[1]
        if "T" in text:  # the day that it writes: that of its own place
            return self.day(text[:10]), self.day(text[:10])
        if re.fullmatch(SEASON, text):  # at some time of its year; a winter goes on into the next
            year, is_winter = int(text[:4]), text.endswith("24")
            return self.bound(text[:4], False), (
                self.bound(f"{year + 1:04}-02", True) if is_winter else self.bound(text[:4], True))
        if text in ("", "..") or "X" in text.split("-")[0]:
            return None, None
        start = end = text
        for place, letter in enumerate(text):
            if letter == "X":
                start = start[:place] + "0" + start[place + 1:]
                end = end[:place] + "9" + end[place + 1:]
        return self.bound(start, False), self.bound(end, True)

    @staticmethod
    def bound(text, is_end):
        """The first or last day of a year, month or day; digits beyond the calendar are cut."""
        parts = [int(part) for part in text.split("-")]
        year = parts[0]
        month = min(max(parts[1], 1), 12) if len(parts) > 1 else (12 if is_end else 1)
        if len(parts) > 2 and not is_end:
            return datetime.date(year, month, max(parts[2], 1))
        following = datetime.date(year + month // 12, month % 12 + 1, 1)
        last = (following - datetime.timedelta(days=1)).day
        if len(parts) > 2:
            last = min(parts[2], last)
        return datetime.date(year, month, last if is_end else 1)

    @staticmethod
    def day(text):
        return datetime.date.fromisoformat(text)

    @property
    def is_day(self):
        return self.first is not None and self.first == self.last

    def inside(self, other):
        """Whether all its days are days of another."""
        return (
            self.known and (other.first or FIRST) <= (self.first or FIRST)
            and (self.last or LAST) <= (other.last or LAST))

    def meets(self, other):
        return (
            (self.first or FIRST) <= (other.last or LAST)
            and (other.first or FIRST) <= (self.last or LAST)
            and not self.is_other_season(other))

    def is_other_season(self, other):
        """Whether the two are different seasons of one year, which share no day."""
        return (
            self.season and other.season and self.season != other.season
            and self.first == other.first)

    @property
    def width(self):
        """How many days it spans; more than any where an end is open, most where both are."""
        if self.first and self.last:
            return (self.last - self.first).days
        return OPEN_WIDTH if self.known else OPEN_WIDTH + 1


def either(texts):
    """A date that is one of several: of plain days the set of them, else one of the days from the first
    to the last that they may mean; None where both ends are open."""
    texts = sorted(set(texts))
    if len(texts) == 1:
        return texts[0]
    if all(re.fullmatch(r"\d{4}-\d\d-\d\d[?~%]?", text) for text in texts):
        return f"[{','.join(texts)}]"
    firsts, lasts = zip(*((span.first, span.last) for span in map(Span, texts)))
    first = None if None in firsts else min(firsts)
    last = None if None in lasts else max(lasts)
    if first == last:
        return first and first.isoformat()
    return f"[{first or ''}..{last or ''}]"


def said_by(text, day):
    """Whether all that a time of saying may mean lies on that day or before."""
    span = Span(text)
    return span.last is not None and span.last <= day


def certainly_after(text, other):
    """Whether one time of saying is later than another beyond doubt."""
    if INSTANT.fullmatch(text) and INSTANT.fullmatch(other):
        return moment(text) > moment(other)
    mine, theirs = Span(text), Span(other)
    return mine.first is not None and theirs.last is not None and mine.first > theirs.last


def moment(text):
    """A key by which times of saying stand in the order of their first moments."""
    found = INSTANT.fullmatch(text)
    if not found:
        first = Span(text).first
        return first.toordinal() * 86_400_000_000 if first else -1
    day, hours, minutes, seconds, decimals, sign, *offset = found.groups()
    second = (int(hours) * 60 + int(minutes)) * 60 + int(seconds)
    if sign:
        second -= int(sign + "60") * (int(offset[0]) * 60 + int(offset[1]))
    return (Span.day(day).toordinal() * 86_400 + second) * 1_000_000 + int(
        (decimals or "").ljust(6, "0"))


def holding(candidates):
    """Of judgements in the order of seqs, the one that holds: the later stated, else the higher."""
    held = None
    for one in candidates:
        if held is None or not certainly_after(held["stated"], one["stated"]):
            held = one
    return held
