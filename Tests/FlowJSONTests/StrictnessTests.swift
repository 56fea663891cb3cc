import Testing

@Suite("A text is accepted exactly when RFC 8259 allows it")
struct StrictnessTests {
    @Test(
        "Texts that are JSON",
        arguments: [
            "0", "-0", "1", "10", "-12", "1.0", "0.5", "-0.0", "1e5", "1E5", "1e+5", "1e-5", "0e0", "-0.1E-07",
            "1e999999999999", "123456789012345678901234567890.5e-3", "true", "false", "null", "\"\"", "\"a\"", "[]",
            "{}",
            "[ ]", "{ }", " \t\r\n1 \t\r\n", "[1,2]", "[1 , 2]", "[[],{}]", "{\"\":0}", "{\"a\":{\"b\":[]}}",
            "{\"a\":1,\"a\":2}", "[\"a\" ,\"b\"]", "\"\u{7F}\u{80}\"", "\"/\"", "\"\\/\"", "\"'\"", "[true,false,null]",
            "[0,1]", "[0]", "[-0]", "{\"a\" :1}", "{ \"a\":1 }", "[1\n,\n2]", "\r1", "\"{\"", "\"]\"", "\":\"",
        ])
    func accepted(_ text: String) {
        Verdicts().check(Array(text.utf8), expected: true)
    }

    @Test(
        "Numbers that are none",
        arguments: [
            "01", "-01", "00", "1.", ".5", "-.5", "1e", "1e+", "1e-", "1E", "--1", "+1", "-", "-a", "1.e5", "1.5e",
            "1..5",
            "1.5.5", "1e5e5", "1e5.5", "0x10", "1_000", "1,5", "Infinity", "-Infinity", "NaN", "1a", "1 5", "1-", "1+2",
            "0-", "-0-", "0.", "-0.", "0e", "1e++5", "1e+-5", "٣", "１", "[01]", "[1.]", "[.5]", "[-]", "{\"a\":01}",
            "[1e]",
            "0\u{0}", "1\u{0}", "1\u{B}", "1\u{C}", "1\u{1A}", "1\u{A0}", "-\n1", "1 .5", "1. 5", "1e 5",
        ])
    func numbers(_ text: String) {
        Verdicts().check(Array(text.utf8), expected: false)
    }

    @Test(
        "Words that are none, and values run together",
        arguments: [
            "truefalse", "nullx", "1true", "true1", "tru", "truE", "True", "t", "n", "f", "nul", "fals", "nulll",
            "true.",
            "true-", "null\"a\"", "true\"a\"", "\"a\"true", "\"a\"\"b\"", "\"a\" \"b\"", "\"a\"1", "1\"a\"", "[1 2]",
            "[true false]", "[1true]", "[true1]", "[\"a\"\"b\"]", "[\"a\"b]", "[\"a\"1]", "[1\"a\"]", "[null\"a\"]",
            "{\"a\":1 \"b\":2}", "{\"a\":1\"b\":2}", "[{}{}]", "[[][]]", "{}{}", "[][]", "{}[]", "[]1", "{}\"a\"",
            "1[]", "1{}",
            "true[]", "null{}", "\"a\"[]", "\"a\"{}", "a", "'a'", "undefined", "[1]]", "{}}", "1]", "1}", "true]",
            "\"a\"]",
            "tr\nue", "t rue", "null\u{0}", "true\u{C}", "true\u{1A}", "\"a\"\u{C}", "[\"a\"\u{C}]",
            "[\"a\"\u{1A}\"b\"]", "é", "\"a\"é",
        ])
    func runTogether(_ text: String) {
        Verdicts().check(Array(text.utf8), expected: false)
    }

