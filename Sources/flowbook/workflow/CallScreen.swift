import FlowIO
import FlowJSON

/// Where a call's answer is read: on a terminal, with colours and a pager, or by a program.
struct CallScreen: Sendable {
    let world: World

    init(_ world: World) {
        self.world = world
    }

    /// Whether a person sees both the answer and what is said about it.
    var isScreen: Bool { world.isOutputTerminal && world.isErrorTerminal }

    /// Colours of JSON; nil for plain text.
    var colors: JSONLayout.Colors? {
        guard world.usesColor else { return nil }
        return JSONLayout.Colors(
            key: "\u{1B}[36m", string: "\u{1B}[32m", number: "\u{1B}[33m", word: "\u{1B}[35m", reset: "\u{1B}[0m")
    }

    func strong(_ text: String) -> String { world.usesColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
    func muted(_ text: String) -> String { world.usesColor ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
    func good(_ text: String) -> String { world.usesColor ? "\u{1B}[32m\(text)\u{1B}[0m" : text }
    func bad(_ text: String) -> String { world.usesColor ? "\u{1B}[31m\(text)\u{1B}[0m" : text }

    /// A JSON value as it is shown, indented.
    func text(of value: JSONValue) -> String {
        var writer = JSONWriter()
        writer.write(value)
        let layout = JSONLayout(.pretty, colors: colors, isForTerminal: world.isOutputTerminal)
        return (try? layout.text(of: writer.bytes)).map { String(decoding: $0, as: UTF8.self) } ?? value.text()
    }

    /// Writes text that is longer than a line, in a pager where it is longer than the screen.
    func page(_ text: String) async throws {
        try await page(Array((text.hasSuffix("\n") ? text : text + "\n").utf8))
    }

    func page(_ bytes: [UInt8]) async throws {
        let lines = bytes.count { $0 == UInt8(ascii: "\n") }
        try await world.paging(lines) { world in
            try bytes.withUnsafeBytes { try world.output.sink.write($0) }
        }
    }
}
