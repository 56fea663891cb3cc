import FlowRenderers
import FlowTables

/// A report in a few sentences of its language, for a mail or a chat: how things stand, how they went, what somebody has to
/// hear of.
package struct ReportSummary: Sendable {
    /// How its lines are set.
    package enum Format: String, CaseIterable, Sendable {
        case text, markdown, html
    }

    private let title: String
    /// The clock, then what needs somebody today.
    private let opening: [String]
    private let morning: MorningNews?
    private let sentences: [String]
    private let alerts: [String]

    /// - Parameters:
    ///   - title: the report's.
    ///   - clock: its clock, as people in its time zone read it.
    ///   - figures: the key figures, with what is known of their changes.
    ///   - removed: how many runs the sync before the report removed.
    ///   - morning: what needs somebody today, in the language; nil where nobody knows.
    ///   - alerts: what must be known first, in the language.
    ///   - words: the language.
    init(
        title: Message, clock: Message, figures: [KeyFigure], removed: Int, morning: MorningNews?, alerts: [String],
        in words: Words
    ) {
        self.title = words.text(title)
        opening = [words.text(clock)] + (morning?.sentences ?? [])
        self.morning = morning
        let messages = FigureSentences(figures, words).all + (removed > 0 ? [.summaryOfRemoved(removed)] : [])
        sentences = messages.map(words.text)
        self.alerts = alerts
    }

    /// The whole summary, with a line feed at its end.
    package func text(as format: Format) -> String {
        switch format {
        case .text:
            let tasks = morning?.heading.map { [$0] + (morning?.tasks ?? []).map { "  - \($0.text)" } } ?? []
            return ([title, ""] + opening + tasks + sentences + (alerts.isEmpty ? [] : [""] + alerts))
                .map { "\($0)\n" }.joined()
        case .markdown:
            func item(_ text: String) -> String { "- \(MarkdownText.escaped(text))" }
            let tasks =
                morning?.heading.map { [item($0)] + (morning?.tasks ?? []).map { "  \(Self.markdown($0))" } } ?? []
            let lines =
                opening.map(item) + tasks + sentences.map(item)
                + alerts.map { "- **\(MarkdownText.escaped($0))**" }
            return (["## \(MarkdownText.escaped(title))", ""] + lines).map { "\($0)\n" }.joined()
        case .html:
            func item(_ text: String) -> String { "<li>\(Self.html(text))</li>" }
            let tasks =
                morning?.heading.map { heading in
                    ["<li>\(Self.html(heading))", "<ul>"] + (morning?.tasks ?? []).map { "<li>\(Self.html($0))</li>" }
                        + ["</ul></li>"]
                } ?? []
            let lines =
                opening.map(item) + tasks + sentences.map(item)
                + alerts.map { "<li><strong>\(Self.html($0))</strong></li>" }
            return (["<h2>\(Self.html(title))</h2>", "<ul>"] + lines + ["</ul>"]).map { "\($0)\n" }.joined()
        }
    }

    private static func markdown(_ task: MorningNews.Task) -> String {
        let text = MarkdownText.escaped(task.text)
        // Brackets would end the address.
        let address = task.address?.replacing("(", with: "%28").replacing(")", with: "%29")
        return address.map { "- [\(text)](\($0))" } ?? "- \(text)"
    }

    private static func html(_ task: MorningNews.Task) -> String {
        task.address.map { "<a href=\"\(html($0))\">\(html(task.text))</a>" } ?? html(task.text)
    }

    private static func html(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}

/// What key figures say in sentences; a figure that is missing is left out.
private struct FigureSentences {
    private let figures: [String: KeyFigure]
    private let inOrder: [KeyFigure]
    private let words: Words

    /// How many changes are told.
    private static let mostChanges = 5

    init(_ figures: [KeyFigure], _ words: Words) {
        self.figures = Dictionary(figures.map { ($0.name, $0) }) { first, _ in first }
        inOrder = figures
        self.words = words
    }

    var all: [Message] {
        [open, overdue, flow, times, onTime, changes, quality].compactMap(\.self)
    }

    private func count(_ name: String) -> Int? {
        figures[name]?.value.flatMap { Int(exactly: $0.rounded()) }
    }

    private var open: Message? { count("open").map(Message.summaryOfOpen) }

    private var overdue: Message? {
        guard let runs = count("overdue_executions"), let tasks = count("overdue_tasks") else { return nil }
        return .summaryOfOverdue(runs: runs, tasks: tasks)
    }

    private var flow: Message? {
        guard let started = count("started"), let ended = count("ended"), let done = count("done"),
            let closed = count("closed")
        else { return nil }
        return .summaryOfFlow(started: started, ended: ended, done: done, closed: closed)
    }

    private var times: Message? {
        guard let median = figures["cycle_time_p50"], let most = figures["cycle_time_p85"], let half = median.value,
            let rest = most.value
        else { return nil }
        return .summaryOfTimes(median: half, most: rest, unit: words.unit(median.unit))
    }

    private var onTime: Message? { figures["on_time_rate"]?.value.map(Message.summaryOfOnTime) }

    private var quality: Message? {
        count("data_quality_issues").flatMap { $0 == 0 ? nil : Message.summaryOfQuality($0) }
    }

    private var changes: Message? {
        let changed = inOrder.filter { ($0.change?.difference ?? 0) != 0 }.sorted { $0.rank < $1.rank }
        let texts = changed.prefix(Self.mostChanges).compactMap { figure in
            figure.changeText(words).map { "\(words.text(figure.title)) \($0)" }
        }
        return texts.isEmpty ? nil : .summaryOfChanges(texts.joined(separator: "; "))
    }
}

extension Message {
    static func summaryClock(_ time: String, _ zone: String) -> Message {
        Message("summary.as_of", "As of \("time", time) (\("zone", zone)).")
    }

    static func summaryOfOpen(_ count: Int) -> Message {
        switch count {
        case 0: Message("summary.open_none", "No run is open.")
        case 1: Message("summary.open_one", "1 run is open.")
        default: Message("summary.open", "\("count", count) runs are open.")
        }
    }

    static func summaryOfOverdue(runs: Int, tasks: Int) -> Message {
        if runs == 0, tasks == 0 { return Message("summary.overdue_none", "Nothing is past its due date.") }
        return Message(
            "summary.overdue", "Past their due date are \("runs", Self.runs(runs)) and \("tasks", Self.tasks(tasks)).")
    }

    static func summaryOfFlow(started: Int, ended: Int, done: Int, closed: Int) -> Message {
        Message(
            "summary.flow",
            """
            \("started", runs(started)) started in the period and \("ended", runs(ended)) ended, \("done", done) done and \
            \("closed", closed) closed.
            """)
    }

    static func summaryOfTimes(median: Double, most: Double, unit: String) -> Message {
        Message(
            "summary.times",
            """
            Half of the ended runs took at most \("median", rounded(median)) \("unit", unit), 85 % at most \
            \("most", rounded(most)) \("unit", unit).
            """)
    }

    static func summaryOfOnTime(_ share: Double) -> Message {
        Message("summary.on_time", "\("percent", rounded(share * 100)) % of the ended runs with a due date kept it.")
    }

    static func summaryOfQuality(_ count: Int) -> Message {
        count == 1
            ? Message("summary.quality_one", "The data have 1 defect.")
            : Message("summary.quality", "The data have \("count", count) defects.")
    }

    static func summaryOfRemoved(_ count: Int) -> Message {
        count == 1
            ? Message("summary.removed_one", "1 run that the API no longer has was removed.")
            : Message("summary.removed", "\("count", count) runs that the API no longer has were removed.")
    }

    static func summaryOfChanges(_ changes: String) -> Message {
        Message("summary.changes", "Against the period before: \("changes", changes).")
    }

    private static func runs(_ count: Int) -> Message {
        switch count {
        case 0: Message("summary.runs_none", "no run")
        case 1: Message("summary.runs_one", "1 run")
        default: Message("summary.runs", "\("count", count) runs")
        }
    }

    private static func tasks(_ count: Int) -> Message {
        switch count {
        case 0: Message("summary.tasks_none", "no task")
        case 1: Message("summary.tasks_one", "1 task")
        default: Message("summary.tasks", "\("count", count) tasks")
        }
    }

    private static func rounded(_ number: Double) -> Double { (number * 10).rounded() / 10 }

    /// Each of them, for languages.
    static let ofSummaries: [Message] =
        [
            summaryClock("", ""), summaryOfTimes(median: 0, most: 0, unit: ""), summaryOfOnTime(0),
            summaryOfChanges(""),
            summaryOfFlow(started: 0, ended: 0, done: 0, closed: 0), summaryOfOverdue(runs: 0, tasks: 0),
            summaryOfOverdue(runs: 1, tasks: 0),
        ]
        + [0, 1, 2].flatMap {
            [
                summaryOfOpen($0), summaryOfQuality($0), summaryOfRemoved($0), runs($0), tasks($0),
            ]
        }
}
