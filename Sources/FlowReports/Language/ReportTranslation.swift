package import FlowRenderers
package import FlowTables

extension Report {
    /// The report with its titles, notes and warnings in the language of the workbook.
    ///
    /// What the catalogue does not know stays as it is: titles that a definition gives in its own words. Names of tables and
    /// columns and all data stay too, so that whoever reads the files by program meets the same in every language.
    package func translated(to language: WorkbookLanguage) -> Report {
        guard let catalogue = TextCatalogue.named(language.code) else { return self }
        var report = self
        report.title = catalogue.text(title)
        report.tables = tables.map { $0.mapTexts(catalogue.text) }
        report.warnings = warnings.map { ReportWarning(catalogue.text($0.text), isAlert: $0.isAlert) }
        return report
    }
}

extension TextCatalogue {
    /// The texts of a language; nil for English, in which they are written, and for a language without any.
    package static func named(_ code: String) -> TextCatalogue? {
        code == "de" ? .german : nil
    }

    fileprivate func text(_ english: String) -> String {
        translation(of: english) ?? english
    }
}
