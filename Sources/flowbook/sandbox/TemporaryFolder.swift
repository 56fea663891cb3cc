import FlowIO
import Foundation

/// A new folder for the data of one command, for its owner alone.
struct TemporaryFolder {
    /// Absolute.
    let path: String

    /// - Throws: `FileError` where none can be made in `folder`.
    init(in folder: String) throws {
        let parent = URL(filePath: folder).path
        var name = Array("\(parent)/flowbook-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil else {
            throw FileError.noTemporarySpace(folder: parent, reason: String(cString: strerror(errno)))
        }
        path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Removes the folder with all that is in it.
    func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }
}
