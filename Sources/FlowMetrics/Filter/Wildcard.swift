/// A text in which `*` stands for any characters and `?` for one; a backslash before either takes away its meaning.
///
/// Compares by Unicode scalars and tells capitals apart, as METRICS compares strings; `?` is one scalar.
package struct Wildcard: Hashable, Sendable {
    /// As it was written.
    package let text: String
    private let pieces: [Piece]

    private enum Piece: Hashable, Sendable {
        case scalar(Unicode.Scalar)
        case anyOne
        case anyNumber
    }

    /// - Parameters:
    ///   - text: the pattern.
    ///   - knowsQuestionMark: whether `?` has a meaning.
    package init(_ text: String, knowsQuestionMark: Bool = true) {
        self.text = text
        var pieces: [Piece] = []
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if isEscaped {
                if scalar != "*", scalar != "?", scalar != "\\" { pieces.append(.scalar("\\")) }
                pieces.append(.scalar(scalar))
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else if scalar == "*" {
                if pieces.last != .anyNumber { pieces.append(.anyNumber) }
            } else {
                pieces.append(scalar == "?" && knowsQuestionMark ? .anyOne : .scalar(scalar))
            }
        }
        if isEscaped { pieces.append(.scalar("\\")) }
        self.pieces = pieces
    }

    /// Whether the pattern is the whole of a text. Takes at most the product of both lengths.
    package func matches(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        var place = 0
        var piece = 0
        // Where the last star stands, and up to where it reaches so far.
        var star: (piece: Int, place: Int)?
        while place < scalars.count {
            if piece < pieces.count, pieces[piece] == .anyNumber {
                star = (piece, place)
                piece += 1
            } else if piece < pieces.count, pieces[piece] == .anyOne || pieces[piece] == .scalar(scalars[place]) {
                piece += 1
                place += 1
            } else if let last = star {
                star = (last.piece, last.place + 1)
                piece = last.piece + 1
                place = last.place + 1
            } else {
                return false
            }
        }
        return pieces[piece...].allSatisfy { $0 == .anyNumber }
    }
}
