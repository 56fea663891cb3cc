import FlowTime
import Testing

@Suite("Instants and durations")
struct InstantTests {
    @Test(
        "Instants are written as RFC 3339 in UTC with milliseconds",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"), (1_795_392_000_000, "2026-11-23T00:00:00.000Z"),
            (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ] as [(Instant, String)])
    func texts(instant: Instant, expected: String) {
        #expect(instant.text == expected)
    }

    @Test("Every instant has a text, also the ones that stand for ever and never")
    func extremes() {
        for instant in [Instant.distantPast, .distantFuture] { #expect(instant.text.hasSuffix("Z")) }
    }

    @Test("Both are as large as their numbers, in lists too")
    func size() {
        #expect(MemoryLayout<Instant>.stride == 8 && MemoryLayout<Milliseconds>.stride == 8)
        #expect(MemoryLayout<Instant?>.size == MemoryLayout<Int64?>.size)
    }

    @Test("Durations lead from one instant to another and back")
    func arithmetic() {
        let start: Instant = 1_795_392_000_000
        let end = start + 2 * .day - .hour / 2
        #expect(end - start == 171_000_000)
        #expect(end - (end - start) == start)
        #expect(start < end && -(end - start) < .zero)
    }
}
