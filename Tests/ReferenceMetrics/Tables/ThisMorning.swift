extension ReferenceReport {
    /// A list of the first page: how many tasks it has, and the first ten of them as a table.
    package struct MorningList {
        /// `urgent`, `became_overdue`, `due_today`, `unassigned`, `settled`.
        package var kind: String
        package var count: Int
        package var table: ReferenceTable
    }

    /// docs/metrics.md#this-morning, list by list.
    package func morning() -> [MorningList] {
        let today = clock.day(of: options.asOf)
        let tomorrow = clock.start(of: CivilDay(number: today.number + 1))
        let since = clock.start(of: workingDay(before: today))
        let open = tasks.filter(\.task.isOpen)
        let dueByTonight = open.filter { $0.task.record.due.map { $0 < tomorrow } ?? false }
        let overdue = dueByTonight.filter(\.task.isOverdue)
        let byPeople = { (item: TaskItem) in
            item.task.record.type != Text("AUTOMATION") && item.task.record.type != Text("AI_AGENT")
        }
        let nobodys = open.filter { item in
            item.task.isCurrent && item.task.record.assignees.isEmpty && byPeople(item)
        }
        let settled = tasks.filter { item in
            guard let instant = item.task.finished ?? item.task.skipped else { return false }
            return instant >= since && byPeople(item)
        }
        let late = [("due_at", "instant"), (inUnit("overdue"), "duration")]
        let due = [("due_at", "instant")]
        return [
            list("urgent", dueByTonight, late, by: currentFirst),
            list("became_overdue", overdue.filter { $0.task.record.due ?? .min >= since }, late, by: currentFirst),
            list("due_today", dueByTonight.filter { !$0.task.isOverdue }, due, by: currentFirst),
            list("unassigned", nobodys, due) { [$0.task.record.due ?? .max] },
            list("settled", settled, [("settled_at", "instant")]) { [-($0.task.finished ?? $0.task.skipped ?? 0)] },
        ]
    }

    private func currentFirst(_ item: TaskItem) -> [Int64] {
        [item.task.isCurrent ? 0 : 1, item.task.record.due ?? 0]
    }

    /// The day before, under a calendar the last day before on which somebody works.
    private func workingDay(before day: CivilDay) -> CivilDay {
        var earlier = CivilDay(number: day.number - 1)
        guard let working = measure.working else { return earlier }
        while !working.isWorkingDay(earlier) { earlier.number -= 1 }
        return earlier
    }

    private func list(
        _ kind: String, _ items: [TaskItem], _ times: [(String, String)], by keys: (TaskItem) -> [Int64]
    ) -> MorningList {
        let sorted = items.sorted { left, right in
            let (a, b) = (keys(left), keys(right))
            return a == b ? isTask(left, before: right) : a.lexicographicallyPrecedes(b)
        }
        let rows = sorted.prefix(10).map { item -> [ReferenceValue] in
            let record = item.execution.record
            let who = item.task.record.assignees
            var row: [ReferenceValue] = [
                .text(record.id), .text(record.entity ?? record.name), .text(item.execution.template),
                .text(item.task.record.name), who.isEmpty ? .text("(unassigned)") : .list(who),
            ]
            for (name, _) in times {
                switch name {
                case "due_at": row.append(.instant(item.task.record.due))
                case "settled_at": row.append(.instant(item.task.finished ?? item.task.skipped))
                default: row.append(duration(item.task.overdue))
                }
            }
            return row
        }
        let names = ["execution_id", "customer", "template", "task", "people"]
        return MorningList(
            kind: kind, count: items.count,
            table: ReferenceTable(columns: names.map { ($0, "string") } + times, rows: rows))
    }
}
