/// Lets somebody pick one of many on the terminal: typing narrows the choice, arrows move in it, Enter takes it.
struct Picker {
    struct Choice {
        let name: String
        let note: String
        var isMuted = false
    }

    private let title: String
    private let choices: [Choice]
    /// Columns of the terminal.
    private let width: Int
    /// Lines of choices at a time.
    private static let height = 10

    init(_ title: String, _ choices: [Choice], width: Int) {
        self.title = title
        self.choices = choices
        self.width = width
    }

    /// The name of the choice.
    ///
    /// - Throws: `CancellationError` for Ctrl-C, Ctrl-D and Escape.
    func pick(_ prompt: TerminalPrompt) throws -> String {
        try prompt.readingKeys {
            var typed = ""
            var selected = 0
            while true {
                let found = matches(typed)
                selected = min(selected, max(found.count - 1, 0))
                draw(typed, found, selected, prompt)
                let key = Result { try Key(prompt) }
                // The choices go, whatever comes next.
                prompt.show("\r\u{1B}[J")
                switch try key.get() {
                case .enter:
                    guard found.indices.contains(selected) else { continue }
                    prompt.show("\(title): \(found[selected].name)\n")
                    return found[selected].name
                case .up: selected = max(selected - 1, 0)
                case .down: selected += 1
                case .erase: if !typed.isEmpty { typed.removeLast() }
                case .text(let character):
                    typed.append(character)
                    selected = 0
                case .stop: throw CancellationError()
                case .other: continue
                }
            }
        }
    }

    /// The choices that a text may mean: the one that it names, those that begin with it, those that have it anywhere.
    func matches(_ typed: String) -> [Choice] {
        let wanted = typed.lowercased()
        guard !wanted.isEmpty else { return choices }
        func rank(_ choice: Choice) -> Int? {
            let name = choice.name.lowercased()
            if choice.name == typed { return 0 }
            if name == wanted { return 1 }
            if name.hasPrefix(wanted) { return 2 }
            return name.contains(wanted) || choice.note.lowercased().contains(wanted) ? 3 : nil
        }
        let ranked = choices.enumerated().compactMap { place, choice in rank(choice).map { ($0, place, choice) } }
        return ranked.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }

    private func draw(_ typed: String, _ found: [Choice], _ selected: Int, _ prompt: TerminalPrompt) {
        let first = max(0, min(selected - Self.height / 2, found.count - Self.height))
        let names = found.map(\.name.count).max() ?? 0
        var text = "\(title): \(typed)"
        for (index, choice) in found.enumerated().dropFirst(first).prefix(Self.height) {
            let padding = String(repeating: " ", count: names - choice.name.count)
            let line = "\(index == selected ? "❯" : " ") \(choice.name)\(padding)  \(choice.note)".prefix(width - 1)
            let style = index == selected ? "\u{1B}[1m" : choice.isMuted ? "\u{1B}[2m" : ""
            text += "\n\(style)\(line)\u{1B}[0m"
        }
        let lines = min(found.count, Self.height)
        if lines > 0 { text += "\u{1B}[\(lines)A" }
        prompt.show(text + "\r\u{1B}[\(title.count + 2 + typed.count)C")
    }

    private enum Key {
        case enter, up, down, erase, stop, other
        case text(Character)

        init(_ prompt: TerminalPrompt) throws {
            guard let byte = try prompt.nextByte() else { throw CancellationError() }
            switch byte {
            case 0x0A, 0x0D: self = .enter
            case 0x08, 0x7F: self = .erase
            case 0x04: self = .stop
            case 0x1B: self = try Self.escape(prompt)
            case 0x10: self = .up
            case 0x0E, 0x09: self = .down
            case 0x20..<0x7F: self = .text(Character(Unicode.Scalar(byte)))
            default: self = .other
            }
        }

        /// What an arrow sends behind Escape.
        private static func escape(_ prompt: TerminalPrompt) throws -> Key {
            guard prompt.hasKey else { return .stop }
            guard try prompt.nextByte() == UInt8(ascii: "["), let code = try prompt.nextByte() else { return .other }
            switch code {
            case UInt8(ascii: "A"): return .up
            case UInt8(ascii: "B"): return .down
            default: return .other
            }
        }
    }
}
