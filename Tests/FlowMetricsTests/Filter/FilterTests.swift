import FlowMetrics
import FlowModel
import FlowTables
import FlowTime
import Testing

@Suite("Conditions on executions")
struct FilterTests {
    private let records = [
        run(
            "a", start: noon - 10 * day, end: noon - 8 * day, status: "CLOSED",
            rest: "\"assigned_to\":[\"ann\",\"bob\"],\"trigger\":{\"type\":\"MANUAL\"},\"due_date\":\(noon - 9 * day)"),
        run(
            "b", start: noon - 5 * day, end: noon - day, template: "u", name: "Heat pump",
            rest: "\"assigned_to\":[\"bob\"],\"taxonomies\":[\"retail\"],\"due_date\":\(noon)"),
        run("c", start: noon - 40 * day, name: "Wallbox (old)", rest: "\"due_date\":\(noon - 3 * day)"),
        run("d", start: noon - 2 * day, rest: "\"due_date\":\(noon + 5 * day)"),
        run("e", start: noon - 3 * day, name: "Wallbox"),
        run("f", start: noon - 4 * day, template: "v", name: "What?"),
    ]

    @Test(
        "choose by every kind of comparison",
        arguments: [
            ("status = CLOSED", "a"), ("status != CLOSED", "bcdef"), ("status in (CLOSED, DONE)", "ab"),
            ("status not in (CLOSED, DONE)", "cdef"), ("status = closed", ""), ("status < D", "a"),
            // The elected name, though c carries another one.
            ("template = Wallbox", "acde"), ("template ~ \"Wall*\"", "acde"), ("template ~ Wall", ""),
            ("template != \"Wall*\"", "bf"), ("template !~ \"H??t*\"", "acdef"), ("name ~ \"*(old)\"", "c"),
            ("template = 'What?'", "f"), ("name ~ 'What\\?'", "f"), ("name ~ 'Wha??'", "f"), ("name = 'Wha??'", ""),
            ("template_id in (u, v)", "bf"),
            // One of several values has to fit, and none for unequal.
            ("assignee = bob", "ab"), ("assignee != bob", "cdef"), ("assignee = null", "cdef"),
            ("assignee != null", "ab"),
            ("assignee = \"(unassigned)\"", "cdef"), ("taxonomy = retail", "b"), ("taxonomy != null", "b"),
            ("trigger = MANUAL", "a"), ("trigger = null", "bcdef"), ("trigger != MANUAL", "bcdef"),
            // Durations, in the report's unit without one.
            ("age > 30d", "c"), ("age > 30", "c"), ("age <= 48h", "d"), ("age_hours = 48", "d"), ("age < 4d", "de"),
            ("cycle_time = 2d", "a"), ("cycle_time >= 2d and cycle_time < 1w", "ab"), ("age = null", "ab"),
            ("overdue > 2d", "c"), ("overdue = null", "abdef"), ("overdue = true", "c"), ("overdue = false", "abdef"),
            // Times: a date is its whole day, and the first instants of days are relative.
            ("started_at = 2024-11-13", "d"), ("started_at > 2024-11-12", "d"), ("started_at >= 2024-11-12", "de"),
            ("started_at < 2024-11-05T12:00:00.001Z", "ac"), ("started_at < 2024-11-05T12:00:00Z", "c"),
            ("started_at > -5d", "bdef"), ("due_at < +7d", "abcd"), ("due_at > +1d", "d"), ("ended_at = null", "cdef"),
            ("ended_at > 2024-11-13", "b"), ("started_day = 2024-11-13", "d"), ("started_month >= 2024-11", "abdef"),
            ("ended_month = null", "cdef"), ("due_at = null", "ef"),
            // Truths and counts.
            ("open = true", "cdef"), ("open = false", "ab"), ("on_time = true", "b"), ("on_time = false", "a"),
            ("on_time = null", "cdef"), ("tasks = 0", "abcdef"), ("tasks > 0", ""), ("flow_efficiency > 50%", ""),
            ("id in (a, 'b')", "ab"), ("execution_id = c", "c"),
            // Logic: and binds more than or, not most of all.
            ("id = a or id = b and id = c", "a"), ("(id = a or id = b) and id != a", "b"),
            ("not id = a and id = b", "b"),
            ("NOT (id = a OR id = b) AND status = STARTED", "cdef"), ("not not id = a", "a"), ("id==a", "a"),
            ("id=a or(id=b)", "ab"), ("not age > 30d", "abdef"), ("name = 'Heat pump'", "b"),
            ("name = \"Heat pump\"", "b"),
        ])
    func choose(text: String, ids: String) throws {
        let list = try #require(MetricCatalog.metric(named: "executions"))
        let table = try tables([MetricQuery(list)], records, filter: text, workers: 2)[0]
        #expect(try table.cells("id").map { $0[0].textValue ?? "" }.joined() == ids, "\(text)")
        // The same of one table as of the whole run.
        let query = MetricQuery(list, filter: try Filter(text, grain: .execution))
        #expect(try tables([query], records)[0].cells("id").map { $0[0].textValue ?? "" }.joined() == ids, "\(text)")
    }

