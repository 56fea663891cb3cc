import CXLSXWriter

/// The colours and the font of every workbook.
///
/// The chart colours are those of Okabe and Ito, which people with any kind of colour blindness can tell apart.
enum WorkbookTheme {
    static let font = "Arial"
    static let fontSize = 10.0

    static let ink: lxw_color_t = 0x1F2937
    static let muted: lxw_color_t = 0x6B7280
    static let hairline: lxw_color_t = 0xE2E6EC
    static let header: lxw_color_t = 0x1F3A5F
    static let white: lxw_color_t = 0xFFFFFF
    static let card: lxw_color_t = 0xF3F6FA
    static let link: lxw_color_t = 0x0B5CAD
    static let good: lxw_color_t = 0x00684A
    static let alarm: lxw_color_t = 0xB42318
    static let alarmFill: lxw_color_t = 0xFDECEA
    static let warning: lxw_color_t = 0x7A4B00
    static let warningFill: lxw_color_t = 0xFFF6DD
    static let bar: lxw_color_t = 0x9CC9E8

    /// Of charts, in the order of their series.
    static let series: [lxw_color_t] = [0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xD55E00]
    /// Of all that has no series of its own.
    static let rest: lxw_color_t = 0x9AA3AF
    /// Of lines over columns.
    static let line: lxw_color_t = 0xD55E00
    /// Of the points of several lines in one chart, in the order of their series: full shapes, which the fill colours.
    static let markers = [
        LXW_CHART_MARKER_CIRCLE, LXW_CHART_MARKER_SQUARE, LXW_CHART_MARKER_DIAMOND, LXW_CHART_MARKER_TRIANGLE,
    ]
}
