/// What documentation says about the keys of a definition, level by level.
package enum DefinitionReference {
    package struct Level: Hashable, Sendable {
        /// Such as `a sheet`.
        package let subject: String
        package let keys: [Key]
    }

    package struct Key: Hashable, Sendable {
        package let name: String
        /// What may stand there.
        package let value: String
        /// What the key does, and what holds without it.
        package let note: String
        package let isRequired: Bool
    }

    /// Every level, the first one outermost.
    package static let levels: [Level] = [
        level(ReportKeys.table), level(PeriodKeys.table), level(CalendarKeys.table), level(SourceKeys.table),
        level(PeopleKeys.table),
        level(CSVKeys.table), level(TargetKeys.table),
        level(SheetKeys.table), level(ColumnKeys.table), level(ThresholdKeys.table),
    ]

    private static func level<Draft>(_ table: KeyTable<Draft>) -> Level {
        Level(
            subject: table.subject,
            keys: table.keys.map { Key(name: $0.name, value: $0.value, note: $0.note, isRequired: $0.isRequired) })
    }
}
