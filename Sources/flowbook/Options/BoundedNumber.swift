import ArgumentParser
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
