import ArgumentParser
import FlowReports
import FlowTables
import FlowTime
import FlowWarehouse

/// `flowbook sql`: any question that SQL can ask of the warehouse.
struct SQLCommand: FlowbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "sql", abstract: "Query the local warehouse with SQL that only reads.",
        discussion: """
            Instants are milliseconds since 1970; the views whose names end with _text show them as text. Besides SQLite's
            functions there are \(QueryFunction.all.map(\.call).joined(separator: ", ")).

            EXAMPLES
              flowbook sql --schema
              flowbook sql 'SELECT status, count(*) AS runs FROM executions GROUP BY status'
              flowbook sql 'SELECT name, due_date FROM tasks_text WHERE status = "PENDING" ORDER BY due_date' --limit 20
              flowbook sql 'SELECT template_id, median(working_days(started_at, completed_at)) AS days FROM executions
                GROUP BY 1' --calendar DE-NW
              flowbook sql 'SELECT * FROM tasks' -o tasks.csv
              flowbook sql - < question.sql
            """)

    @OptionGroup var common: CommonOptions

    @Argument(
        help: ArgumentHelp("One statement that only reads; - reads it from standard input.", valueName: "sql"),
        completion: .typed(SQLCompletion.statement))
    var sql: String?

    @Flag(help: "List the tables and columns.")
    var schema = false

    @Option(
        help: ArgumentHelp("The local warehouse. Default: ORG.sqlite in the data folder.", valueName: "file"),
        completion: .file(extensions: ["sqlite"]))
    var warehouse: String?

    @Option(
        help: ArgumentHelp(
            "When people work, for working_days: DE-NW, or \"mon-fri 08:00-17:00 DE-NW\".", valueName: "calendar"))
    var calendar: CalendarText?

    @Option(help: ArgumentHelp("IANA time zone of its hours. Default: UTC.", valueName: "zone"))
    var timeZone: TimeZoneName?

    @OptionGroup(title: "Rows and columns") var output: TableOptions

    func run(in world: World) async throws -> ExitStatus {
        let destination = try output.destination(in: world)
        let table: ReportTable
        if schema {
            table = WarehouseSchema.table()
        } else {
            guard
                let sql = try self.sql.map({ $0 == "-" ? String(decoding: try world.readInput(), as: UTF8.self) : $0 })
            else {
                throw UsageError(what: "sql needs a statement", fix: "give a SELECT, or --schema for the tables")
            }
            let location = WarehouseLocation(warehouse, in: world)
            table = try await WarehouseReader(location.existingPath(of: .ofReader(nil, world))).run(
                sql, schedule: calendar?.schedule ?? .usual, zone: timeZone?.zone ?? .utc)
        }
        try await output.write(Report(of: table, asOf: world.now(), from: "warehouse"), to: destination, world)
        return .done
    }
}
