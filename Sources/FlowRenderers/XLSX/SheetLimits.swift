/// How much a sheet holds by Excel's rules, and when a workbook counts as large; tests use smaller figures.
struct SheetLimits: Hashable, Sendable {
    /// Rows of a sheet, the header among them.
    var rows = 1_048_576
    /// UTF-16 units of a cell's text.
    var textLength = 32_767
    /// Links of a sheet.
    var links = 65_530
    /// Links of a sheet of a large workbook. The library keeps links in memory, about 3 KB each, and such a workbook is
    /// to stay below 200 MB.
    var linksOfLargeWorkbook = 30_000
    /// A table of more rows makes the workbook a large one: its sheets get a filter in place of an Excel table.
    var rowsOfSmallWorkbook = 50_000
    /// Bytes of a sheet's rows above which its part of the file may pass 4 GiB.
    var bytesOf32BitPart = 3_500_000_000

    static let excel = SheetLimits()
}
