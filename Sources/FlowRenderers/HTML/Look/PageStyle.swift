/// The style sheet and the script of every page: the same bytes in each, which a page admits by their digests.
enum PageStyle {
    /// Steps in which the bars of cells grow, of 100.
    static let barStep = 2
    /// The property of a cell that holds the length.
    private static let barLength = "bar-length"

    /// The colours by the reader's choice, always the light ones on paper, then the sheet itself.
    static let css: String = {
        var css = ":root{color-scheme:light dark;\(Palette.light.css)}\n"
        css += "@media screen and (prefers-color-scheme:dark){:root{\(Palette.dark.css)}}\n"
        // No style may stand in an element, so the lengths of bars are classes.
        for length in stride(from: barStep, through: 100, by: barStep) {
            css += ".b\(length){--\(barLength):\(length)%}"
        }
        return css + "\n" + String(decoding: PackageResources.page_css, as: UTF8.self)
    }()

    static let script = String(decoding: PackageResources.page_js, as: UTF8.self)
}

/// The colours of a page, on light and on dark ground, by the names that the style sheet knows them by.
///
/// Those of charts are near the ones of Okabe and Ito that workbooks have, darker or lighter where the ground asks for
/// it: text stands out from its ground by 4.5 to 1 at least, shapes and lines by 3 to 1, as WCAG 2.2 asks for at AA.
struct Palette: Sendable {
    /// Red, green and blue, eight bits each.
    let colors: [(name: String, value: UInt32)]

    /// A text on its ground.
    static let texts = [
        ("ink", "page"), ("ink", "card"), ("ink", "bar"), ("ink", "alarm-fill"), ("muted", "page"), ("muted", "card"),
        ("head-ink", "head"), ("link", "page"), ("link", "card"), ("good", "page"), ("good", "card"),
        ("alarm", "page"), ("alarm", "card"), ("alarm", "alarm-fill"), ("warning", "warning-fill"),
        ("link", "bar"), ("ink", "stripe"), ("link", "stripe"), ("muted", "stripe"), ("alarm", "stripe"),
        ("good", "stripe"),
    ]
    /// A shape, a frame or a line on its ground.
    static let shapes =
        [("edge", "page"), ("edge", "card"), ("focus", "page"), ("focus", "card"), ("head-ink", "head")]
        + series.flatMap { [($0, "page"), ($0, "card")] }
    /// Of charts, in the order of their series; the last one is that of a line over columns.
    static let series = ["s0", "s1", "s2", "s3", "s4", "s5", "line"]

    static let light = Palette(colors: [
        ("page", 0xFFFFFF), ("card", 0xF3F6FA), ("stripe", 0xF8FAFC), ("ink", 0x1F2937), ("muted", 0x5B6472),
        ("hairline", 0xD5DBE3), ("edge", 0x7A8594), ("head", 0x1F3A5F), ("head-ink", 0xFFFFFF), ("link", 0x0B5CAD),
        ("focus", 0x0B5CAD), ("good", 0x00684A), ("alarm", 0xB42318), ("alarm-fill", 0xFDECEA),
        ("warning", 0x7A4B00), ("warning-fill", 0xFFF6DD), ("bar", 0xCDE4F5), ("s0", 0x0072B2), ("s1", 0xB97400),
        ("s2", 0x009E73), ("s3", 0xB9578C), ("s4", 0x3D94C9), ("s5", 0xD55E00), ("line", 0xD55E00),
    ])

    static let dark = Palette(colors: [
        ("page", 0x12171F), ("card", 0x1B232E), ("stripe", 0x171D26), ("ink", 0xE6EAF0), ("muted", 0xA3AEBC),
        ("hairline", 0x323D4B), ("edge", 0x8090A4), ("head", 0x24405F), ("head-ink", 0xFFFFFF), ("link", 0x8FC2F8),
        ("focus", 0x8FC2F8), ("good", 0x5CC79B), ("alarm", 0xFF9A8F), ("alarm-fill", 0x3F1D1B),
        ("warning", 0xF0C36A), ("warning-fill", 0x372B12), ("bar", 0x1F4B6B), ("s0", 0x4BA3DB), ("s1", 0xE69F00),
        ("s2", 0x1FB58A), ("s3", 0xDB93BC), ("s4", 0x8CCBF0), ("s5", 0xFF8A3D), ("line", 0xFF8A3D),
    ])

    /// The colours as the properties of a style sheet.
    var css: String {
        colors.map { name, value in
            let digits = String(value, radix: 16)
            return "--\(name):#\(String(repeating: "0", count: 6 - digits.count))\(digits);"
        }.joined()
    }
}
