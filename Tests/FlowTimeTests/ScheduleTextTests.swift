import FlowTime
import Testing

@Suite("A working schedule on one line")
struct ScheduleTextTests {
    @Test("takes days, hours and a state, each or all, in any order")
    func parts() throws {
        #expect(WorkingSchedule("DE-NW") == WorkingSchedule(region: .northRhineWestphalia))
        #expect(WorkingSchedule("de-by")?.region == .bavaria)
        let morning = try #require(WorkingHours("08:00-12:00"))
        let afternoon = try #require(WorkingHours("13:00-17:00"))
        let whole = WorkingSchedule(
            weekdays: [.monday, .tuesday, .wednesday, .thursday, .saturday], hours: [morning, afternoon],
            region: .berlin)
        #expect(WorkingSchedule("mon-thu,sat 08:00-12:00,13:00-17:00 DE-BE") == whole)
        #expect(WorkingSchedule("  DE-BE 08:00-12:00,13:00-17:00  mon-thu,sat ") == whole)
        #expect(WorkingSchedule("mon-fri") == .usual)
        #expect(WorkingSchedule("08:00-17:00") == .usual)
    }

    @Test("has spans of days that go over the end of the week")
    func spans() {
        #expect(WorkingSchedule("sat-mon")?.weekdays == [.saturday, .sunday, .monday])
        #expect(WorkingSchedule("wed-wed")?.weekdays == [.wednesday])
        #expect(WorkingSchedule("mon-sun")?.weekdays.count == 7)
    }

    @Test(
        "refuses what it does not know, and a part that comes twice",
        arguments: [
            "", " ", "DE", "NW", "DE-XX", "mon-", "-fri", "mon-fri-sat", "monday", "mon,,tue", "08:00", "17:00-08:00",
            "08:00-12:00,", "8:00-12:00", "mon tue", "DE-NW DE-BY", "08:00-12:00 13:00-17:00", "mon-fri, DE-NW",
        ])
    func refused(_ text: String) {
        #expect(WorkingSchedule(text) == nil)
    }
}
