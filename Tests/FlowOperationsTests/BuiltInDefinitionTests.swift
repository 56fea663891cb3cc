import FlowJSON
import FlowOperations
import Testing

@Suite("The built-in definitions")
struct BuiltInDefinitionTests {
    @Test("have the 25 operations of the workflow API, the deprecated ones marked, and the entity search")
    func operations() {
        let workflow = BuiltInDefinition.workflow.definition.operations
        #expect(
            Set(workflow.map(\.id)) == [
                "getExecutions", "createExecution", "getExecution", "updateExecution", "deleteExecution", "createStep",
                "updateStep", "deleteStep", "searchExecutions", "searchSteps", "getClosingReasonExecution",
                "startFlowExecution", "getFlowExecution", "patchFlowExecution", "deleteFlowExecution",
                "searchFlowExecutions", "patchTask", "runTaskAutomation", "executeTask", "patchPhase", "addTask",
                "cancelTaskSchedule", "reconcileAutomationTask", "runTaskScheduleNow", "cancelSchedule",
            ])
        #expect(workflow.count == 25)
        #expect(
            workflow.filter(\.isDeprecated).map(\.id).sorted() == ["cancelSchedule", "searchExecutions", "searchSteps"])
        #expect(BuiltInDefinition.entity.definition.operations.map(\.id) == ["searchEntities"])
    }

    @Test(
        "are whole: parameters, bodies and answers of every operation can be shown",
        arguments: BuiltInDefinition.allCases)
    func whole(_ name: BuiltInDefinition) throws {
        let definition = name.definition
        for summary in definition.operations {
            let operation = try definition.operation(summary.id)
            #expect(!summary.summary.isEmpty, "\(summary.id)")
            #expect(operation.servers == definition.servers && definition.servers.count == 1)
            #expect(operation.parameters.allSatisfy { !$0.description.isEmpty && $0.example != nil }, "\(summary.id)")
            if let body = operation.body {
                #expect(body.sample(in: definition)?.objectValue?.isEmpty == false, "\(summary.id)")
            }
            let good = operation.responses.filter { $0.status.hasPrefix("2") }
            #expect(good.count == 1, "\(summary.id)")
            for response in operation.responses {
                #expect(!response.description.isEmpty, "\(summary.id)")
                let hasContent = response.status != "204"
                #expect((response.sample(in: definition) != nil) == hasContent, "\(summary.id) \(response.status)")
            }
        }
    }

    @Test("know which operations may be sent twice: those that read, and the searches")
    func repeatable() {
        let all = BuiltInDefinition.allCases.flatMap(\.definition.operations)
        #expect(
            Set(all.filter(\.isRepeatable).map(\.id)) == [
                "getExecutions", "getExecution", "getClosingReasonExecution", "getFlowExecution", "searchExecutions",
                "searchSteps", "searchFlowExecutions", "searchEntities",
            ])
    }

    @Test("say how the program's own operations are called")
    func known() {
        let known: [(KnownOperation, String, String)] = [
            (.searchEntities, "POST", "/v1/entity:search"),
            (.searchFlowExecutions, "POST", "/v2/flows/executions:search"),
            (.getFlowExecution, "GET", "/v2/flows/executions/{execution_id}"),
            (.getExecutions, "GET", "/v1/workflows/executions"),
            (.getExecution, "GET", "/v1/workflows/executions/{executionId}"),
        ]
        for (operation, method, path) in known {
            #expect(operation.summary.method == method && operation.summary.path == path)
        }
    }
}
