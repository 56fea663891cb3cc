import FlowMetrics
import FlowModel
import FlowYAML

/// The source while its keys are read.
struct SourceDraft {
    var value = ReportSource()
    var filter: Filter?
    fileprivate var kind: Placed<Kind>?
    fileprivate var path: Placed<String>?

    fileprivate enum Kind: String, CaseIterable, Sendable {
        case api, warehouse, file
    }

    fileprivate mutating func finish(
        at place: TextPlace, wrong: Set<String>, _ problems: inout DefinitionProblems
    ) {
        switch (kind?.value, path) {
        case (.api, let path?), (.warehouse, let path?):
            problems.add(
                path.place, "\"path\" has no meaning for this kind of source",
                advice: "remove it, or make the kind file")
        case (.file, nil) where wrong.contains("path"): break
        case (.file, nil):
            problems.add(place, "the source lacks the key \"path\"", advice: "give it the path of a file of executions")
        case (_, let path?): value.origin = .file(path.value)
        case (.warehouse, nil): value.origin = .warehouse
        case (.api, nil), (nil, nil): value.origin = .api
        }
    }
}

/// The keys of `source`, which may also be what `--source` takes.
enum SourceKeys {
    static let table = KeyTable<SourceDraft>(
        "the source",
        [
            DefinitionKey(
                "kind", "api, warehouse or file",
                "Where the executions come from: the API by way of the warehouse, the warehouse as it is, or a file. Default: api."
            ) { node, draft, problems in
                let kinds = SourceDraft.Kind.allCases.map(\.rawValue)
                draft.kind = node.word("kind", "kind of source", among: kinds, &problems)
                    .flatMap(SourceDraft.Kind.init(rawValue:))
                    .map { Placed(value: $0, place: node.place) }
            },
            DefinitionKey("path", "a path", "The file of executions, from the current folder; - is standard input.") {
                node, draft, problems in
                draft.path = node.text("path", &problems).map { Placed(value: $0, place: node.place) }
            },
            DefinitionKey("schemas", "a list of schemas", "Only executions of entities of these schemas. Default: all.")
            {
                node, draft, problems in
                for item in node.list("schemas", of: "schemas", &problems) ?? [] {
                    guard let schema = item.name("schemas", &problems) else { continue }
                    if draft.value.schemas.contains(schema) {
                        problems.add(
                            item.place, "the schema \(quoted(schema)) stands twice", advice: "keep one of them")
                    } else {
                        draft.value.schemas.append(schema)
                    }
                }
            },
            DefinitionKey(
                "entities", "a path",
                "A file of entity ids, one a line, from the current folder: only their executions."
            ) { $1.value.entitiesFile = $0.text("entities", &$2) },
            DefinitionKey(
                "api", "a list of v2 and v1",
                "Which versions of the API a sync asks: v1 as well for workflows that have not moved to flows. Default: [v2]."
            ) { node, draft, problems in
                let names = APIVersion.allCases.map(\.rawValue)
                let versions = node.list("api", of: "versions", &problems) ?? []
                draft.value.includesV1 = versions.words("api", "version of the API", among: names, &problems)
                    .contains(APIVersion.v1.rawValue)
            },
            DefinitionKey(
                "where", "a condition on runs",
                "Only executions that meet it: status = CLOSED and template ~ \"Wall*\"."
            ) { $1.filter = $0.filter(.execution, &$2) },
        ])

    static func read(_ node: YAMLNode, into draft: inout SourceDraft, _ problems: inout DefinitionProblems) {
        guard case .scalar = node.content else {
            let wrong = table.read(node, into: &draft, &problems)
            draft.finish(at: node.place, wrong: wrong, &problems)
            return
        }
        guard let text = node.text("source", &problems) else { return }
        // A path has a dot or a slash; a bare word is a kind, perhaps misspelt.
        if text == "-" || text.contains(".") || text.contains("/") || ["api", "warehouse"].contains(text) {
            draft.value.origin = ReportSource.Origin(text)
        } else {
            problems.addUnknown("source", text, node.place, known: ["api", "warehouse"])
        }
    }
}

extension YAMLNode {
    /// A condition on things of some grain; what is wrong with it is named with its place in the text.
    func filter(_ grain: Grain, _ problems: inout DefinitionProblems) -> Filter? {
        guard case .scalar(let text, _) = content, !isNothing else {
            mustBe("where", "a condition", &problems)
            return nil
        }
        do throws(FilterError) {
            return try Filter(text, grain: grain)
        } catch {
            problems.add(
                place, "\"where\", character \(error.column): \(error.what)",
                suggestion: error.unknown.flatMap { nearestWord(to: $0.word, among: $0.known) },
                advice: .words(error.fix))
            return nil
        }
    }
}
