/// HTML, or SVG within it, in which everything that was put in by interpolation is text and nothing else.
///
/// `"<h1>\(title)</h1>"` cannot hold an element that `title` brings: a `String` is escaped on its way in, and only other
/// markup goes in as it is.
struct Markup: Hashable, Sendable {
    private(set) var html: String

    static let empty = Markup(html: "")

    private init(html: String) {
        self.html = html
    }

    var isEmpty: Bool { html.isEmpty }

    static func + (left: Markup, right: Markup) -> Markup { Markup(html: left.html + right.html) }

    static func += (left: inout Markup, right: Markup) { left.html += right.html }

    /// Text in which no character means anything to a browser: neither to its parser nor to the direction of writing.
    static func text(_ text: String) -> Markup { Markup(html: escaped(text)) }

    /// What the style sheet or the script of a page holds, which no text of a report ever gets into.
    static func verbatim(_ constant: String) -> Markup { Markup(html: constant) }

    private static func escaped(_ text: String) -> String {
        let harmless = DisplayWidth.harmless(text)
        guard harmless.utf8.contains(where: isSpecial) else { return harmless }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(harmless.utf8.count + 16)
        for byte in harmless.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
            case UInt8(ascii: "'"): bytes.append(contentsOf: "&#39;".utf8)
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
        default: false
        }
    }
}

extension Markup: ExpressibleByStringInterpolation {
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var html = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            html.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        mutating func appendLiteral(_ literal: String) { html += literal }

        mutating func appendInterpolation(_ text: String) { html += Markup.escaped(text) }

        mutating func appendInterpolation(_ number: Int) { html += String(number) }

        mutating func appendInterpolation(_ markup: Markup) { html += markup.html }

        /// A coordinate or a length of a drawing, to a tenth.
        mutating func appendInterpolation(_ length: Double) {
            let tenths = Int((length * 10).rounded())
            html += tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
        }
    }

    init(stringLiteral html: String) {
        self.init(html: html)
    }

    init(stringInterpolation: StringInterpolation) {
        self.init(html: stringInterpolation.html)
    }
}

extension Sequence<Markup> {
    func joined() -> Markup { reduce(into: .empty) { $0 += $1 } }
}
