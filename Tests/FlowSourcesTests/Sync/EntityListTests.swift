import FlowSources
import FuzzSupport
import Testing

@Suite("A list of entities")
struct EntityListTests {
    private func texts(_ list: EntityList) -> [String] {
        list.entities.map { "\($0.schema ?? "-") \($0.id)" }
    }

    @Test("is an id or schema,id a line, each once, without blank lines and what stands behind a #")
    func lines() {
        let list = EntityList("a\n\n  order , b \r\n# c\nd # the fourth\na\norder,a\n,e\n,\n")
        #expect(texts(list) == ["- a", "order b", "- d", "order a", "- e"])
        #expect(list.ids == ["a", "b", "d", "a", "e"])
    }

    @Test("comes from a file or from standard input, and names an entity at least")
    func files() async throws {
        let text = Array("a\norder,b\n".utf8)
        #expect(
            try withFile(text) { try texts(EntityList(path: $0, temporaryFolder: temporaryFolder)) }
                == ["- a", "order b"])
        #expect(
            try await withPipe([text]) { try texts(EntityList(path: $0, temporaryFolder: temporaryFolder)) }
                == ["- a", "order b"])
        #expect(throws: SourceError.self) {
            try withFile(Array("# none\n".utf8)) { try EntityList(path: $0, temporaryFolder: temporaryFolder) }
        }
    }
}
