import FlowTables
import FlowTime
import FlowWarehouse
import Testing

@Suite struct QueryFunctionTests {
    private func rows(_ sql: String, _ schedule: WorkingSchedule = .usual, _ zone: ZoneTable = .utc) async throws
        -> [[Cell]]
    {
        let scratch = try Scratch()
        return try await Warehouse(scratch.path).reader.run(sql, schedule: schedule, zone: zone).rows.collected()
    }

    @Test func `The median and percentiles interpolate between neighbours, by group, without what is NULL`()
        async throws
    {
        let values = "WITH v(g, x) AS (VALUES ('a', 1), ('a', 4), ('a', 2), ('a', NULL), ('b', 3.5), ('c', NULL))"
        // Of 1, 2, 4: the median is 2, the 85th lies at place 1.7, so 2 + 0.7 · 2.
        #expect(
            try await rows(
                "\(values) SELECT g, median(x), percentile(x, 85), percentile(x, 0), percentile(x, 100) FROM v GROUP BY g"
            )
                == [
                    [.text("a"), .number(2), .number(3.4), .number(1), .number(4)],
                    [.text("b"), .number(3.5), .number(3.5), .number(3.5), .number(3.5)],
                    [.text("c"), .missing, .missing, .missing, .missing],
                ])
        #expect(try await rows("SELECT median(x) FROM (SELECT 1 AS x WHERE 0)") == [[.missing]])
        #expect(try await rows("SELECT median('12')") == [[.number(12)]])
    }

    @Test func `They work over windows`() async throws {
        #expect(
            try await rows(
                """
                WITH v(i, x) AS (VALUES (1, 10), (2, 30), (3, NULL), (4, 20))
                SELECT i, median(x) OVER (ORDER BY i ROWS 1 PRECEDING) FROM v
                """) == [
                    [.integer(1), .number(10)], [.integer(2), .number(20)], [.integer(3), .number(30)],
                    [.integer(4), .number(20)],
                ])
    }

    @Test func `What is no number or percentage is an error of the SQL`() async throws {
        for sql in [
            "SELECT median('x')", "SELECT percentile(1, 101)", "SELECT percentile(1, NULL)",
            "SELECT working_days('x', 1)",
        ] {
            await #expect(throws: WarehouseError.self, "\(sql)") { try await rows(sql) }
        }
    }

    @Test func `Working days count from Monday to Friday, by instants, dates and texts`() async throws {
        // 2026-11-13 is a Friday: its last hour and the first of Monday are two of nine.
        let friday: Instant = 1_794_585_600_000
        let monday: Instant = 1_794_819_600_000
        let answer = try await rows(
            """
            SELECT working_days(\(friday.milliseconds), \(monday.milliseconds)), working_days('2026-11-16T09:00:00Z', '2026-11-13T16:00:00Z'),
              working_days('2026-11-09', '2026-11-16'), working_days(NULL, 1), working_days(1, NULL)
            """)
        #expect(answer == [[.number(2.0 / 9), .number(-2.0 / 9), .number(5), .missing, .missing]])
    }

    @Test func `Another calendar has its own days, hours and holidays`() async throws {
        // All Saints' Day, 1 November 2027, is a Monday off in North Rhine-Westphalia.
        let schedule = try #require(WorkingSchedule("DE-NW"))
        let sql = "SELECT working_days('2027-11-01', '2027-11-06')"
        #expect(try await rows(sql) == [[.number(5)]])
        #expect(try await rows(sql, schedule) == [[.number(4)]])
        let berlin = try #require(ZoneTable(identifier: "Europe/Berlin"))
        // 08:00 in Berlin is 07:00 in UTC: an hour more of the morning has passed.
        let morning = "SELECT working_days('2026-11-16T00:00:00Z', '2026-11-16T09:00:00Z')"
        #expect(try await rows(morning) == [[.number(1.0 / 9)]])
        #expect(try await rows(morning, .usual, berlin) == [[.number(2.0 / 9)]])
    }
}