    @Test("hide an execution from every table and figure, but do not rename templates")
    func hide() throws {
        let queries = MetricCatalog.metrics.map { MetricQuery($0) }
        let kept = [records[0], records[2]]
        let filtered = try tables(queries, records, filter: "id in (a, c)", workers: 3)
        let alone = try tables(queries, kept)
        for (table, expected) in zip(filtered, alone) {
            #expect(try table.rows.collected() == (try expected.rows.collected()), "\(table.name)")
        }
        // Alone, c would be the only one of its template and so name it.
        let list = try #require(MetricCatalog.metric(named: "executions"))
        #expect(try tables([MetricQuery(list)], records, filter: "id = c")[0].cells("template") == [[.text("Wallbox")]])
    }

    @Test("Conditions of one table leave the others as they are")
    func oneTable() throws {
        let metric = try #require(MetricCatalog.metric(named: "summary"))
        let filtered = MetricQuery(metric, name: "closed", filter: try Filter("status = CLOSED", grain: .execution))
        let result = try tables([filtered, MetricQuery(metric)], records, workers: 2)
        #expect(try result[0].cells("figure", "value").first == [.text("executions"), .number(1)])
        #expect(try result[1].cells("figure", "value").first == [.text("executions"), .number(6)])
    }

    @Test("Working time has the calendar's days")
    func calendar() throws {
        let schedule = try #require(WorkingSchedule())
        let context = MetricContext(asOf: noon, calendar: WorkingCalendar(schedule, zone: .utc))
        // From Tuesday noon to Friday noon: three working days of nine hours.
        let list = try #require(MetricCatalog.metric(named: "executions"))
        for (text, ids) in [("age = 3d", "e"), ("age = 27h", "e"), ("age < 1w and age > 2d", "ef")] {
            let table = try tables([MetricQuery(list)], records, context, filter: text)[0]
            #expect(try table.cells("id").map { $0[0].textValue ?? "" }.joined() == ids, "\(text)")
        }
    }

