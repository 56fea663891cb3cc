package import FlowTables
package import FlowTime

extension Message {
    /// When people work, for the subtitle of sheets: `in working days, Mon–Fri 08–17, DE-NW`.
    package static func calendar(_ schedule: WorkingSchedule, _ unit: DurationUnit) -> Message {
        let days = joined(runs(of: schedule.weekdays).map(days))
        let hours = schedule.hours.map(\.text).joined(separator: ", ")
        guard let region = schedule.region else {
            return unit == .days
                ? Message("calendar.days", "in working days, \("days", days) \("hours", hours)")
                : Message("calendar.time", "in working time, \("days", days) \("hours", hours)")
        }
        return unit == .days
            ? Message(
                "calendar.days_region",
                "in working days, \("days", days) \("hours", hours), \("region", region.rawValue)")
            : Message(
                "calendar.time_region",
                "in working time, \("days", days) \("hours", hours), \("region", region.rawValue)")
    }

    /// Days of the week that follow each other.
    private static func runs(of weekdays: Set<Weekday>) -> [[Weekday]] {
        Weekday.allCases.reduce(into: [[Weekday]]()) { runs, day in
            guard weekdays.contains(day) else { return }
            let yesterday = Weekday.allCases.last { $0.place == day.place - 1 }
            if let yesterday, runs.last?.last == yesterday {
                runs[runs.count - 1].append(day)
            } else {
                runs.append([day])
            }
        }
    }

    private static func days(_ run: [Weekday]) -> Message {
        func word(_ day: Weekday?) -> Message { day.flatMap { Vocabulary.shortWeekdays.words[$0.rawValue] } ?? "" }
        switch run.count {
        case 0, 1: return word(run.first)
        case 2: return joined(run.map { word($0) })
        default: return Message("calendar.span", "\("first", word(run.first))–\("last", word(run.last))")
        }
    }

    private static func joined(_ messages: [Message]) -> Message {
        guard let first = messages.first else { return Message("calendar.no_day", "no day") }
        return messages.dropFirst().reduce(first) { Message("calendar.list", "\("days", $0), \("day", $1)") }
    }
}

extension Weekday {
    /// From Monday, counted from 0.
    fileprivate var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension WorkingHours {
    /// `08–17`, with minutes where they are not zero.
    fileprivate var text: String { "\(Self.text(start))–\(Self.text(end))" }

    private static func text(_ time: Milliseconds) -> String {
        let (hour, minute) = Int(time.count / 60_000).quotientAndRemainder(dividingBy: 60)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return minute == 0 ? two(hour) : "\(two(hour)):\(two(minute))"
    }
}
