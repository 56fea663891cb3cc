import FlowIO

/// A small file as it was read or is to be written. It may hold a token, so its content is never shown.
package struct StoredFile: Sendable, CustomStringConvertible, CustomReflectable {
    package let bytes: [UInt8]
    /// The permission bits, `0o600` for a file that its owner alone may read and write.
    package let permissions: UInt16

    package init(bytes: [UInt8], permissions: UInt16 = 0o600) {
        self.bytes = bytes
        self.permissions = permissions
    }

    package var description: String { Secret.mask }
    package var customMirror: Mirror { Mirror(self, children: ["permissions": permissions]) }

    /// Larger ones are no login files.
    private static let limit = 4 << 20

    /// Reads a file; nil where there is none of that name.
    ///
    /// - Throws: `configuration` for a file that cannot be read.
    package init?(path: String) throws(APIError) {
        let file: WholeFile
        do throws(FileError) {
            file = try WholeFile(path: path, limit: Self.limit)
        } catch .notFound {
            return nil
        } catch {
            throw .configuration(.unreadableFile(path: path, reason: error.reason.lowercased()))
        }
        guard file.bytes.count <= Self.limit else {
            throw .configuration(.unreadableFile(path: path, reason: "it is too large"))
        }
        // What is no regular file, such as a pipe, keeps nothing that others could read later.
        self.init(bytes: file.bytes, permissions: file.permissions ?? 0o600)
    }

    /// Writes a file so that it is there whole or not at all, readable by its owner alone; folders are made as needed.
    ///
    /// - Throws: `configuration` where the folder or the file cannot be written.
    package func write(path: String) throws(APIError) {
        do throws(FileError) {
            try AtomicFile.writePrivate(bytes, to: path)
        } catch {
            throw .configuration(.unwritableFile(path: path, reason: error.reason.lowercased()))
        }
    }

    /// Removes a file; gives whether there was one.
    ///
    /// - Throws: `configuration` where it is there and stays.
    static func remove(path: String) throws(APIError) -> Bool {
        do throws(FileError) {
            return try AtomicFile.remove(path)
        } catch {
            throw .configuration(.unwritableFile(path: path, reason: error.reason.lowercased()))
        }
    }
}
