import FlowJSON
import FuzzSupport
import JSONata
import Testing

/// Runaway expressions end with an error, and nothing that nests deep ends the process.
struct LimitTests {
    @Test("Recursion that nests deeper than the limit is D1011, a tail call does not nest")
    func depth() throws {
        let limits = JSONataLimits(depth: 500)
        let recursion = "($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(%))"
        #expect(try outcome(recursion.replacing("%", with: "50"), limits: limits) == "50")
        #expect(try outcome(recursion.replacing("%", with: "5000"), limits: limits).hasPrefix("D1011"))
        let loop = "($f := function($n) { $n = 0 ? 'done' : $f($n - 1) }; $f(5000))"
        #expect(try outcome(loop, limits: limits) == "\"done\"")
    }

    @Test(
        "An evaluation that takes longer than its limit is D1012",
        arguments: [
            "($f := function() { $f() }; $f())",
            "$count($map([1..1000000], function($v) { $v * 2 }))",
            "[1..1000000].($ * 2)",
            "[1..1000000]^(>$)",
            "$sort([1..1000000], function($l, $r) { $l < $r })",
            "[1..1000000][$ = 0]",
            "$distinct([1..1000000])",
            "$contains($join([1..20000].'a'), /(a*)*\\1b/)",
        ])
    func time(_ source: String) throws {
        let host = JSONataHost(now: 0, random: SeededGenerator(seed: 1), clock: StepClock())
        #expect {
            _ = try JSONataExpression(parsing: source).evaluate(
                nil, limits: JSONataLimits(time: .milliseconds(20)), host: host)
        } throws: {
            ($0 as? JSONataError)?.code == "D1012"
        }
    }

    @Test(
        "A sequence or text that grows beyond the limit is D2015",
        arguments: [
            "[1..2000]", "$append([1..900], [1..900])", "[1..900].([$, $])", "$pad('', 2000)",
            "$reduce([1..20], function($t, $v) { $t & $t }, 'x')", "$map([1..1500], $string)",
        ])
    func sequence(_ source: String) throws {
        #expect(try outcome(source, limits: JSONataLimits(sequence: 1_000)).prefix(5) == "D2015")
    }

    @Test("The documented recursion without end stops on a thread with little stack")
    func endlessRecursion() throws {
        let code = try onSmallStack { try outcome("($f := function($n) { 1 + $f($n) }; $f(1))").prefix(5) }
        #expect(code == "D1011")
    }

    @Test(
        "Expressions of great depth parse or fail with a code, on a thread with little stack",
        arguments: [
            ("(", "1", ")"), ("[", "1", "]"), ("{'a': ", "1", "}"), ("-", "1", ""), ("", "1", " + 1"), ("a.", "a", ""),
            ("a[", "1", "]"), ("", "a", "[0]"), ("function() {", "1", "}"), ("$f(", "1", ")"), ("true ? ", "1", ""),
            ("a ?: ", "1", ""), ("a ?? ", "1", ""), ("", "a", " ~> $string"), ("1 & ", "1", ""), ("$x := ", "1", ""),
            ("", "a", "^(a)"), ("", "a", "{'k': 1}"), ("|a|", "1", "|"), ("a.(%.", "b", ")"), ("", "a", "@$x.b"),
            ("", "function() {1}", "()"),
        ])
    func deepSource(_ open: String, _ middle: String, _ close: String) throws {
        for depth in [200, 30_000] {
            let source = String(repeating: open, count: depth) + middle + String(repeating: close, count: depth)
            let result = try onSmallStack {
                try outcome(source, on: #"{"a": {"a": 1}}"#, limits: JSONataLimits(time: .seconds(5)))
            }
            #expect(!result.isEmpty)
        }
    }

    @Test(
        "Documents as deep as can be read are handled on a thread with little stack",
        arguments: [
            "$", "**", "$string($)", "$ = $$", "$distinct([$, $])", "$spread($)", "$keys($)", "$merge([$, $])",
            "$ ~> |**|{'b': 1}|",
            "$count(**)", "[$, $]", "{'k': $}", "$append($, $)", "$sort([$, $], function($l, $r) { $l = $r })", "**.a",
            "*.*.*", "$eval($string($))",
            "$reverse([$, $])", "$boolean($)", "$zip($, $)", "$each($, $string)",
        ])
    func deepDocuments(_ source: String) throws {
        for (open, close) in [("[", "]"), (#"[{"a":"#, "}]")] {
            let depth = 1_900 / (open.count > 1 && open.hasPrefix("[") ? 2 : 1)
            let document = String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
            let result = try onSmallStack { try outcome(source, on: document) }
            #expect(!result.isEmpty)
        }
    }

    @Test(
        "Values that an expression nests without end are D1011",
        arguments: [
            "($f := function($v, $n) { $n = 0 ? $v : $f([[$v]], $n - 1) }; $f(1, 5000))",
            "($f := function($v, $n) { $n = 0 ? $v : $f({'k': $v}, $n - 1) }; $f(1, 5000))",
            "($f := function($v, $n) { $n = 0 ? $v : $f($v ~> $string, $n - 1) }; $f($string, 5000))",
            "($f := function($v, $n) { $n = 0 ? $v : $f($map(?, $v), $n - 1) }; $f($string, 5000))",
        ])
    func deepValues(_ source: String) throws {
        let code = try onSmallStack { try outcome(source).prefix(5) }
        #expect(code == "D1011")
    }

    @Test("A long chain of closures is released without recursion")
    func closures() throws {
        let source =
            "($f := function($g, $n) { $n = 0 ? $g() : $f(function() { $n & $g() }, $n - 1) }; $f(function() { 'x' }, 3))"
        #expect(try onSmallStack { try outcome(source) } == "\"123x\"")
        let long =
            "($f := function($g, $n) { $n = 0 ? 'done' : $f(function() { $g() }, $n - 1) }; $f(function() { 'x' }, 100000))"
        #expect(try onSmallStack { try outcome(long) } == "\"done\"")
    }

    @Test(
        "Regular expressions that try for ever elsewhere answer at once",
        arguments: [
            ("/(a+)+$/", "false"), ("/(a|aa)+$/", "false"), ("/^(a|a)*$/", "false"), ("/(.*)*x/", "false"),
            ("/(a*)*b/", "true"),
            ("/^(([a-z])+.)+[A-Z]([a-z])+$/", "false"), ("/(?=(a+)+$)c/", "D1012@10"),
        ])
    func regex(_ pattern: String, _ expected: String) throws {
        let start = ContinuousClock.now
        #expect(try outcome("$contains($pad('', 5000, 'a') & 'b', \(pattern))") == expected)
        #expect(ContinuousClock.now - start < .seconds(20))
    }

    @Test("A signature of many repeated parameters is matched at once")
    func signature() throws {
        let repeated = String(repeating: "n+", count: 12)
        let arguments = (0..<40).map(String.init).joined(separator: ",")
        let code = try outcome("(function($x)<\(repeated)s:n> { 1 })(\(arguments))").prefix(5)
        #expect(code == "T0410")
        let long = String(repeating: "n", count: 50_000)
        #expect(try onSmallStack { try outcome("(function($x)<\(long):n> { 1 })(1)").prefix(5) } == "T0410")
    }

    @Test("A back-reference that tries too often is D1012")
    func backreference() throws {
        #expect(try outcome("$contains($pad('', 3000, 'a') & 'b', /(a*)(a*)(a*)\\1\\2\\3c/)").prefix(5) == "D1012")
    }
}
