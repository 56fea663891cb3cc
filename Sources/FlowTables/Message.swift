/// A text for people: which one it is, how it reads in English, and what changes in it.
///
/// It is written where it belongs, in English, with its arguments by name: `"\("percent", 85) % done within"`. Other
/// languages find it by its key and put the same arguments where theirs stand (`Words`).
package struct Message: Hashable, Sendable {
    /// Which text it is; nil for words that are nobody's to translate, such as a title that a definition gives.
    package private(set) var key: String?
    /// The English text; `{name}` stands where an argument goes.
    package let pattern: String
    package let arguments: [String: Argument]
    private let isVerbatim: Bool

    /// What stands in a text where it changes.
    package indirect enum Argument: Hashable, Sendable {
        case text(String)
        /// With the language's decimal separator.
        case number(Double)
        /// With the language's separator of thousands.
        case count(Int)
        case message(Message)
    }

    private init(_ key: String?, pattern: String, _ arguments: [String: Argument] = [:], isVerbatim: Bool = false) {
        self.key = key
        self.pattern = pattern
        self.arguments = arguments
        self.isVerbatim = isVerbatim
    }

    /// A text of the program's own.
    package init(_ key: String, _ message: Message) {
        self.init(key, pattern: message.pattern, message.arguments)
    }

    /// A text that reads the same in every language.
    package init(verbatim text: String) {
        self.init(nil, pattern: text, isVerbatim: true)
    }

    /// Several texts in one, with commas between them.
    package init(listing messages: [Message]) {
        let names = messages.indices.map { "\($0)" }
        self.init(
            nil, pattern: names.map { "{\($0)}" }.joined(separator: ReportColumn.listSeparator),
            Dictionary(uniqueKeysWithValues: zip(names, messages.map { .message($0) })))
    }

    /// The same text under a key, unless it has one or is nobody's to translate.
    package func named(_ key: @autoclosure () -> String) -> Message {
        guard self.key == nil, !isVerbatim, !isEmpty else { return self }
        return Message(key(), self)
    }

    /// The text in English, or in the language that it was put into.
    package var text: String { Words.english.text(self) }

    package var isEmpty: Bool { pattern.isEmpty }
}

extension Message: CustomStringConvertible {
    package var description: String { text }
}

extension Message: ExpressibleByStringInterpolation {
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var pattern = ""
        fileprivate var arguments: [String: Argument] = [:]

        package init(literalCapacity: Int, interpolationCount: Int) {
            pattern.reserveCapacity(literalCapacity + interpolationCount * 8)
        }

        package mutating func appendLiteral(_ literal: String) {
            pattern += literal
        }

        /// A part of the text itself: its key tells it apart from those with another part.
        package mutating func appendInterpolation(part: String) {
            pattern += part
        }

        package mutating func appendInterpolation(_ name: String, _ text: String) {
            append(name, .text(text))
        }

        package mutating func appendInterpolation(_ name: String, _ number: Double) {
            append(name, .number(number))
        }

        package mutating func appendInterpolation(_ name: String, _ count: Int) {
            append(name, .count(count))
        }

        package mutating func appendInterpolation(_ name: String, _ message: Message) {
            append(name, .message(message))
        }

        private mutating func append(_ name: String, _ argument: Argument) {
            pattern += "{\(name)}"
            arguments[name] = argument
        }
    }

    package init(stringLiteral text: String) {
        self.init(nil, pattern: text)
    }

    package init(stringInterpolation: StringInterpolation) {
        self.init(nil, pattern: stringInterpolation.pattern, stringInterpolation.arguments)
    }
}

/// Words of the program's own among the texts of a column: what machines read, and how it reads for people.
package struct Vocabulary: Hashable, Sendable {
    /// What they are words for: `unit`, `direction`.
    package let name: String
    package private(set) var words: [String: Message]

    /// Words that are called `word.NAME.WORD` where other languages look for them.
    package init(_ name: String, _ words: [String: Message]) {
        self.name = name
        self.words = Dictionary(uniqueKeysWithValues: words.map { ($0, $1.named("word.\(name).\($0)")) })
    }

    /// What a value counts, or is measured in.
    package static let unit = Vocabulary(
        "unit",
        [
            "days": "days", "hours": "hours", "minutes": "minutes", "seconds": "seconds", "executions": "runs",
            "tasks": "tasks", "issues": "issues", "ratio": "",
        ])

    /// Days of the week by their names in definitions, in full.
    package static let weekdays = Vocabulary(
        "weekday",
        [
            "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday",
            "sat": "Saturday", "sun": "Sunday",
        ])

    /// The same in short.
    package static let shortWeekdays = Vocabulary(
        "short_weekday",
        ["mon": "Mon", "tue": "Tue", "wed": "Wed", "thu": "Thu", "fri": "Fri", "sat": "Sat", "sun": "Sun"])

    func mapTexts(_ transform: (Message) -> Message) -> Vocabulary {
        var vocabulary = self
        vocabulary.words = words.mapValues(transform)
        return vocabulary
    }
}
