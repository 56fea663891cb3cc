import FlowTables
import Testing

@testable import FlowRenderers

@Suite("Text from the data on a page")
struct HostileTextTests {
    static let names = [
        "</script><img src=x onerror=alert(1)>", "<!--<script>", "\" onmouseover=\"alert(1)", "' autofocus onfocus='a",
        "&lt;b&gt; &amp;", "]]>", "{{constructor}}", "שלום עולם", "مرحبا", "漢字かな交じり文", "a\u{202E}txt.exe",
        "line\r\nbreak\ttab", "nul\u{0}\u{1B}[31m", "\u{2028}\u{FEFF}", String(repeating: "Wallbox ", count: 50),
        String(repeating: "x", count: 400), "",
    ]

    /// A report that says the names wherever a report can say something.
    static func report() -> Report {
        var tables: [ReportTable] = []
        for (index, name) in names.enumerated() {
            let title = Message(verbatim: name)
            tables.append(
                ReportTable(
                    name: name, title: title, note: title,
                    columns: [
                        ReportColumn("name", .string, title: title, note: title),
                        ReportColumn("id", .string, title: title, emphasis: .link(idColumn: "id")),
                        ReportColumn("count", .integer, title: "Count", emphasis: .bar),
                    ],
                    rows: TableRows(
                        names.enumerated().map { [.text($1), .text($1), .integer(Int64($0 + index))] })))
        }
        var report = SmallReports.report(
            tables, title: Message(verbatim: names[0]), warnings: names.map { ReportWarning(Message(verbatim: $0)) },
            link: "https://portal.example/\"><script>/{execution_id}")
        report.timeZone = names[0]
        return report
    }

    @Test("is text and nothing else: every element and every attribute is the page's own")
    func elements() throws {
        let page = try SmallReports.text(Self.report(), as: .html)
        let known: Set = [
            "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "p", "span",
            "main",
            "section", "ul", "li", "nav", "figure", "figcaption", "div", "svg", "desc", "line", "text", "rect", "label",
            "input", "table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary", "dl", "dt", "dd",
            "script",
        ]
        let tags = page.matches(of: /<\/?([!a-zA-Z][^\s>\/]*)((?:\s+[a-zA-Z-]+(?:="[^"]*")?)*)\s*\/?>/)
        #expect(Set(tags.map { String($0.1) }).subtracting(known) == [])
        let attributes = tags.flatMap { $0.2.matches(of: /\s+([a-zA-Z-]+)(?:="[^"]*")?/).map { String($0.1) } }
        #expect(attributes.allSatisfy { !$0.hasPrefix("on") && $0 != "src" && $0 != "style" && $0 != "autofocus" })
        // Nothing else begins with the sign that begins an element, but for the script's own comparisons.
        let own = PageStyle.script.count { $0 == "<" } + PageStyle.css.count { $0 == "<" }
        #expect(page.count { $0 == "<" } == tags.count + own)
    }

    @Test("has neither control characters nor marks that turn the direction of writing")
    func controls() throws {
        let page = try SmallReports.text(Self.report(), as: .html)
        let harmful = page.unicodeScalars.filter { scalar in
            (scalar.value < 0x20 && scalar != "\n") || (0x7F..<0xA0).contains(scalar.value)
                || [0x200E, 0x200F, 0xFEFF].contains(scalar.value) || (0x2028...0x202E).contains(scalar.value)
                || (0x2066...0x2069).contains(scalar.value)
        }
        #expect(harmful.isEmpty)
    }

    @Test("reads as it was written")
    func words() throws {
        let markup = Markup.text("a < b & \"c\" > 'd' שלום")
        #expect(markup.html == "a &lt; b &amp; &quot;c&quot; &gt; &#39;d&#39; שלום")
        let title = "<i>"
        #expect(("<b>\(title)</b>" as Markup).html == "<b>&lt;i&gt;</b>")
        var bytes: [UInt8] = []
        ScriptData.append("</script> \"\\", to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == #""\u003c/script> \"\\""#)
    }
}
