"""Each face of a year's report, as a whole process, beside the text face of the same report."""
ROUNDS = (21, 5)
SAME_ORDER = ("csv", "json", "html")  # as quick as text, or nearly
DRAWN = ("xlsx", "pdf")               # may take so many milliseconds more
RATIO, BEYOND_MS = 1.5, 300


def measure(bench):
    data, many = bench.year()

    def face(name):
        return lambda: bench.seconds(bench.bin / "sipas", "report", "--data", data, "--period", "year:2025", "--format",
                                     name)
    faces = ("text", *SAME_ORDER, *DRAWN)
    text, *took = bench.in_turns(bench.size(*ROUNDS), *(face(name) for name in faces))
    for name, seconds in zip(faces[1:], took):
        ours, yardstick = f"{name} of a year, {many:,} ratings", "the same as text"
        if name in SAME_ORDER:
            bench.table.line(ours, seconds * 1000, yardstick, text * 1000, "ms", RATIO)
        else:
            bench.table.line(ours, seconds * 1000, yardstick, text * 1000, "ms", None)
            bench.table.plain(f"{name} of a year, beyond the text face", (seconds - text) * 1000, "ms", BEYOND_MS)
