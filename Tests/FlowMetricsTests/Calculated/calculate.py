#!/usr/bin/env python3
"""Calculates with NumPy, pandas and the PyPI package holidays what the tests beside this file expect.

    pip install numpy pandas holidays
    ./calculate.py statistics 500 > statistics.csv
    ./calculate.py working-time 1000 > working-time.csv
    ./calculate.py holidays 2017 2018 2019 2023 2025 2028 > holidays.csv

Cases are drawn from SplitMix64 by the number of the case, in the same way as the tests draw them, so that only the results
have to be kept. Ranges of hours begin and end at times that no clock change skips or repeats: those are worked out by hand.
"""
import sys

MASK = (1 << 64) - 1


class SplitMix64:
    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        mixed = self.state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        return mixed ^ (mixed >> 31)

    def below(self, bound):
        return (self.next() >> 33) % bound


def statistics(cases):
    import numpy

    print("mean,stddev,percentile")
    for case in range(cases):
        random = SplitMix64(case)
        count = 1 + random.below(80)
        # From milliseconds to a century.
        bits = 24 + random.below(18)
        values = [random.next() >> (64 - bits) for _ in range(count)]
        percentile = random.below(1001) / 10
        numbers = numpy.array(values, dtype=numpy.float64)
        deviation = repr(float(numbers.std(ddof=1))) if count > 1 else ""
        print(f"{float(numbers.mean())!r},{deviation},{float(numpy.percentile(numbers, percentile))!r}")


ZONES = ["Europe/Berlin", "UTC", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Asia/Kolkata"]
# Days from Monday, ranges in minutes of the day, state.
CALENDARS = [
    ("1111100", [(480, 1020)], None),
    ("1111100", [(480, 720), (780, 1020)], "NW"),
    ("1111110", [(390, 855)], "BY"),
    ("1110011", [(0, 330), (345, 1440)], "SN"),
    ("1111111", [(0, 1440)], None),
    ("0000011", [(1320, 1440), (240, 360)], "BE"),
]
NAMED_HOLIDAYS = ["2018-05-11", "2021-12-24", "2024-02-29", "2026-08-03"]


def working_time(cases):
    import datetime

    import holidays
    import numpy
    import pandas

    free = {}
    for index, (_, _, state) in enumerate(CALENDARS):
        days = {datetime.date.fromisoformat(day) for day in NAMED_HOLIDAYS}
        if state:
            days |= set(holidays.country_holidays("DE", subdiv=state, years=range(2014, 2032)))
        free[index] = numpy.array(sorted(days), dtype="datetime64[D]")
    first = int(pandas.Timestamp("2015-01-01", tz="UTC").timestamp()) // 60
    span = int(pandas.Timestamp("2029-06-01", tz="UTC").timestamp()) // 60 - first
    print("minutes")
    for case in range(cases):
        random = SplitMix64(case)
        zone = ZONES[random.below(len(ZONES))]
        index = random.below(len(CALENDARS))
        week, ranges, _ = CALENDARS[index]
        start = first + random.below(span)
        length = random.below([600, 6_000, 60_000][random.below(3)])
        minutes = pandas.to_datetime(numpy.arange(start, start + length) * 60, unit="s", utc=True).tz_convert(zone)
        wall = minutes.tz_localize(None)
        works = numpy.is_busday(wall.values.astype("datetime64[D]"), weekmask=week, holidays=free[index])
        time = wall.hour * 60 + wall.minute
        inside = numpy.zeros(length, dtype=bool)
        for begin, end in ranges:
            inside |= (time >= begin) & (time < end)
        print(int((works & inside).sum()))


STATES = ["BW", "BY", "BE", "BB", "HB", "HH", "HE", "NI", "MV", "NW", "RP", "SL", "SN", "ST", "SH", "TH"]


def public_holidays(years):
    import holidays

    print("state,year,days")
    for state in STATES:
        for year in years:
            days = sorted(holidays.country_holidays("DE", subdiv=state, years=year))
            print(f"DE-{state},{year},{' '.join(day.strftime('%m-%d') for day in days)}")


if __name__ == "__main__":
    kind, arguments = sys.argv[1], [int(argument) for argument in sys.argv[2:]]
    if kind == "statistics":
        statistics(arguments[0])
    elif kind == "working-time":
        working_time(arguments[0])
    else:
        public_holidays(arguments)
