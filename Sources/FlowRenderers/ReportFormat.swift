/// One entry of the catalogue of formats: the name for `--format` and how its files lie in the output folder.
///
/// A new format is one file with its renderer and its entry, and one line in `all`.
package struct ReportFormat: Sendable {
    /// What one document of the format holds.
    package enum Extent: Hashable, Sendable {
        /// All tables of a report: `NAME.json`.
        case report
        /// One table: `NAME/TABLE.csv`.
        case table
    }

    package let name: String
    /// Without the dot.
    package let fileExtension: String
    package let extent: Extent
    /// What the format is for, in a few words, for help pages.
    package let summary: String
    /// Whether a document is text, which a terminal can show.
    package let isText: Bool
    /// Whether a report of several tables begins with a page about all of them.
    package let hasFirstPage: Bool
    package let makeRenderer: @Sendable (RenderOptions) -> any ReportRenderer

    package init(
        name: String, fileExtension: String, extent: Extent, summary: String, isText: Bool = true,
        hasFirstPage: Bool = false,
        makeRenderer: @escaping @Sendable (RenderOptions) -> any ReportRenderer
    ) {
        self.name = name
        self.fileExtension = fileExtension
        self.extent = extent
        self.summary = summary
        self.isText = isText
        self.hasFirstPage = hasFirstPage
        self.makeRenderer = makeRenderer
    }

    /// Every format, in the order in which help pages list them.
    package static let all: [ReportFormat] = [
        .xlsx,
        .html,
        .csv,
        .json,
        .jsonLines,
        .markdown,
        .table,
    ]

    /// The names of all formats, for help pages: `xlsx, html, …`.
    package static var names: String { all.map(\.name).joined(separator: ", ") }

    /// The format of this name, if there is one.
    package static func named(_ name: String) -> ReportFormat? {
        all.first { $0.name.utf8.elementsEqual(name.utf8) }
    }

    /// The format whose documents end like this path, if there is one.
    package static func ofFile(_ path: String) -> ReportFormat? {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
        let ending = name[name.index(after: dot)...].lowercased()
        return all.first { $0.fileExtension == ending }
    }
}
