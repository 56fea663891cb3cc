/// A text in which `*` stands for any characters and `?` for one; a backslash before either takes away its meaning.
///
/// Compares by Unicode scalars and tells capitals apart, as all comparisons of names do; `?` is one scalar.
public struct Wildcard: Hashable, Sendable {
    /// As it was written.
    public let text: String
    private let pieces: [Piece]

    private enum Piece: Hashable, Sendable {
        case scalar(Unicode.Scalar)
        case anyOne
        case anyNumber
    }

    /// - Parameters:
    ///   - text: the pattern.
    ///   - knowsQuestionMark: whether `?` has a meaning.
    ///   - knowsEscapes: whether a backslash has.
    public init(_ text: String, knowsQuestionMark: Bool = true, knowsEscapes: Bool = true) {
        self.text = text
        var pieces: [Piece] = []
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if isEscaped {
                if scalar != "*", scalar != "?", scalar != "\\" { pieces.append(.scalar("\\")) }
                pieces.append(.scalar(scalar))
                isEscaped = false
            } else if scalar == "\\", knowsEscapes {
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
    public func matches(_ text: String) -> Bool {
        matches(Array(text.unicodeScalars)[...])
    }

    public func matches(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        var index = scalars.startIndex
        var piece = 0
        // Where the last star stands, and up to where it reaches so far.
        var star: (piece: Int, index: Int)?
        while index < scalars.endIndex {
            if piece < pieces.count, pieces[piece] == .anyNumber {
                star = (piece, index)
                piece += 1
            } else if piece < pieces.count, pieces[piece] == .anyOne || pieces[piece] == .scalar(scalars[index]) {
                piece += 1
                index += 1
            } else if let last = star {
                star = (last.piece, last.index + 1)
                piece = last.piece + 1
                index = last.index + 1
            } else {
                return false
            }
        }
        return pieces[piece...].allSatisfy { $0 == .anyNumber }
    }
}
