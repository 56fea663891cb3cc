#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Runs the command that prints a token. What it says on standard error goes where the program's own words go.
enum ShellCommand {
    /// More is no token.
    private static let limit = 1 << 20

    /// What a command prints on standard output.
    ///
    /// - Throws: `authentication` where it cannot be run, fails or prints too much.
    static func output(of command: String) throws(APIError) -> [UInt8] {
        guard let stream = popen(command, "re") else { throw failure(String(cString: strerror(errno)).lowercased()) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while bytes.count <= limit {
            let count = fread(&buffer, 1, buffer.count, stream)
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        let status = pclose(stream)
        guard bytes.count <= limit else { throw failure("it prints too much") }
        // A status holds the exit code in its second byte and a signal's number in the lower seven bits.
        guard status == 0 else {
            let signal = status & 0x7F
            throw failure(signal != 0 ? "it was ended by signal \(signal)" : "it exits with \((status >> 8) & 0xFF)")
        }
        return bytes
    }

    private static func failure(_ reason: String) -> APIError {
        .authentication(.sourceFailed(source: TokenSource.command.text, reason: reason))
    }
}
