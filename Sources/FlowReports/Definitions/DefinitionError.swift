import FlowYAML

/// One mistake in a report definition, with its place.
package struct DefinitionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file's path as it was given, or how a built-in definition is called.
    package let file: String
    /// From 1.
    package let line: Int
    /// From 1, in Unicode scalars.
    package let column: Int
    /// What is wrong, without a full stop.
    package let message: String
    /// The right word that is nearest to the wrong one, where one is near enough.
    package let suggestion: String?
    /// What to do where no word is near.
    package let advice: DefinitionAdvice
    /// The part of the report that is left out for it, such as `its sheet`; nil where the definition is of no use.
    package var lost: String?

    /// `reports/x.yaml:12:14: unknown metric "cycle_tims"`
    package var what: String {
        "\(file):\(line):\(column): \(message)"
    }

    /// `did you mean "cycle_times"?`, or the advice.
    package var fix: String {
        suggestion.map { "did you mean \(quoted($0))?" } ?? advice.words
    }

    /// What a report says that is written without the lost part.
    package var warning: String {
        "\(what), so \(lost ?? "it") is left out; \(fix)"
    }

    /// The whole mistake on one line.
    package var description: String {
        "\(what); \(fix)"
    }
}

/// What to do about a mistake, where that is an option or a command of whoever runs the report by what it is for.
package enum DefinitionAdvice: Hashable, Sendable, ExpressibleByStringInterpolation {
    case words(String)
    case chooseFolder
    case nameTable

    package init(stringLiteral words: String) {
        self = .words(words)
    }

    /// The advice without the name of any option or command.
    package var words: String {
        switch self {
        case .words(let words): words
        case .chooseFolder: "choose the folder where the report is run"
        case .nameTable: "name a sheet of the report or a table"
        }
    }
}

/// Why a report definition cannot be used.
package enum DefinitionFailure: Error, Hashable, Sendable {
    /// Every mistake that was found, in the order of the file; at least one.
    case invalid([DefinitionError])
    /// No such name or path.
    case notFound(String, known: [String])
    case unreadable(path: String, reason: String)

    /// What went wrong: a line for each mistake but the last ends with what to do, the last leaves that to `fix`.
    package var what: String {
        switch self {
        case .invalid(let errors):
            (errors.dropLast().map(\.description) + errors.suffix(1).map(\.what)).joined(separator: "\n")
        case .notFound(let name, _): "there is no report definition \(quoted(name))"
        case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
        }
    }

    /// What the reader can do about it.
    package var fix: String {
        switch self {
        case .invalid(let errors): errors.last?.fix ?? "correct the definition"
        case .notFound(let name, let known):
            if let near = nearestWord(to: name, among: known) {
                "did you mean \(quoted(near))?"
            } else {
                "give a path, or one of \(known.joined(separator: ", "))"
            }
        case .unreadable: "check the path and its permissions"
        }
    }
}
