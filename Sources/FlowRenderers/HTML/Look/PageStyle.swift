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
