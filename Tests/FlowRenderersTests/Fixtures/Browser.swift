import Foundation
import FuzzSupport
import Testing

@testable import FlowRenderers

/// Chromium without a window, which opens a page and does what a script says as a reader would.
struct Browser {
    /// Where it is installed; nil where it is not.
    static let path = ["chromium", "chromium-browser", "google-chrome"].map { "/usr/bin/" + $0 }
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Opens a page, waits until it is loaded, and gives what a script returns.
    ///
    /// The script is the body of an asynchronous function. It knows `requests` and `violations`: what the page asked for,
    /// and what its policy forbade. The policy is the page's own, but for the test's scripts.
    func open<Result: Decodable>(_ page: String, _ script: String, as type: Result.Type) throws -> Result {
        let listen = """
            const violations = [];
            document.addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective));
            window.addEventListener("error", (event) => violations.push(event.message));
            """
        let run = """
            window.addEventListener("load", async () => {
              const requests = performance.getEntriesByType("resource").map((entry) => entry.name);
              const pause = (time) => new Promise((done) => setTimeout(done, time));
              let result;
              try { result = await (async () => { \(script) })() } catch (error) { result = String(error.stack) }
              const text = document.createElement("pre");
              text.textContent = JSON.stringify(result);
              document.documentElement.replaceChildren(text);
            });
            """
        let digests = [listen, run].map { " '\(PageFrame.digest($0))'" }.joined()
        let tested = page.replacing("script-src ", with: "script-src\(digests) ", maxReplacements: 1)
            .replacing("<meta name=\"viewport\"", with: "<script>\(listen)</script><meta name=\"viewport\"")
            .replacing("</body>", with: "<script>\(run)</script></body>")
        try folder.write(tested, to: "page.html")
        let shown = try dump()
        let text = try #require(
            shown.firstMatch(of: /<pre>(.*)<\/pre>/.dotMatchesNewlines())?.1, "\(shown.prefix(500))")
        let json = text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
        do {
            return try JSONDecoder().decode(type, from: Data(json.utf8))
        } catch {
            Issue.record("the script gave \(json)")
            throw error
        }
    }

    private func dump() throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "timeout", "60", Self.path ?? "", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
            "--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir=\(folder.path)/profile",
            "--virtual-time-budget=20000", "--dump-dom", "file://\(folder.path)/page.html",
        ]
        process.environment = ["HOME": folder.path, "PATH": "/usr/bin:/bin"]
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}

extension Trait where Self == ConditionTrait {
    /// For tests that need a browser: where there is none, they are named as skipped.
    static var needsBrowser: Self { .enabled(if: Browser.path != nil, "no Chromium is installed") }
}
