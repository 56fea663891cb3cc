import FlowJSON
import Testing

@Suite("An object keeps its members in order")
struct JSONObjectTests {
    @Test("of a repeated key the last value stands, at the first one's place", arguments: [3, 12, 13, 40])
    func order(count: Int) throws {
        let keys = (0..<count).map { "k\($0)" }
        let members = (keys + ["k1"]).map { "\"\($0)\":\"v\($0)\"" }.joined(separator: ",")
        let object = try #require(try JSONValue(parsing: "{\(members),\"k0\":\"new\"}").objectValue)
        #expect(object.keys == keys)
        #expect(object["k0"] == "new")
        #expect(object["k\(count - 1)"] == .string("vk\(count - 1)"))
        #expect(object["k\(count)"] == nil)
    }

    @Test("however members are set, replaced and removed", arguments: [2, 12, 13, 14, 30])
    func changes(count: Int) {
        var object = JSONObject()
        var plain: [(String, JSONValue)] = []
        func check() {
            #expect(object.keys == plain.map(\.0))
            #expect(plain.allSatisfy { object[$0.0] == $0.1 })
        }
        for number in 0..<count {
            object["k\(number)"] = .integer(Int64(number))
            plain.append(("k\(number)", .integer(Int64(number))))
            check()
        }
        object["k1"] = "other"
        plain[1].1 = "other"
        check()
        for number in stride(from: 0, to: count, by: 3) {
            object["k\(number)"] = nil
            plain.removeAll { $0.0 == "k\(number)" }
            check()
        }
        object["nothing"] = nil
        check()
    }

    @Test("Two spellings of a letter are two keys")
    func spellings() throws {
        let object = try #require(try JSONValue(parsing: "{\"é\":1,\"e\\u0301\":2}").objectValue)
        #expect(object.count == 2)
        #expect(object["\u{E9}"] == 1 && object["e\u{301}"] == 2)
        #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
    }

    @Test("Objects with the same members are equal in any order, and hash alike")
    func equality() {
        let one: JSONValue = ["a": 1, "b": [2, 3]]
        let other: JSONValue = ["b": [2, 3], "a": 1.0]
        #expect(one == other)
        #expect(one.hashValue == other.hashValue)
        #expect(one != ["a": 1])
        #expect(one != ["a": 1, "b": [3, 2]])
        #expect(one != ["a": 1, "c": [2, 3]])
    }
}
