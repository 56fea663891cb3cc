import ArgumentParser
import FlowMetrics
import FlowModel
import FlowReports
import FlowSources
import FlowTables
import FlowTime
import FlowWarehouse

/// What the words of a question can be: dimensions, columns and conditions of the table that it names, values that the
/// executions have.
enum TableCompletion {
    static func dimensions(_ line: TypedLine) -> [String] {
        let grain = metric(line).map { $0.options.contains(.by) ? $0.grain : nil } ?? .task
        guard let grain else { return [] }
        return line.lists(of: Attribute.groups(of: grain).map(\.name))
    }

    /// The columns of the table with the groups and percentiles that the line asks for.
    static func columns(_ line: TypedLine) -> [String] {
        line.lists(of: columnNames(line))
    }

    /// Columns to sort by; after a minus downwards.
    static func sortKeys(_ line: TypedLine) -> [String] {
        let names = columnNames(line)
        let isDescending =
            line.begun.split(separator: ",", omittingEmptySubsequences: false).last?.hasPrefix("-") == true
        return line.lists(of: isDescending ? names.map { "-" + $0 } : names)
    }

    static func condition(_ line: TypedLine) async -> [String] {
        let grain = metric(line)?.grain ?? .execution
        let completion = FilterCompletion(line.begun, grain: grain)
        return await completion.continuations { await values(of: $0, grain, line) }
    }

    static func schemas(_ line: TypedLine) async -> [String] {
        await values(of: .entitySchema, .execution, line).filter { $0.hasPrefix(line.begun) }
    }

    private static func metric(_ line: TypedLine) -> MetricTable? {
        line.words.lazy.compactMap { MetricCatalog.metric(named: $0) }.first
    }

    private static func columnNames(_ line: TypedLine) -> [String] {
        guard let metric = metric(line) else { return [] }
        let sheet = try? ReportSheet(
            reading: metric.name, by: line.values(of: "--by").last?.commaSeparated,
            percentiles: line.values(of: "--percentiles").last?.commaSeparated, bucket: nil,
            fromTask: metric.required.contains(.fromTask) ? "*" : nil,
            toTask: metric.required.contains(.toTask) ? "*" : nil, limit: nil, where: nil)
        return ReportSheet.columns(of: sheet?.query() ?? MetricQuery(metric), unit: .days)
    }

    /// The values that a field has in the executions that the line names, as far as they are here already: nothing is
    /// fetched for a completion.
    private static func values(of field: Attribute, _ grain: Grain, _ line: TypedLine) async -> [String] {
        guard let query = field.valuesQuery(of: grain) else { return [] }
        let world = World.process()
        let selection = ExecutionSelection(schemas: line.values(of: "--schema"), entities: nil)
        do {
            let source: any ExecutionSource
            switch line.values(of: "--source").last.map(ReportSource.Origin.init) ?? .warehouse {
            case .file("-"): return []
            case .file(let path):
                source = FileSource(path: path, temporaryFolder: world.temporaryFolder, selection: selection)
            case .warehouse, .api:
                let location = WarehouseLocation(
                    line.values(of: "--warehouse").last, in: world)
                source = WarehouseSource(
                    try WarehouseReader(location.existingPath(of: nil)), selection: selection)
            }
            let request = TableRequest([query], context: MetricContext(asOf: world.now()))
            return try await LocalEngine(source, threads: 2).tables(request).tables.first.map(field.values) ?? []
        } catch {
            // A shell shows nothing of what goes wrong here; the command itself will say it.
            return []
        }
    }
}
