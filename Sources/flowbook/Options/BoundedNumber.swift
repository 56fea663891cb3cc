import ArgumentParser
import FlowTime
import Synchronization

/// A whole number from `least` to `most`, as the value of an option; any other text is wrong usage.
struct WholeNumber<let least: Int, let most: Int>: ExpressibleByArgument, ExpressibleByIntegerLiteral, Sendable {
    let value: Int

    init(integerLiteral value: Int) {
        self.value = value
    }

    init?(argument: String) {
        guard let value = Int(argument), value >= least, value <= most else {
            RefusedValue.note("give a whole number from \(least) to \(most)")
            return nil
        }
        self.value = value
    }

    var defaultValueDescription: String { "\(value)" }
}

/// A number from `leastThousandths` thousandths to `most`, as the value of an option; any other text is wrong usage.
struct DecimalNumber<let leastThousandths: Int, let most: Int>: ExpressibleByArgument, ExpressibleByFloatLiteral,
    Sendable
{
    let value: Double

    init(floatLiteral value: Double) {
        self.value = value
    }

    init?(argument: String) {
        let least = Double(leastThousandths) / 1_000
        guard let value = Double(decimal: argument), value >= least, value <= Double(most) else {
            RefusedValue.note("give a number from \(leastThousandths == 0 ? "0" : "\(least)") to \(most)")
            return nil
        }
        self.value = value
    }

    var defaultValueDescription: String { "\(value)" }
}

/// A span of time in seconds: long enough to be one, short enough to be waited for.
typealias Seconds<let most: Int> = DecimalNumber<1, most>

/// A span of time as people write it (`90min`, `2h`, `1d`), from a second to a year, as the value of an option.
struct TimeSpan: ExpressibleByArgument, ExpressibleByStringLiteral, Sendable {
    let value: Duration
    /// As it was written.
    let text: String

    /// - Parameter text: a time that `init(argument:)` takes.
    init(stringLiteral text: String) {
        self.text = text
        value = Self.duration(text) ?? .zero
    }

    init?(argument: String) {
        guard let value = Self.duration(argument) else {
            RefusedValue.note("give a time from 1s to 365d, such as 90min, 2h or 1d")
            return nil
        }
        self.value = value
        text = argument
    }

    private static func duration(_ text: String) -> Duration? {
        guard let milliseconds = DurationText(text)?.milliseconds().count,
            (1_000...365 * Milliseconds.day.count).contains(milliseconds)
        else { return nil }
        return .milliseconds(milliseconds)
    }

    var milliseconds: Milliseconds { Milliseconds(Int64(value / .milliseconds(1))) }

    var defaultValueDescription: String { text }
}

extension Double {
    /// Reads a decimal number as people write it: no hexadecimal digits, no infinity.
    init?(decimal text: String) {
        guard text.utf8.allSatisfy({ "+-.0123456789eE".utf8.contains($0) }), let value = Double(text), value.isFinite
        else { return nil }
        self = value
    }
}

/// Why the value of an option was refused: ArgumentParser lets a type refuse a text, but not say what it takes instead.
final class RefusedValue: Sendable {
    @TaskLocal static var current: RefusedValue?

    private let advice = Mutex<String?>(nil)

    /// What to do about the value that was refused last; nil where none was.
    var fix: String? { advice.withLock(\.self) }

    static func note(_ fix: String) {
        current?.advice.withLock { $0 = fix }
    }
}
