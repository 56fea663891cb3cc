import FlowIO
import FlowJSON
import FlowOperations
import Foundation
import SystemPackage

/// The file in which a run of many calls keeps what came of each, a whole line at a time, so that a later run goes on where
/// this one was stopped.
final class EachLog: Sendable {
    private let path: String
    private let descriptor: FileDescriptor

    /// What former runs did.
    struct FormerRuns {
        /// How often each request was done.
        fileprivate var requests: [JSONValue: Int] = [:]
        /// The same by input, for lines that do not say what was sent.
        fileprivate var inputs: [JSONValue: Int] = [:]

        /// Whether a former run did this call; each line counts for one of several that are the same.
        mutating func takeDone(_ call: EachCall) -> Bool {
            Self.take(call.sent, from: &requests) || Self.take(.object(call.row.members), from: &inputs)
        }

        private static func take(_ key: JSONValue, from counts: inout [JSONValue: Int]) -> Bool {
            guard let count = counts[key], count > 0 else { return false }
            counts[key] = count - 1
            return true
        }
    }

    /// Opens a log, or makes one, and keeps other runs away from it.
    ///
    /// - Throws: `UsageError` for a file that another run has open, `FileError`.
    init(_ path: String) throws {
        self.path = path
        do {
            descriptor = try FileDescriptor.open(
                path, .readWrite, options: [.create, .append, .closeOnExec], permissions: .ownerReadWrite)
        } catch let number as Errno {
            throw FileError.unwritable(path: path, reason: number.description)
        }
        guard flock(descriptor.rawValue, LOCK_EX | LOCK_NB) == 0 else {
            throw UsageError(what: "another run writes \(path)", fix: "wait for it to end, or give another --resume")
        }
    }

    deinit {
        try? descriptor.close()
    }

    /// Adds what came of a call.
    ///
    /// - Throws: `FileError`.
    func append(_ result: EachResult, of call: EachCall) throws {
        do {
            try descriptor.writeAll(result.line(call.row, sent: call.sent))
        } catch let number as Errno {
            throw FileError.unwritable(path: path, reason: number.description)
        }
    }

    /// Reads what former runs wrote, and cuts off a line that was never finished.
    ///
    /// - Throws: `UsageError` for a file that is no such log, `FileError`.
    func formerRuns() throws -> FormerRuns {
        var runs = FormerRuns()
        let bytes = try WholeFile(path: path, limit: 1 << 40).bytes
        var number = 0
        for line in bytes.split(separator: 0x0A) {
            number += 1
            guard let value = try? JSONValue(parsing: Array(line)), value["input"] != nil, value["status"] != nil else {
                // What a run was about to write when it was killed.
                if bytes.last != 0x0A, line.endIndex == bytes.endIndex, line.starts(with: "{\"input\"".utf8) { break }
                throw UsageError(
                    what: "\(path) is no log of calls: see its line \(number)", fix: "give --resume a file of its own")
            }
            guard let status = value["status"]?.integerValue, 200..<300 ~= status else { continue }
            if let sent = value["request"] {
                runs.requests[sent, default: 0] += 1
            } else if let input = value["input"] {
                runs.inputs[input, default: 0] += 1
            }
        }
        if let last = bytes.last, last != 0x0A {
            let whole = (bytes.lastIndex(of: 0x0A) ?? -1) + 1
            guard ftruncate(descriptor.rawValue, off_t(whole)) == 0 else {
                throw FileError.unwritable(path: path, reason: Errno(rawValue: errno).description)
            }
        }
        return runs
    }
}
