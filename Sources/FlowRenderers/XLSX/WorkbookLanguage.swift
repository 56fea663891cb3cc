/// The words and number formats of a workbook; a further language is a file with a value of its own.
package struct WorkbookLanguage: Hashable, Sendable {
    package var noRows: String
    package var continued: String
    package var cutMark: String
    package var asOf: String
    package var period: String
    package var sinceTheBeginning: String
    package var source: String
    package var executions: String
    package var entities: String
    package var fetched: String
    package var page: String
    package var pageOf: String
    package var cumulativeShare: String
    package var chartData: String
    package var integerFormat: String
    package var decimalFormat: String
    package var percentFormat: String
    package var instantFormat: String
    package var dateFormat: String
}

extension WorkbookLanguage {
    package static let english = WorkbookLanguage(
        noRows: "No rows", continued: "continued", cutMark: "… (cut)", asOf: "As of", period: "Period",
        sinceTheBeginning: "the beginning", source: "Source", executions: "executions", entities: "entities",
        fetched: "fetched", page: "Page", pageOf: "of", cumulativeShare: "Cumulative share", chartData: "Chart data",
        integerFormat: "#,##0", decimalFormat: "#,##0.00", percentFormat: "0.0%", instantFormat: "yyyy-mm-dd hh:mm",
        dateFormat: "yyyy-mm-dd")
}
