import FlowJSON
import Testing

@testable import FlowSandbox

@Suite("The fields of an answer")
struct FieldFilterTests {
    private static let record = """
        {"_id":"1","_title":"T","account":{"name":"A","main":{"_files":[1],"x":2}},"list":[{"a":1,"b":2},{"b":3}],"empty":{}}
        """

    @Test(
        "keep what is named, without what is excluded",
        arguments: [
            ("_id", #"{"_id":"1"}"#),
            ("_id _title", #"{"_id":"1","_title":"T"}"#),
            ("account", #"{"account":{"name":"A","main":{"_files":[1],"x":2}}}"#),
            ("account.name", #"{"account":{"name":"A"}}"#),
            ("account !account.*._files", #"{"account":{"name":"A","main":{"x":2}}}"#),
            ("!account !list", #"{"_id":"1","_title":"T","empty":{}}"#),
            ("list.a", #"{"list":[{"a":1}]}"#),
            ("**.x", #"{"account":{"main":{"x":2}}}"#),
            ("_*", #"{"_id":"1","_title":"T"}"#),
            ("missing", "{}"),
            ("empty", #"{"empty":{}}"#),
        ])
    func filter(patterns: String, expected: String) throws {
        let filter = FieldFilter(patterns.split(separator: " ").map(String.init))
        #expect(filter.apply(to: try JSONValue(parsing: Self.record)).text() == expected)
    }
}
