import FlowModel
import FlowTime

/// Everything that an execution holds, as text, a line for each field: two executions are equal when these are.
func dump(_ execution: inout FlowExecution) -> [String] {
    var dump = FieldDump(bytes: execution.textBytes, listTexts: execution.listTexts)
    execution.visit(&dump)
    execution.visitTasks(&dump)
    execution.visitPhases(&dump)
    // What is worked out from statuses.
    dump.lines.append("\(execution.lifecycle)")
    for task in execution.tasks { dump.lines.append("\(task.state)") }
    for phase in execution.phases { dump.lines.append("\(phase.state)") }
    return dump.lines
}

private struct FieldDump: FieldVisitor {
    let bytes: TextBytes
    let listTexts: [RecordText]
    var lines: [String] = []

    mutating func text(_ text: inout RecordText) {
        lines.append(text.isMissing ? "missing" : "\(Array(bytes.utf8(text)))")
    }

    mutating func shared(_ text: inout RecordText) { self.text(&text) }

    mutating func time(_ time: inout Timestamp) { lines.append("at \(time.rawValue)") }

    mutating func list(_ list: inout FlowExecution.TextList) {
        let texts = listTexts[Int(list.start)..<Int(list.start + list.count)]
        lines.append("\(texts.map { Array(bytes.utf8($0)) })")
    }

    mutating func number(_ number: inout Int) { lines.append("\(number)") }
    mutating func flag(_ flag: inout Bool) { lines.append("\(flag)") }

    mutating func elements<Element>(
        _ elements: inout [Element], of blank: Element, _ visit: (inout FieldDump, inout Element) -> Void
    ) {
        lines.append("\(elements.count) elements")
        for index in elements.indices { visit(&self, &elements[index]) }
    }
}
