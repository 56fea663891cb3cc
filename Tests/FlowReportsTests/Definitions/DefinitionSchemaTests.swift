import FlowJSON
import FlowReports
import Testing

@Suite("The JSON Schema of definitions")
struct DefinitionSchemaTests {
    private static func schema() throws -> JSONValue { try JSONValue(parsing: DefinitionSchema.text) }

    @Test("knows every key of every level, with what it does")
    func keys() throws {
        let schema = try Self.schema()
        let levels = try #require(schema["$defs"])
        for level in DefinitionReference.levels {
            let name = level.subject.split(separator: " ").filter { $0 != "a" && $0 != "the" }.joined(separator: "_")
            let properties = try #require(levels[name]?["properties"], "\(level.subject)")
            for key in level.keys {
                #expect(properties[key.name]?["description"]?.stringValue?.contains(key.note) == true, "\(key.name)")
            }
            #expect(levels[name]?["additionalProperties"]?.boolValue == false)
        }
    }

    @Test("leads from a definition to its parts, and names tables, dimensions and words")
    func parts() throws {
        let schema = try Self.schema()
        #expect(schema["$ref"]?.stringValue == "#/$defs/definition")
        let definition = try #require(schema["$defs"]?["definition"]?["properties"])
        #expect(definition["sheets"]?["items"]?["$ref"]?.stringValue == "#/$defs/sheet")
        #expect(definition["period"]?["$ref"]?.stringValue == "#/$defs/period")
        #expect(definition["duration_unit"]?["enum"]?.arrayValue?.compactMap(\.stringValue).contains("hours") == true)
        let sheet = try #require(schema["$defs"]?["sheet"]?["properties"])
        #expect(sheet["metric"]?["enum"]?.arrayValue?.compactMap(\.stringValue).contains("cycle_times") == true)
        #expect(sheet["by"]?["items"]?["enum"]?.arrayValue?.compactMap(\.stringValue).contains("department") == true)
        #expect(sheet["chart"]?["type"]?.stringValue == "boolean" && sheet["limit"]?["type"]?.stringValue == "integer")
    }
}
