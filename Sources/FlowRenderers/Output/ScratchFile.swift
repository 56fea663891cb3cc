import Glibc

/// A file without a name in a folder for temporary files, gone when it is closed or the process ends.
final class ScratchFile {
    let descriptor: Int32
    private let folder: String

    init(in folder: String) throws(RenderError) {
        self.folder = folder
        descriptor = try NamelessFile.open(in: folder, mode: 0o600).descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Sends the whole file to `sink`.
    func copy(to sink: ByteSink) throws {
        let size = 1 << 18
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
        defer { buffer.deallocate() }
        var offset = 0
        while true {
            let count = pread(descriptor, buffer.baseAddress, size, offset)
            if count > 0 {
                try sink.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                offset += count
            } else if count == 0 {
                return
            } else if errno != EINTR {
                throw SystemFailure(errno).error(path: folder)
            }
        }
    }
}
