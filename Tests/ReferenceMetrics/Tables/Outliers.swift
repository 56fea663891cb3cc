extension ReferenceReport {
    /// `outliers`: executions ended in the period beyond the upper fence of their template id.
    func outliers() -> ReferenceTable {
        let ended = self.ended.filter { $0.cycle.milliseconds != nil }
        var times: [Text?: [Int64]] = [:]
        for execution in ended {
            times[execution.record.templateID, default: []].append(execution.cycle.milliseconds ?? 0)
        }
        let fences = times.mapValues { times in
            let statistics = Statistics(times)
            let (lower, upper) = (statistics.percentile(25) ?? 0, statistics.percentile(75) ?? 0)
            return upper + 1.5 * (upper - lower)
        }
        let beyond = ended.compactMap { execution -> (execution: ExecutionLife, fence: Double, over: Double)? in
            let fence = fences[execution.record.templateID] ?? 0
            let over = Double(execution.cycle.milliseconds ?? 0) - fence
            return over > 0 ? (execution, fence, over) : nil
        }
        let sorted = beyond.sorted { left, right in
            left.over != right.over ? left.over > right.over : left.execution.record.id < right.execution.record.id
        }
        let strings = ["execution_id", "execution", "template", "entity_id", "assignees"]
        var columns = strings.map { ($0, "string") } + [("started_at", "instant"), ("ended_at", "instant")]
        columns += ["cycle_time", "fence", "over"].map { (inUnit($0), "duration") }
        columns += [("phase", "string"), (inUnit("phase_lead"), "duration")]
        return ReferenceTable(
            columns: columns,
            rows: sorted.map { execution, fence, over in
                let record = execution.record
                // Of equally long ones the first.
                let time = execution.phases.compactMap(\.lead.milliseconds).max()
                let phase = execution.phases.first { time != nil && $0.lead.milliseconds == time }
                return [
                    .text(record.id), .text(record.name), .text(execution.template), .text(record.entityID),
                    .list(record.assignees), .instant(execution.start), .instant(execution.end),
                    duration(execution.cycle.milliseconds), duration(fence), duration(over),
                    .text(phase?.record.name), duration(time),
                ]
            })
    }

    /// `targets`: a target of the definition.
    func targets() -> ReferenceTable {
        let to = options.to ?? options.asOf
        let previous = options.from.flatMap { from in from < to ? (from: from - (to - from), to: from) : nil }
        var columns = [("kind", "string"), ("name", "string"), (inUnit("within"), "duration"), ("share", "percent")]
        columns += [("count", "integer"), ("reached", "percent"), ("met", "boolean")]
        columns += [("previous", "percent"), ("trend", "percent")]
        return ReferenceTable(
            columns: columns,
            rows: options.targets.map { target in
                let times = self.times(of: target)
                let limit = milliseconds(target.within)
                let now = times.filter { isInPeriod($0.instant) }.map { $0.time <= limit }
                let then = previous.map { period in
                    times.filter { $0.instant >= period.from && $0.instant < period.to }.map { $0.time <= limit }
                }
                let (reached, before) = (Statistics.rate(now), then.flatMap { Statistics.rate($0) })
                let trend = reached.flatMap { reached in before.map { reached - $0 } }
                return [
                    .text(target.kind), .text(target.name), duration(limit), .number(target.share), .integer(now.count),
                    .number(reached), reached.map { .boolean($0 >= target.share) } ?? .missing, .number(before),
                    .number(trend),
                ]
            })
    }

    /// When the matching things ended, and how long they took.
    private func times(of target: ReferenceTarget) -> [(instant: Int64, time: Int64)] {
        let pattern = Array(target.name.unicodeScalars)[...]
        func time(_ name: Text?, _ instant: Int64?, _ length: Length) -> [(instant: Int64, time: Int64)] {
            guard let name, let instant, let time = length.milliseconds else { return [] }
            return Self.matches(pattern, Array(name.string.unicodeScalars)[...]) ? [(instant, time)] : []
        }
        return executions.flatMap { execution in
            switch target.kind {
            case "template": time(execution.template, execution.end, execution.cycle)
            case "phase": execution.phases.flatMap { time($0.record.name, $0.finished, $0.lead) }
            default: execution.tasks.flatMap { time($0.record.name, $0.finished, $0.lead) }
            }
        }
    }

    static func matches(_ pattern: ArraySlice<Unicode.Scalar>, _ text: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        let rest = pattern.dropFirst()
        if first == "*" { return (0...text.count).contains { matches(rest, text.dropFirst($0)) } }
        guard let next = text.first, first == "?" || first == next else { return false }
        return matches(rest, text.dropFirst())
    }

    /// A number and a unit; days and weeks are those of the calendar.
    private func milliseconds(_ text: String) -> Int64 {
        guard let amount = Double(text.dropLast()) else { preconditionFailure("wrong duration \(text)") }
        switch text.last {
        case "w": return Int64(amount * Double(dayMilliseconds) * Double(options.calendar?.days.count ?? 7))
        case "d": return Int64(amount * Double(dayMilliseconds))
        case "h": return Int64(amount * 3_600_000)
        case "m": return Int64(amount * 60_000)
        default: return Int64(amount * 1000)
        }
    }
}
