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
    /// The place of its first character in the text, from 1.
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
        var place = 0
        while place < characters.count {
            let character = characters[place]
            let column = place + 1
            if character.isWhitespace {
                place += 1
            } else if character == "\"" || character == "'" {
                let value = try quoted(characters, &place)
                tokens.append(FilterToken(kind: .quoted(value), column: column))
            } else if let symbol = symbol(characters, place) {
                guard symbol != "!" else {
                    throw FilterError(
                        column, "\"!\" is no comparison", fix: "write != for not equal, not for a negation")
                }
                tokens.append(FilterToken(kind: .symbol(symbol == "==" ? "=" : symbol), column: column))
                place += symbol.count
            } else {
                let start = place
                while place < characters.count, !endsWord(characters[place]) { place += 1 }
                tokens.append(FilterToken(kind: .word(String(characters[start..<place])), column: column))
            }
        }
        return tokens + [FilterToken(kind: .end, column: characters.count + 1)]
    }

    private static func symbol(_ characters: [Character], _ place: Int) -> String? {
        let character = characters[place]
        guard "()=!<>~,".contains(character) else { return nil }
        let next = place + 1 < characters.count ? characters[place + 1] : " "
        let pair = String([character, next])
        return ["!=", "<=", ">=", "!~", "=="].contains(pair) ? pair : String(character)
    }

    private static func endsWord(_ character: Character) -> Bool {
        character.isWhitespace || "()=!<>~,\"'".contains(character)
    }

    /// The text between two quotes; a backslash before such a quote makes it part of the text.
    private static func quoted(_ characters: [Character], _ place: inout Int) throws(FilterError) -> String {
        let start = place
        let quote = characters[place]
        var value = ""
        place += 1
        while place < characters.count {
            if characters[place] == quote {
                place += 1
                return value
            }
            if characters[place] == "\\", place + 1 < characters.count, characters[place + 1] == quote { place += 1 }
            value.append(characters[place])
            place += 1
        }
        throw FilterError(start + 1, "a quote is not closed", fix: "end the value with another \(quote)")
    }
}
