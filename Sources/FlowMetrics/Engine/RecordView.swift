package import FlowModel

/// An execution with all that metrics need to look at it: its facts, the run's context and one worker's symbols.
package struct RecordView: ~Copyable {
    package var execution = FlowExecution()
    package var facts = ExecutionFacts()
    /// The execution's JSON as the API gave it, where the run asks for documents; else empty.
    package var document = UnsafeRawBufferPointer(start: nil, count: 0)
    package let symbols: SymbolTable
    package let context: MetricContext

    package init(context: MetricContext, symbols: SymbolTable = SymbolTable()) {
        self.context = context
        self.symbols = symbols
    }

    /// Works out the facts of the execution that was just decoded.
    package mutating func updateFacts(demand: FactDemand) {
        facts.update(execution, context, demand: demand)
    }
}
