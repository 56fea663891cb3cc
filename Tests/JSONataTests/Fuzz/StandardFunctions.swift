/// What the functions of the standard library take and give, for writing calls of them.
enum StandardFunctions {
    enum Argument {
        case kind(RandomExpression.Kind)
        case textOrRegex
        case lambda([String], RandomExpression.Kind)
        case choice([String])
        /// One of the texts, or one made by chance.
        case picture([String], @Sendable (inout RandomExpression) -> String)
    }

    struct Entry {
        let name: String
        let arguments: [Argument]
        let optional: [Argument]

        init(_ name: String, _ arguments: [Argument], _ optional: [Argument] = []) {
            self.name = name
            self.arguments = arguments
            self.optional = optional
        }
    }

    private static let any = Argument.kind(.any)
    private static let number = Argument.kind(.number)
    private static let text = Argument.kind(.text)
    private static let array = Argument.kind(.array)
    private static let object = Argument.kind(.object)
    private static let small = Argument.choice(["0", "1", "2", "3", "-2", "5", "1.5"])
    private static let numberArray = Argument.choice([
        "[1, 2, 3]", "[]", "[4, 2.5, 4]", "items.a", "5", "[1..4]", "**.a",
    ])
    private static let textArray = Argument.choice([
        "['a', 'b']", "[]", "'x'", "items.name", "['b', 'a', 'b']", "**.name",
    ])
    private static let numberPicture = Argument.picture(
        [
            "'#,##0.00'", "'0.0##'", "'#0%'", "'00.000e0'", "'#,###;(#)'", "'0;0;0'", "'#.'", "'###,##.##,#'", "'1234'",
            "'0\u{2030}'",
            "'$#,##0'", "'.0'", "'0e0.0'", "'#'",
        ], { $0.numberPicture() })
    private static let integerPicture = Argument.picture(
        [
            "'0'", "'000'", "'#,##0'", "'I'", "'i'", "'A'", "'a'", "'w'", "'W'", "'Ww'", "'0;o'", "'w;o'", "'\u{0660}'",
            "'#'", "'0,00'",
            "'Ww;o'",
        ], { $0.integerPicture() })
    private static let datePicture = Argument.picture(
        [
            "'[Y]-[M]-[D]'", "'[D#1] [MNn] [Y0001]'", "'[H01]:[m01]:[s01].[f001]'", "'[FNn], [D1o] [MNn,3-3]'",
            "'[h]:[m] [P]'",
            "'[Y][M01][D01]'", "'[X]-W[W01]-[F1]'", "'[[x]]'", "'[Z]'", "'[z]'", "'[YI]'", "'[Dwo]'", "'[q]'", "'[Y'",
            "'[M01]/[D01]/[Y0001]'",
            "'[d]'", "'[w]'", "'[Y,2-2]'",
        ], { $0.datePicture() })
    private static let zone = Argument.picture(["'+0100'", "'-0530'", "'0000'", "'+0000'"], { $0.zone() })

    static let numbers: [Entry] = [
        Entry("sum", [numberArray]), Entry("count", [any]), Entry("max", [numberArray]), Entry("min", [numberArray]),
        Entry("average", [numberArray]), Entry("length", [text]), Entry("number", [any]), Entry("abs", [number]),
        Entry("floor", [number]), Entry("ceil", [number]), Entry("round", [number], [small]), Entry("sqrt", [number]),
        Entry("power", [number, small]), Entry("parseInteger", [text, integerPicture]), Entry("millis", []),
        Entry("toMillis", [text], [datePicture]),
    ]
    static let texts: [Entry] = [
        Entry("string", [any], [.kind(.flag)]), Entry("substring", [text, small], [small]),
        Entry("substringBefore", [text, text]), Entry("substringAfter", [text, text]), Entry("lowercase", [text]),
        Entry("uppercase", [text]), Entry("trim", [text]), Entry("pad", [text, small], [text]),
        Entry("join", [textArray], [text]), Entry("replace", [text, .textOrRegex, text], [small]),
        Entry("replace", [text, .kind(.regex), .lambda(["m"], .text)], [small]), Entry("base64encode", [text]),
        Entry("base64decode", [.choice(["'YWJj'", "'w6Q='", "''", "name"])]), Entry("encodeUrl", [text]),
        Entry("encodeUrlComponent", [text]), Entry("decodeUrl", [text]), Entry("decodeUrlComponent", [text]),
        Entry(
            "formatNumber", [number, numberPicture],
            [.choice(["{'decimal-separator': ','}", "{'zero-digit': '\u{0660}'}"])]),
        Entry("formatBase", [number], [.choice(["2", "16", "36", "1", "8.4"])]),
        Entry("formatInteger", [number, integerPicture]),
        Entry("fromMillis", [number], [datePicture, zone]), Entry("now", [], [datePicture, zone]), Entry("type", [any]),
    ]
    static let flags: [Entry] = [
        Entry("boolean", [any]), Entry("not", [any]), Entry("exists", [any]), Entry("contains", [text, .textOrRegex]),
    ]
    static let arrays: [Entry] = [
        Entry("append", [any, any]), Entry("reverse", [array]), Entry("distinct", [any]), Entry("sort", [numberArray]),
        Entry("sort", [textArray, .lambda(["l", "r"], .flag)]), Entry("zip", [array, array], [array]),
        Entry("split", [text, .textOrRegex], [small]), Entry("match", [text, .kind(.regex)], [small]),
        Entry("keys", [any]), Entry("spread", [any]), Entry("map", [array, .lambda(["v", "i"], .any)]),
        Entry("filter", [array, .lambda(["v"], .flag)]), Entry("each", [object, .lambda(["v", "k"], .any)]),
        Entry("shuffle", [.choice(["[]", "[1]"])]),
    ]
    static let objects: [Entry] = [
        Entry("merge", [array]), Entry("sift", [object, .lambda(["v", "k"], .flag)]),
        Entry("lookup", [any, .choice(["'a'", "'name'", "'items'"])]), Entry("single", [array, .lambda(["v"], .flag)]),
        Entry("reduce", [array, .lambda(["i", "j"], .any)], [any]),
        Entry("eval", [.choice(["'a + 1'", "'items[0]'", "'1 +'", "'$x'", "'[1, $$.a]'", "'\"a\" - 1'"])], [any]),
        Entry("assert", [.kind(.flag)], [text]), Entry("error", [], [text]),
    ]
    static let all = numbers + texts + flags + arrays + objects
}
