/// A template laid out for simulation and writing: tasks in a row, steps of tasks that run together, texts as JSON.
struct PreparedTemplate: Sendable {
    /// A task with its index in the graph.
    struct Task: Sendable {
        var plan: TaskPlan
        var phase: Int
        var step: Int
        var templateID: [UInt8]
        var name: [UInt8]
        var description: [UInt8]
        /// The automation or agent that does it.
        var machineID: [UInt8]
        var opensLoop = false
        var isInLoop = false
    }

    struct Phase: Sendable {
        var plan: PhasePlan
        var templateID: [UInt8]
        var name: [UInt8]
    }

    struct Edge: Sendable {
        enum Branch: Sendable {
            case always, met, notMet
        }

        var from: Int
        var to: Int
        var branch = Branch.always
    }

    let template: FlowTemplate
    let id: String
    let name: [UInt8]
    /// Each reason as a JSON object.
    let reasons: [[UInt8]]
    let reasonsJSON: [UInt8]
    let reasonWeights: [Double]
    let tasks: [Task]
    let phases: [Phase]
    /// The tasks of each step; one step begins when the one before it has ended.
    let steps: [Range<Int>]
    let edges: [Edge]

    init(_ template: FlowTemplate) {
        self.template = template
        id = Identifier.short(of: template.name, length: 8)
        name = RecordBytes.json(template.name)
        reasons = template.reasons.map { title in
            let id = RecordBytes.json(Identifier.short(of: template.name + title, length: 7))
            return Array("{\"id\":".utf8) + id + Array(",\"title\":".utf8) + RecordBytes.json(title) + Array("}".utf8)
        }
        reasonsJSON = Array("[".utf8) + reasons.joined(separator: Array(",".utf8)) + Array("]".utf8)
        reasonWeights = reasons.indices.reduce(into: []) { $0.append(($0.last ?? 0) + 1 / Double($1 + 1)) }
        phases = template.phases.map { phase in
            Phase(
                plan: phase, templateID: RecordBytes.json(Identifier.short(of: template.name + phase.name, length: 8)),
                name: RecordBytes.json(phase.name))
        }
        (tasks, steps) = Self.tasks(of: template)
        edges = Self.edges(tasks, steps)
    }

    private static func tasks(of template: FlowTemplate) -> ([Task], [Range<Int>]) {
        var tasks: [Task] = []
        var steps: [Range<Int>] = []
        for (phase, phasePlan) in template.phases.enumerated() {
            for plan in phasePlan.tasks {
                if plan.isParallel, let last = steps.popLast() {
                    steps.append(last.lowerBound..<tasks.count + 1)
                } else {
                    steps.append(tasks.count..<tasks.count + 1)
                }
                let path = template.name + phasePlan.name + plan.name
                tasks.append(
                    Task(
                        plan: plan, phase: phase, step: steps.count - 1,
                        templateID: RecordBytes.json(Identifier.short(of: path, length: 8)),
                        name: RecordBytes.json(plan.name),
                        description: RecordBytes.json("Siehe Handbuch, Kapitel \(phasePlan.name)."),
                        machineID: RecordBytes.json(Identifier.uuid(of: path))))
            }
        }
        for task in tasks where task.plan.loop != nil {
            let first = steps[max(task.step - (task.plan.loop?.back ?? 0), 0)].lowerBound
            for index in first...steps[task.step].lowerBound { tasks[index].isInLoop = true }
            tasks[first].opensLoop = true
        }
        return (tasks, steps)
    }

    private static func edges(_ tasks: [Task], _ steps: [Range<Int>]) -> [Edge] {
        var edges: [Edge] = []
        for step in steps.indices.dropFirst() {
            for from in steps[step - 1] {
                for to in steps[step] {
                    let branches = tasks[from].plan.loop != nil || tasks[to].plan.leftOut > 0
                    edges.append(Edge(from: from, to: to, branch: branches ? .met : .always))
                }
            }
            // The way around a task that a decision may leave out.
            let first = tasks[steps[step].lowerBound]
            if first.plan.leftOut > 0, step + 1 < steps.count {
                for to in steps[step + 1] {
                    edges.append(Edge(from: steps[step - 1].lowerBound, to: to, branch: .notMet))
                }
            }
        }
        for task in tasks where task.plan.loop != nil {
            let first = steps[max(task.step - (task.plan.loop?.back ?? 0), 0)].lowerBound
            edges.append(Edge(from: steps[task.step].lowerBound, to: first, branch: .notMet))
        }
        return edges
    }
}
