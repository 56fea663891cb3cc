import ArgumentParser
import Foundation

/// A command line that is being written, as a shell hands it over for completion.
struct TypedLine {
    /// Every word without its quotes, with the options that the environment adds.
    let words: [String]
    /// What of the word at the cursor is written, without quotes.
    let begun: String

    /// - Parameters:
    ///   - words: the words of the line; the program's name first.
    ///   - index: which word the cursor stands in.
    ///   - isVerbatim: whether the words are as they are typed, with quotes and backslashes.
    ///   - environment: the variables of the process.
    init(_ words: [String], at index: Int, isVerbatim: Bool, environment: [String: String]) {
        let plain = isVerbatim ? words.map(Self.unquoted) : words
        begun = plain.indices.contains(index) ? plain[index] : ""
        self.words = EnvironmentOptions(environment).adding(
            to: plain.enumerated().filter { $0.offset != index }.map(\.element))
    }

    /// The values of a long option, whichever way they are written.
    func values(of option: String) -> [String] {
        words.indices.compactMap { index in
            if words[index] == option { return index + 1 < words.count ? words[index + 1] : nil }
            return words[index].hasPrefix(option + "=") ? String(words[index].dropFirst(option.count + 1)) : nil
        }
    }

    /// What the word at the cursor becomes with one more name in a list between commas; names that it has are left out.
    func lists(of names: [String]) -> [String] {
        let parts = begun.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let last = parts.last ?? ""
        let head = begun.dropLast(last.count)
        let taken = Set(parts.dropLast())
        return names.filter { !taken.contains($0) && $0.hasPrefix(last) }.map { head + $0 }
    }

    /// The folders and files that the word at the cursor is the beginning of; folders end with a slash.
    func paths(_ isWanted: (String) -> Bool = { _ in true }) -> [String] {
        let name = begun.reversed().prefix { $0 != "/" }.reversed()
        let folder = String(begun.dropLast(name.count))
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
        return names.sorted().compactMap { entry in
            guard entry.hasPrefix(String(name)), name.first == "." || !entry.hasPrefix(".") else { return nil }
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: folder + entry, isDirectory: &isFolder)
            return isFolder.boolValue ? "\(folder)\(entry)/" : isWanted(entry) ? folder + entry : nil
        }
    }

    /// A word of a shell without its quotes and backslashes; a quote may be open at the end.
    static func unquoted(_ word: String) -> String {
        var text = ""
        var quote: Character?
        var isEscaped = false
        for character in word {
            if isEscaped {
                // Between double quotes a backslash stands for itself before most characters.
                if quote == "\"", !"\"\\$`".contains(character) { text.append("\\") }
                text.append(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if let open = quote {
                if character == open { quote = nil } else { text.append(character) }
            } else if character == "'" || character == "\"" {
                quote = character
            } else {
                text.append(character)
            }
        }
        return text
    }
}

extension CompletionKind {
    /// Completes a word by what `candidates` makes of the line.
    static func typed(_ candidates: @escaping @Sendable (TypedLine) async -> [String]) -> CompletionKind {
        .custom { words, index, _ in
            let shell = CompletionShell.requesting
            // fish hands words over without quotes before version 4.
            let version = CompletionShell.requestingVersion.flatMap { Int($0.prefix { $0 != "." }) }
            let isVerbatim = shell != .fish || version.map { $0 >= 4 } ?? true
            let line = TypedLine(
                words, at: index, isVerbatim: isVerbatim, environment: World.process().environment)
            // Scripts take a candidate a line.
            return await candidates(line).filter { !$0.contains(where: \.isNewline) }
        }
    }
}

/// A word that can be typed, with a note that shells show which can.
struct ShellCandidate {
    private let word: String
    private let note: String

    init(_ word: String, _ note: String) {
        self.word = word
        self.note = String(String.UnicodeScalarView(note.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
    }

    /// As the shell that asks takes it.
    var text: String { text(for: CompletionShell.requesting) }

    func text(for shell: CompletionShell?) -> String {
        switch shell {
        case .zsh?:
            // A colon is where the note begins.
            let plain = word.replacing(":", with: "\\:")
            return note.isEmpty ? plain : "\(plain):\(note)"
        case .fish? where !note.isEmpty: return "\(word)\t\(note)"
        default: return word
        }
    }
}
