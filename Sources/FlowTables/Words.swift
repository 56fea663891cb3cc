/// How a language puts the messages of reports: a text for each key, with `{name}` where an argument goes.
package struct Words: Hashable, Sendable {
    /// `en`, `de`: as definitions and options name the language.
    package let code: String
    /// By key; English, which stands where messages are written, needs none.
    package let texts: [String: String]

    package static let english = Words(code: "en", texts: [:])

    package init(code: String, texts: [String: String]) {
        self.code = code
        self.texts = texts
    }

    /// The text of a message: the language's own, in English where the language lacks it.
    package func text(_ message: Message) -> String {
        let pattern = message.key.flatMap { texts[$0] } ?? message.pattern
        return message.arguments.isEmpty ? pattern : filled(pattern, message.arguments)
    }

    /// The message in this language, for those who do not know it.
    package func worded(_ message: Message) -> Message { Message(verbatim: text(message)) }

    /// A unit by its name for machines.
    package func unit(_ name: String) -> String {
        Vocabulary.unit.words[name].map(text) ?? name
    }

    /// One pass from the left, so that an argument that looks like a name in braces stays as it is.
    private func filled(_ pattern: String, _ arguments: [String: Message.Argument]) -> String {
        var text = ""
        var rest = pattern[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            text += rest[..<open]
            if let argument = arguments[String(rest[rest.index(after: open)..<close])] {
                text += self.text(argument)
            } else {
                text += rest[open...close]
            }
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }

    private func text(_ argument: Message.Argument) -> String {
        switch argument {
        case .text(let text): text
        case .number(let number): self.number(number)
        case .count(let count): self.count(count)
        case .message(let message): text(message)
        }
    }

    /// A number as short as it can be: `3`, `99.5`.
    package func number(_ number: Double) -> String {
        if number == number.rounded(), abs(number) < 1e15 { return "\(Int64(number))" }
        return "\(number)".replacing(".", with: decimalSeparator)
    }

    /// A count with thousands set apart.
    package func count(_ count: Int) -> String {
        let separator = text(.groupSeparator)
        let digits = String(count.magnitude)
        var text = count < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0 && (digits.utf8.count - index).isMultiple(of: 3) { text += separator }
            text.append(digit)
        }
        return text
    }

    /// What stands between the whole and the decimals of a number.
    package var decimalSeparator: String { text(.decimalSeparator) }
}

extension Message {
    package static let decimalSeparator = Message("number.decimal_separator", ".")
    package static let groupSeparator = Message("number.group_separator", ",")
}

extension Report {
    /// The report with everything that it says in the words of a language; names and all data stay, so that whoever reads
    /// the files by program meets the same in every language.
    package func worded(in words: Words) -> Report {
        var report = self
        report.words = words
        report.title = words.worded(title)
        report.tables = tables.map { $0.mapTexts(words.worded) }
        report.warnings = warnings.map { $0.worded(in: words) }
        report.calendar = calendar.map(words.worded)
        report.morning = morning?.mapTexts(words.worded)
        return report
    }
}

extension ReportWarning {
    package func worded(in words: Words) -> ReportWarning {
        ReportWarning(words.worded(message), kind)
    }
}
