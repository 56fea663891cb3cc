import FlowAPI
import Foundation

/// Entities that a sync is asked for by name: an id or `schema,id` a line; blank lines and those after a `#` do not count.
package struct EntityList: Hashable, Sendable {
    /// Each once, in the order of the list; the schema is nil where the list does not say it.
    package private(set) var entities: [Entry] = []

    package struct Entry: Hashable, Sendable {
        package let schema: String?
        package let id: String
    }

    /// - Parameter text: the list.
    package init(_ text: String) {
        var seen: Set<Entry> = []
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.trimmingPrefix(while: \.isWhitespace).prefix { $0 != "#" }
            let fields = line.split(separator: ",", maxSplits: 1).map { $0.trimming(\.isWhitespace) }
            guard let last = fields.last, !last.isEmpty else { continue }
            let entry = Entry(schema: fields.count > 1 ? fields[0] : nil, id: last)
            if seen.insert(entry).inserted { entities.append(entry) }
        }
    }

    /// Reads a file, or standard input for `-`.
    ///
    /// - Throws: `SourceError` where there is none, it cannot be read or it names no entity.
    package init(path: String, temporaryFolder: String) throws(SourceError) {
        let input = try ByteInput.open(path, temporaryFolder: temporaryFolder)
        self.init(String(decoding: try input.contents(), as: UTF8.self))
        guard !entities.isEmpty else { throw .noEntities(input.name) }
    }

    package var ids: [String] { entities.map(\.id) }
}

extension StringProtocol {
    fileprivate func trimming(_ isTrimmed: (Character) -> Bool) -> String {
        String(drop(while: isTrimmed).reversed().drop(while: isTrimmed).reversed())
    }
}
