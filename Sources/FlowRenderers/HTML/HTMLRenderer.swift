import FlowIO
import FlowTables

extension ReportFormat {
    /// The report as one page for a browser.
    package static let html = ReportFormat(
        name: "html", fileExtension: "html", extent: .report,
        summary: "one page for a browser, with charts, sorting and filters; needs no network", hasFirstPage: true
    ) { _ in HTMLRenderer() }
}

/// Writes a report as one file that a browser opens without asking anybody for anything: the first page, then every table.
///
/// The bytes depend on the report alone. Tables are walked over once for their charts and the lengths of their bars,
/// which stand above the rows, and once for the rows, so that memory does not grow with them.
struct HTMLRenderer: ReportRenderer {
    func render(_ report: Report, to sink: ByteSink) throws -> [ReportWarning] {
        var anchors = Anchors()
        let entries = try report.tables.map { try PageTable($0, anchor: anchors.claim($0.name), report) }
        var buffer = SinkBuffer(sink)
        buffer.append(PageFrame(report).head.html)
        buffer.append(try FirstPage(report, entries).markup.html)
        for entry in entries {
            try TableSection(entry, report).write(to: &buffer)
            try buffer.drain()
        }
        buffer.append(PageFrame(report).foot.html)
        try buffer.flush()
        return []
    }
}

/// Where links of the page lead: the tables' names as far as an address can hold them, each of its own.
struct Anchors {
    private var taken: Set<String> = []

    mutating func claim(_ name: String) -> String {
        let kept = name.unicodeScalars.map { scalar in
            let isKept = scalar.isASCII && scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
            return isKept || scalar == "_" ? Character(scalar) : "-"
        }
        let base = "t-" + String(kept.prefix(100))
        var anchor = base
        var number = 2
        while !taken.insert(anchor.lowercased()).inserted {
            anchor = "\(base)-\(number)"
            number += 1
        }
        return anchor
    }
}
