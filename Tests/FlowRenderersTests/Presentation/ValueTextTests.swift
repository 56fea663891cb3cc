import FlowTime
import Testing

@testable import FlowRenderers

@Suite("Values as text")
struct ValueTextTests {
    private func decimal(_ value: Double) -> String {
        var text: [UInt8] = []
        DecimalText.append(value, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    @Test(
        "Decimals are rounded to six places, half to even, without needless digits",
        arguments: [
            (0, "0"), (-0.0, "0"), (1, "1"), (11.25, "11.25"), (0.1 + 0.2, "0.3"), (1.0 / 3, "0.333333"),
            (2.0 / 3, "0.666667"), (-2.5, "-2.5"), (0.000_000_4, "0"), (-0.000_000_4, "0"),
            (999_999.999_999_9, "1000000"),
            // Halves that a double holds exactly: 1/128 is 0.0078125, 3/128 is 0.0234375.
            (0.007_812_5, "0.007812"), (0.023_437_5, "0.023438"), (1e15, "1000000000000000"),
            (123_456.789, "123456.789"),
        ] as [(Double, String)])
    func decimals(value: Double, expected: String) {
        #expect(decimal(value) == expected)
    }

    @Test("Whole numbers too large for rounding keep their value", arguments: [1e19, 1.5e300, -1e22])
    func large(value: Double) {
        #expect(Double(decimal(value)) == value)
    }

    @Test(
        "Instants are RFC 3339 in UTC with milliseconds",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"), (1_795_392_000_000, "2026-11-23T00:00:00.000Z"),
            (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ] as [(Instant, String)])
    func instants(instant: Instant, expected: String) {
        #expect(instant.text == expected)
    }
}
