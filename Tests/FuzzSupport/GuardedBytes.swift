import Foundation

/// Bytes between two pages that may not be touched: reading one byte too many ends the process.
package final class GuardedBytes {
    private let region: UnsafeMutableRawPointer
    private let room: Int
    private let page = sysconf(Int32(_SC_PAGESIZE))

    /// - Parameter capacity: the most bytes that will be placed.
    package init(capacity: Int) {
        room = (capacity + page - 1) / page * page
        let mapped = mmap(nil, room + 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let mapped, mapped != MAP_FAILED else { preconditionFailure("no memory for two guarded pages") }
        region = mapped
        mprotect(region, page, PROT_NONE)
        mprotect(region + page + room, page, PROT_NONE)
    }

    deinit {
        munmap(region, room + 2 * page)
    }

    /// A copy that ends right before the forbidden page.
    package func placedAtEnd(_ bytes: [UInt8]) -> UnsafeRawBufferPointer {
        copy(bytes, to: region + page + room - bytes.count)
    }

    /// A copy that begins right after the forbidden page.
    package func placedAtStart(_ bytes: [UInt8]) -> UnsafeRawBufferPointer {
        copy(bytes, to: region + page)
    }

    private func copy(_ bytes: [UInt8], to start: UnsafeMutableRawPointer) -> UnsafeRawBufferPointer {
        precondition(bytes.count <= room, "more bytes than fit between the guards")
        bytes.withUnsafeBytes { source in
            if let base = source.baseAddress { start.copyMemory(from: base, byteCount: source.count) }
        }
        return UnsafeRawBufferPointer(start: start, count: bytes.count)
    }
}
