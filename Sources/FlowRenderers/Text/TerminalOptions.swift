/// What is known about the terminal that shows a table.
package struct TerminalOptions: Hashable, Sendable {
    /// Columns of the terminal; nil where lines may be as long as they like.
    package var width: Int?
    /// Whether to use colours, weights and bars.
    package var hasColor: Bool

    package init(width: Int? = nil, hasColor: Bool = false) {
        self.width = width
        self.hasColor = hasColor
    }
}
