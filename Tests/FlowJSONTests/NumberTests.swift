import FlowJSON
import FuzzSupport
import Testing

@Suite("Numbers keep every digit")
struct NumberTests {
    /// What a numeral is worth: its sign, its digits without zeros around them, and the power of ten of the last one.
    ///
    /// Two numerals are the same decimal number exactly when these are equal.
    private struct Worth: Hashable {
        var isNegative = false
        var digits = ""
        var exponent = 0

        init(_ numeral: String) {
            let parts = numeral.lowercased().split(separator: "e")
            exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
            for character in parts[0] {
                switch character {
                case "-": isNegative = true
                case ".": exponent -= parts[0].split(separator: ".")[1].count
                default: digits.append(character)
                }
            }
            digits = String(digits.drop { $0 == "0" })
            while digits.last == "0" {
                digits.removeLast()
                exponent += 1
            }
            if digits.isEmpty { exponent = 0 }
        }
    }

    private func value(_ numeral: String) throws -> JSONValue { try JSONValue(parsing: numeral) }

    @Test("An integer that fits is one", arguments: ["0", "7", "-1", "9223372036854775807", "-9223372036854775808"])
    func integers(numeral: String) throws {
        guard case .integer(let integer) = try value(numeral) else {
            Issue.record("\(numeral) is no integer")
            return
        }
        #expect(String(integer) == numeral)
    }

    @Test(
        "A double is one where it loses nothing",
        arguments: [
            ("-0", -0.0), ("0.5", 0.5), ("1.0", 1), ("-2.50", -2.5), ("1e2", 100), ("1E-2", 0.01), ("0.1", 0.1),
            ("123456789012345e-3", 123_456_789_012.345), ("1e308", 1e308), ("5e-324", .leastNonzeroMagnitude),
            ("0e999999", 0),
            ("0.30000000000000004", 0.30000000000000004),
        ])
    func doubles(numeral: String, expected: Double) throws {
        guard case .number(let double) = try value(numeral) else {
            Issue.record("\(numeral) is no double")
            return
        }
        #expect(double == expected && double.sign == expected.sign)
    }

    @Test(
        "Any other number stays the text it was",
        arguments: [
            "9223372036854775808", "-9223372036854775809", "0.1234567890123456789", "1e400", "-1e400", "1e-400",
            "4.9e-324", "123456789012345678901234567890", "9007199254740993.0", "2.2250738585072011e-308",
        ])
    func decimals(numeral: String) throws {
        guard case .decimal(let text) = try value(numeral) else {
            Issue.record("\(numeral) is no decimal")
            return
        }
        #expect(text == numeral)
        #expect(try value(numeral).text() == numeral)
        #expect(try value(numeral).doubleValue == Double(numeral))
        #expect(try value(numeral).integerValue == nil)
    }

    @Test("Whatever is read and written again is worth the same")
    func exactness() throws {
        var random = FuzzEffort.generator(5)
        func digits(_ most: Int) -> String {
            String((0..<1 + random.below(most)).map { _ in Character(String(random.below(10))) })
        }
        for _ in 0..<FuzzEffort.tries(4_000) {
            let whole = digits(random.oneIn(4) ? 24 : 6).drop { $0 == "0" }
            var numeral = (random.oneIn(2) ? "-" : "") + (whole.isEmpty ? "0" : String(whole))
            if random.oneIn(2) { numeral += "." + digits(random.oneIn(4) ? 22 : 5) }
            if random.oneIn(3) {
                let exponent = random.below(random.oneIn(3) ? 400 : 30)
                numeral += random.pick(["e", "E"]) + random.pick(["", "+", "-"]) + String(exponent)
            }
            let written = try value(numeral).text()
            if Worth(written) != Worth(numeral) { Issue.record("\(numeral) became \(written)") }
            #expect(try value(written) == value(numeral))
        }
    }

    @Test("Equality goes by what numbers are worth, whatever Swift's types are")
    func equality() throws {
        #expect(try value("1") == value("1.0") && value("100") == value("1e2"))
        #expect(try value("1").hashValue == value("1.0").hashValue)
        #expect(try value("0") == value("-0"))
        #expect(try value("9223372036854775807") != value("9223372036854775808"))
        // The nearest double of 2^63 - 1 is 2^63.
        #expect(JSONValue.integer(.max) != .number(0x1p63))
        #expect(JSONValue.integer(9_007_199_254_740_993) != .number(9_007_199_254_740_992))
    }

    @Test("A whole number is an integer however it was written, and only then")
    func integerValue() throws {
        #expect(try value("1e3").integerValue == 1_000)
        #expect(try value("-0").integerValue == 0)
        #expect(try value("1.5").integerValue == nil)
        #expect(try value("1e19").integerValue == nil)
        #expect(try value("\"1\"").integerValue == nil)
    }

    @Test("Doubles are written by their shortest text, and what is not finite as null")
    func writing() {
        #expect(JSONValue.number(100).text() == "100")
        #expect(JSONValue.number(-0.0).text() == "-0")
        #expect(JSONValue.number(0.1 + 0.2).text() == "0.30000000000000004")
        #expect(JSONValue.number(0x1p53).text() == "9007199254740992.0")
        #expect(JSONValue.array([.number(.nan), .number(.infinity), .number(-.infinity)]).text() == "[null,null,null]")
    }
}