    @Test("Phases and tasks are chosen one by one in tables of theirs")
    func parts() throws {
        let records = [
            run(
                "a", start: noon - 9 * day,
                rest: """
                    "crt_tasks":[{"id":"k2"}],\
                    "phases":[{"id":"p","name":"Plan","status":"COMPLETED",\
                    "analytics":{"started_at":\(noon - 9 * day),"completed_at":\(noon - 8 * day)}},\
                    {"id":"q","name":"Build","status":"OPEN"}],\
                    "tasks":[{"id":"k1","name":"Read","task_type":"MANUAL","status":"COMPLETED","phase_id":"p",\
                    "analytics":{"started_at":\(noon - 9 * day),"completed_at":\(noon - 8 * day)}},\
                    {"id":"k2","name":"Do","task_type":"AUTOMATION","status":"PENDING","phase_id":"q","due_date":\(noon - day)},\
                    {"id":"k3","name":"Wait","status":"FAILED","phase_id":"q","due_date":\(noon - 2 * day),\
                    "schedule":{"error_reason":"gone"}}]
                    """)
        ]
        let list = try #require(MetricCatalog.metric(named: "tasks"))
        for (text, ids) in [
            ("phase = Build", "k2k3"), ("task = Read", "k1"), ("overdue > 1d", "k3"), ("current = true", "k2"),
            ("lead = 1d", "k1"), ("task_type = null", "k3"), ("open = true and template = Wallbox", "k2k3"),
            ("failure = null", "k1k2"), ("failure != null", "k3"), ("failure = '(none)'", "k1k2"),
            ("assignee = null and failure = gone", "k3"), ("completed_by = null", "k1k2k3"),
            ("finished_day = null", "k2k3"), ("finished_month = 2024-11", "k1"),
            ("current_task = Do and current_phase = Build", "k1k2k3"),
            ("phase_id = p or task_id = k2", "k1k2"), ("finished_at < -1d", "k1"), ("status = STARTED", "k1k2k3"),
        ] {
            let query = MetricQuery(list, filter: try Filter(text, grain: .task))
            let table = try tables([query], records)[0]
            #expect(try table.cells("task_id").map { $0[0].textValue ?? "" }.joined() == ids, "\(text)")
            #expect(table.rows.count == (try table.rows.collected().count))
        }
        let phases = try #require(MetricCatalog.metric(named: "phase_times"))
        for (text, count) in [("phase = Plan", 1), ("lead > 2d", 0), ("phase = Build", 0)] {
            let query = MetricQuery(phases, filter: try Filter(text, grain: .phase))
            #expect(try tables([query], records)[0].rows.count == count, "\(text)")
        }
        let overdue = try #require(MetricCatalog.metric(named: "overdue_summary"))
        let query = MetricQuery(overdue, by: [.phase], filter: try Filter("task != Wait", grain: .task))
        #expect(
            try tables([query, MetricQuery(overdue, by: [.phase])], records).map { try $0.cells("phase", "count") } == [
                [[.text("Build"), .integer(1)]], [[.text("Build"), .integer(2)]],
            ])
    }

    @Test(
        "A due date that floats is found by its day, wherever the report is, and is overdue from the next day on",
        arguments: [("Europe/Berlin", -1), ("America/New_York", 5), ("Australia/Lord_Howe", -11)])
    func floatingDueDates(zone: String, hoursToUTC: Int) throws {
        let records = ["2024-11-14", "2024-11-14T00:00:00.000", "2024-11-14T23:30:00", "2024-11-15T00:00:00.001"]
            .enumerated().map { run("r\($0.offset)", start: noon - 10 * day, rest: "\"due_date\":\"\($0.element)\"") }
        let list = MetricQuery(try #require(MetricCatalog.metric(named: "executions")))
        // 2024-11-15T00:00:00 by the clock of the zone.
        let midnight = noon - 12 * hour + hoursToUTC * hour
        func ids(_ text: String, asOf: Instant) throws -> [[Cell]] {
            let context = MetricContext(asOf: asOf, zone: try #require(ZoneTable(identifier: zone)))
            return try tables([list], records, context, filter: text)[0].cells("id")
        }
        #expect(try ids("due_at = 2024-11-14", asOf: noon) == [[.text("r0")], [.text("r1")], [.text("r2")]])
        #expect(try ids("due_at = 2024-11-15", asOf: noon) == [[.text("r3")]])
        #expect(try ids("overdue = true", asOf: midnight - 1) == [[.text("r2")]])
        #expect(try ids("overdue = true", asOf: midnight) == [[.text("r0")], [.text("r1")], [.text("r2")]])
    }
}
