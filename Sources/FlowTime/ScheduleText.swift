extension WorkingSchedule {
    /// Reads a schedule as people write it on one line: `DE-NW`, or `mon-fri 08:00-12:00,13:00-17:00 DE-NW`.
    ///
    /// The parts come in any order, each once: days of the week and spans of them, spans of the day, a German state for its
    /// public holidays. What is left out is as usual. Nil for anything else.
    public init?(_ text: String) {
        var weekdays: Set<Weekday>?
        var hours: [WorkingHours]?
        var region: GermanState?
        let words = text.split(whereSeparator: \.isWhitespace)
        guard !words.isEmpty else { return nil }
        for word in words {
            if let state = GermanState(rawValue: word.uppercased()) {
                guard region == nil else { return nil }
                region = state
            } else if word.first?.isNumber == true {
                let spans = word.split(separator: ",", omittingEmptySubsequences: false).map {
                    WorkingHours(String($0))
                }
                guard hours == nil, !spans.contains(nil) else { return nil }
                hours = spans.compactMap(\.self)
            } else {
                guard weekdays == nil, let days = Self.weekdays(word.lowercased()) else { return nil }
                weekdays = days
            }
        }
        self.init(weekdays: weekdays ?? Self.usualWeek, hours: hours ?? [.usual], region: region)
    }

    /// Reads `mon-thu,sat`; a span may go over the end of the week.
    private static func weekdays(_ text: String) -> Set<Weekday>? {
        var days: Set<Weekday> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { name in
                Weekday.allCases.firstIndex { $0.rawValue == name }
            }
            guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1] else { return nil }
            let count = (last - first + 7) % 7
            for day in first...(first + count) { days.insert(Weekday.allCases[day % 7]) }
        }
        return days
    }
}
