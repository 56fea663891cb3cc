import Dispatch
import FlowJSON
import Foundation
import Testing

/// Values as deep as can be read, on a thread with the 512 KB of stack that secondary threads have on some platforms.
struct DeepValueTests {
    private static func onSmallStack(_ work: @escaping @Sendable () -> Void) {
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            work()
            done.signal()
        }
        thread.stackSize = 512 << 10
        thread.start()
        done.wait()
    }

    @Test("The deepest value is read, written and let go", arguments: ["[", "{\"a\":"])
    func deepest(_ opening: String) {
        let depth = JSONValue.depthLimit
        let closing = opening == "[" ? "]" : "}"
        let text = String(repeating: opening, count: depth) + "1" + String(repeating: closing, count: depth)
        Self.onSmallStack {
            let value = try? JSONValue(parsing: text)
            #expect(value?.text() == text)
        }
    }

    @Test("Deep parts are written like shallow ones, in both styles", arguments: [0, 30, 31, 32, 33, 40])
    func styles(_ depth: Int) throws {
        let inner = #"{"a":[],"b":{},"c":[1,[2,{"d":null}],true],"e":"x"}"#
        let text = String(repeating: "[", count: depth) + inner + String(repeating: "]", count: depth)
        let value = try JSONValue(parsing: text)
        #expect(value.text() == text)
        let lines = """
            {
              "a": [],
              "b": {},
              "c": [
                1,
                [
                  2,
                  {
                    "d": null
                  }
                ],
                true
              ],
              "e": "x"
            }
            """.split(separator: "\n")
        var expected = (0..<depth).map { String(repeating: "  ", count: $0) + "[" }
        expected += lines.map { String(repeating: "  ", count: depth) + $0 }
        expected += (0..<depth).reversed().map { String(repeating: "  ", count: $0) + "]" }
        #expect(value.text(style: .pretty) == expected.joined(separator: "\n"))
    }
}
