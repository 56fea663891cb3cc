import Glibc

/// Folders made on the way to an output file, which are taken away again if nothing comes of it.
struct OutputFolders {
    private var made: [String] = []

    /// Makes `path` and whatever is missing above it.
    mutating func make(_ path: String) throws(RenderError) {
        var status = stat()
        if stat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw .unwritable(path: path, reason: "a file of that name is in the way")
            }
            return
        }
        if let slash = path.dropLast().lastIndex(of: "/"), slash != path.startIndex {
            try make(String(path[..<slash]))
        }
        if mkdir(path, 0o777) == 0 {
            made.append(path)
        } else if errno != EEXIST {
            throw SystemFailure(errno).error(path: path)
        }
    }

    /// Removes the folders that were made here, where they are empty.
    func removeEmpty() {
        for path in made.reversed() { rmdir(path) }
    }
}
