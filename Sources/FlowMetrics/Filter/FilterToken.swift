/// A piece of a `where` text.
struct FilterToken: Equatable {
    enum Kind: Equatable {
        /// A word without quotes: a field, a keyword or a value.
        case word(String)
        /// A value in quotes.
        case quoted(String)
        /// A comparison or a bracket.
        case symbol(String)
        case end
    }

    let kind: Kind
    /// The position of its first character in the text, from 1.
    let column: Int

    /// How the token reads in a message.
    var text: String {
        switch kind {
        case .word(let word): "\"\(word)\""
        case .quoted(let text): "\"\(text)\""
        case .symbol(let symbol): "\"\(symbol)\""
        case .end: "the end"
        }
    }

    /// Takes a text apart; the last token is the end.
    static func tokens(of text: String) throws(FilterError) -> [FilterToken] {
        let characters = Array(text)
        var tokens: [FilterToken] = []
        var index = 0
        while index < characters.count {
            let character = characters[index]
            let column = index + 1
            if character.isWhitespace {
                index += 1
            } else if character == "\"" || character == "'" {
                let value = try quoted(characters, &index)
                tokens.append(FilterToken(kind: .quoted(value), column: column))
            } else if let symbol = symbol(characters, index) {
                guard symbol != "!" else {
                    throw FilterError(
                        column, "\"!\" is no comparison", fix: "write != for not equal, not for a negation")
                }
                tokens.append(FilterToken(kind: .symbol(symbol == "==" ? "=" : symbol), column: column))
                index += symbol.count
            } else {
                let start = index
                while index < characters.count, !endsWord(characters[index]) { index += 1 }
                tokens.append(FilterToken(kind: .word(String(characters[start..<index])), column: column))
            }
        }
        return tokens + [FilterToken(kind: .end, column: characters.count + 1)]
    }

    private static func symbol(_ characters: [Character], _ index: Int) -> String? {
        let character = characters[index]
        guard "()=!<>~,".contains(character) else { return nil }
        let next = index + 1 < characters.count ? characters[index + 1] : " "
        let pair = String([character, next])
        return ["!=", "<=", ">=", "!~", "=="].contains(pair) ? pair : String(character)
    }

    private static func endsWord(_ character: Character) -> Bool {
        character.isWhitespace || "()=!<>~,\"'".contains(character)
    }

    /// The text between two quotes; a backslash before such a quote makes it part of the text.
    private static func quoted(_ characters: [Character], _ index: inout Int) throws(FilterError) -> String {
        let start = index
        let quote = characters[index]
        var value = ""
        index += 1
        while index < characters.count {
            if characters[index] == quote {
                index += 1
                return value
            }
            if characters[index] == "\\", index + 1 < characters.count, characters[index + 1] == quote { index += 1 }
            value.append(characters[index])
            index += 1
        }
        throw FilterError(start + 1, "a quote is not closed", fix: "end the value with another \(quote)")
    }
}
