import FlowMetrics
import FlowModel
import FlowRenderers
import FlowReports
import FlowTables
import FlowTime
import Testing

@Suite("What the command line says")
struct OverridesTests {
    private func base() throws -> ReportDefinition {
        try definition(
            with: """
                time_zone: Europe/Berlin
                period: {from: -30d, to: -1d}
                duration_unit: hours
                formats: [csv: {delimiter: ";"}]
                source: {kind: warehouse, schemas: [order], entities: a.txt}
                """)
    }

    @Test("stands before what the definition says, each on its own")
    func each() throws {
        let base = try base()
        let zone = try #require(ZoneTable(identifier: "Asia/Tokyo"))
        #expect(
            base.applying(DefinitionOverrides(from: .date(0))).period
                == ReportPeriod(from: .date(0), to: .before(1, .days)))
        #expect(
            base.applying(DefinitionOverrides(to: .instant(7))).period
                == ReportPeriod(from: .before(30, .days), to: .instant(7)))
        #expect(base.applying(DefinitionOverrides(zone: zone)).zone.identifier == "Asia/Tokyo")
        #expect(base.applying(DefinitionOverrides(unit: .minutes)).unit == .minutes)
        let formats = base.applying(DefinitionOverrides(formats: [.json, .csv]))
        #expect(formats.formats.map(\.name) == ["json", "csv"])
        #expect(formats.csv.delimiter == UInt8(ascii: ";"))
        let other = Words(code: "xx", texts: [:])
        #expect(base.applying(DefinitionOverrides(language: other)).language == other)
        #expect(base.applying(DefinitionOverrides(origin: .file("x"))).source.origin == .file("x"))
        #expect(base.applying(DefinitionOverrides(schemas: ["contact"])).source.schemas == ["contact"])
        #expect(base.applying(DefinitionOverrides(entitiesFile: "b.txt")).source.entitiesFile == "b.txt")
    }

    @Test("is nothing where it says nothing")
    func none() throws {
        let base = try base()
        let same = base.applying(DefinitionOverrides())
        #expect(same.period == base.period && same.source == base.source && same.unit == base.unit)
        #expect(same.zone.identifier == base.zone.identifier && same.formats.map(\.name) == ["csv"])
        #expect(same.language == .english)
    }

    @Test("keeps columns right when the unit of durations changes")
    func unitOfColumns() throws {
        let sheets = "sheets: [{metric: cycle_times, columns: [template, p85_days], sort: [-p85_days]}]\n"
        let definition = try read("report: r\n" + sheets).applying(DefinitionOverrides(unit: .hours))
        let context = definition.context(asOf: 0)
        let table = try definition.sheets[0].query().withoutExecutions(context)
        #expect(try definition.sheets[0].arranged(table).columns.map(\.name) == ["template", "p85_hours"])
    }

    @Test("may empty the period, which is told before anything runs")
    func emptyPeriod() throws {
        let base = try base()
        // 2026-11-23T12:00Z.
        let asOf: Instant = 1_795_435_200_000
        #expect(!base.period.isEmpty(asOf: asOf, zone: base.zone))
        #expect(base.applying(DefinitionOverrides(from: .before(1, .days))).period.isEmpty(asOf: asOf, zone: base.zone))
        #expect(base.applying(DefinitionOverrides(to: .before(2, .months))).period.isEmpty(asOf: asOf, zone: base.zone))
        #expect(!ReportPeriod().isEmpty(asOf: asOf, zone: .utc))
        #expect(ReportPeriod(from: .instant(asOf)).isEmpty(asOf: asOf, zone: .utc))
    }
}
