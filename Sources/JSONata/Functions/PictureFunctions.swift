/// `$formatNumber`, `$formatBase`, `$formatInteger`, `$parseInteger`, `$fromMillis`, `$toMillis`
enum PictureFunctions {
    static let all: [NativeFunction] = [
        NativeFunction("formatNumber", "<n-so?:s>", arity: 3) { call in
            guard let number = call.number(0) else { return .nothing }
            let symbols = DecimalSymbols(call[2])
            return try call.text(NumberPicture.format(number, call.string(1) ?? "", symbols))
        },
        NativeFunction("formatBase", "<n-n?:s>", arity: 2) { call in
            guard let number = call.number(0) else { return .nothing }
            let radix = NumberText.round(call.number(1) ?? 10)
            guard radix >= 2, radix <= 36 else { throw JSONataError("D3100", about: .number(radix)) }
            return .string(NumberText.text(NumberText.round(number), radix: Int(radix)))
        },
        NativeFunction("formatInteger", "<n-s:s>", arity: 2) { call in
            guard let number = call.number(0) else { return .nothing }
            return try call.text(IntegerPicture(call.string(1) ?? "").format(number.rounded(.down)))
        },
        NativeFunction("parseInteger", "<s-s:n>", arity: 2) { call in
            guard let text = call.string(0) else { return .nothing }
            return try IntegerPicture(call.string(1) ?? "").parse(text).map { .number($0) } ?? .nothing
        },
        NativeFunction("fromMillis", "<n-s?s?:s>", arity: 3) { call in
            guard let number = call.number(0) else { return .nothing }
            return try call.text(DatePicture.format(number, call.string(1), zone: call.string(2)))
        },
        NativeFunction("toMillis", "<s-s?:n>", arity: 2) { call in
            guard let text = call.string(0) else { return .nothing }
            guard let picture = call.string(1) else {
                guard let millis = ISOTimestamp.parse(text) else { throw JSONataError("D3110", about: call[0]) }
                return .number(millis)
            }
            let millis = try DateParser.parse(text, picture, now: Double(call.evaluator.now)) {
                try call.evaluator.pause()
            }
            return millis.map { .number($0) } ?? .nothing
        },
    ]
}