    @Test(
        "Lists with too much, too little or the wrong thing between",
        arguments: [
            "", " ", "\n", ",", ":", "[", "]", "{", "}", "[[", "]]", "[}", "{]", "[,]", "[1,]", "[,1]", "[1,,2]",
            "[1:2]", "[:]",
            "{,}", "{\"a\":1,}", "{,\"a\":1}", "{\"a\":1,,\"b\":2}", "{\"a\"}", "{\"a\":}", "{\"a\",1}", "{\"a\"::1}",
            "{\"a\":1:2}",
            "{:1}", "{1:1}", "{null:1}", "{a:1}", "{'a':1}", "{[]:1}", "{{}:1}", "{\"a\":1]", "[1}", "[1", "{\"a\"",
            "{\"a\":",
            "{\"a\":1", "{\"a\":1,", "{\"a\" 1}", "[\"a\":1]", "[1];", "[1]//", "/**/1", "[1/**/]", "{\"a\":1}#", "1,",
            "1:", "1,2",
            "\u{C}1", "1\u{C}", "[\u{C}]", "[1\u{C}2]", "[1\u{1A}2]", "{\"a\"\u{1A}1}", "[1\u{B}]", "[\u{A0}]",
            "\u{2028}1", "\u{FEFF}1", "\u{FEFF}{}",
            "{}\u{FEFF}", "\u{0}", "\u{0}1", "1\u{0}", "[\u{0}]", "{}\u{0}", "{\u{0}}", "[\"a\",\n", "[1]\u{85}",
            "[{\"a\":[}]", "[[1,2],[3,4}", "{\"a\":{}",
        ])
    func lists(_ text: String) {
        Verdicts().check(Array(text.utf8), expected: false)
    }

    @Test("Every byte after a backslash")
    func escapes() {
        let verdicts = Verdicts()
        for byte in UInt8.min...UInt8.max {
            let isEscape = "\"\\/bfnrt".utf8.contains(byte)
            verdicts.check(Array("\"x\\".utf8) + [byte] + Array("y\"".utf8), expected: isEscape && byte < 0x80)
            verdicts.check(Array("{\"\\".utf8) + [byte] + Array("\":0}".utf8), expected: isEscape && byte < 0x80)
        }
    }

    @Test("Every byte at each place of a \\u escape")
    func unicodeEscapes() {
        let verdicts = Verdicts()
        for place in 3..<7 {
            for byte in UInt8.min...UInt8.max {
                var text = Array("\"\\u00eF\"".utf8)
                text[place] = byte
                verdicts.check(text, expected: "0123456789abcdefABCDEF".utf8.contains(byte))
            }
        }
    }

    @Test(
        "Escapes cut short, doubled, or outside strings",
        arguments: [
            "\"\\", "\"\\\"", "\"\\\\\\\"", "\"\\u\"", "\"\\u1\"", "\"\\u12\"", "\"\\u123\"", "\"\\u123", "\"\\u12345",
            "\"\\U0041\"",
            "\"\\uD83D\\u\"", "\"\\x41\"", "\"\\0\"", "\"\\'\"", "\\", "\\\"a\"", "\"a\"\\", "[\\n]", "[\\\"a\\\"]",
            "[1,\\\"a\"]", "\\u0031", "1\\n",
            "[\"a\"\\,\"b\"]", "{\"a\"\\:1}", "{\\\"a\":1}", "true\\", "[\"a\",\\\"b\"\"]",
        ])
    func brokenEscapes(_ text: String) {
        Verdicts().check(Array(text.utf8), expected: false)
    }

    @Test(
        "Halves of surrogate pairs as escapes, which the grammar allows",
        arguments: [
            "\"\\uD800\"", "\"\\uDC00\"", "\"\\uD800\\uD800\"", "\"\\uDC00\\uD800\"", "\"\\uD83D\\uDE42\"",
            "\"\\ud83dx\"", "{\"\\uDFFF\":0}",
            "\"\\uD83D\\n\"",
        ])
    func surrogates(_ text: String) {
        Verdicts().check(Array(text.utf8), expected: true)
    }

    @Test("Every control character is refused in a string, and the rest of ASCII is not")
    func controlCharacters() {
        let verdicts = Verdicts()
        for byte in UInt8(0)..<0x80 where byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") {
            verdicts.check([0x22, byte, 0x22], expected: byte >= 0x20)
            verdicts.check(Array("{\"k".utf8) + [byte] + Array("\":[]}".utf8), expected: byte >= 0x20)
        }
    }

    @Test("Every byte in place of each byte of a small document")
    func everyByteEverywhere() {
        let verdicts = Verdicts()
        for document in ["[1,\"a\",{\"b\":true}]", " {\"k\" : -0.5e1 , \"l\":[ ]} ", "[\"\\n\",null]"] {
            for place in document.utf8.indices {
                var text = Array(document.utf8)
                let offset = document.utf8.distance(from: document.utf8.startIndex, to: place)
                for byte in UInt8.min...UInt8.max {
                    text[offset] = byte
                    verdicts.check(text)
                }
            }
        }
    }
}
