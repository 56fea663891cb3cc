import Foundation
import Testing

/// The architecture as rules, over the manifest as a graph and over the sources.
@Suite("The package")
struct PackageRulesTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// What each target depends on, of this package and of others, by name.
    private let dependencies: [String: Set<String>]

    init() throws {
        let manifest = try String(contentsOf: Self.root.appending(path: "Package.swift"), encoding: .utf8)
        // A target ends where the next begins, by its indent.
        let target =
            /\.(?:target|executableTarget|systemLibrary|testTarget)\(\s*name: "([^"]+)"(?<rest>[^§]*?)(?=\n        \.|\n    \])/
        var dependencies: [String: Set<String>] = [:]
        for match in manifest.matches(of: target) {
            let list = String(match.rest).firstMatch(of: /dependencies: \[([^\]]*)\]/).map { String($0.1) } ?? ""
            let products = Set(list.matches(of: /package: "([^"]+)"/).map { String($0.1) })
            let names = Set(list.matches(of: /"([^"]+)"/).map { String($0.1) }).subtracting(products)
            dependencies[String(match.1)] = names
        }
        self.dependencies = dependencies
    }

    /// All that a target can see, by whatever way.
    private func reached(from name: String) -> Set<String> {
        var reached: Set<String> = []
        var next = dependencies[name] ?? []
        while let name = next.popFirst() {
            if reached.insert(name).inserted { next.formUnion(dependencies[name] ?? []) }
        }
        return reached
    }

    private func targets(with product: String) -> Set<String> {
        Set(dependencies.filter { $0.value.contains(product) && !$0.key.hasSuffix("Tests") }.keys)
    }

    @Test("has a target for every folder of sources, and none that needs itself")
    func targets() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "Sources").path) {
            #expect(dependencies[name] != nil, "\(name) is no target")
        }
        for name in dependencies.keys { #expect(!reached(from: name).contains(name), "\(name) needs itself") }
    }

    @Test(
        "keeps what means numbers apart from what reads and writes",
        arguments: [
            ("FlowTables", ["FlowModel", "FlowMetrics", "FlowJSON", "FlowIO"]),
            ("FlowMetrics", ["FlowIO", "FlowSources", "FlowWarehouse", "FlowAPI", "FlowRenderers", "FlowReports"]),
            ("FlowRenderers", ["FlowModel", "FlowMetrics", "FlowSources", "FlowWarehouse", "FlowAPI", "FlowReports"]),
            ("FlowWarehouse", ["FlowMetrics", "FlowSources", "FlowAPI", "FlowRenderers", "FlowReports"]),
            ("FlowAPI", ["FlowTables", "FlowMetrics", "FlowSources", "FlowWarehouse", "FlowRenderers", "FlowReports"]),
            ("JSONata", ["FlowModel", "FlowTables", "FlowIO"]),
            ("FlowOperations", ["FlowModel", "FlowTables", "FlowIO", "FlowAPI"]),
        ])
    func apart(_ name: String, _ others: [String]) {
        let seen = reached(from: name).intersection(others)
        #expect(seen.isEmpty, "\(name) sees \(seen.sorted())")
    }

    @Test("has the ground in one place")
    func ground() {
        #expect(dependencies["FlowTime"] == [])
        #expect(dependencies["FlowModel"]?.isSubset(of: ["FlowJSON", "FlowTime"]) == true)
    }

    @Test(
        "shows each library to one target",
        arguments: [
            ("GRDB", "FlowWarehouse"), ("AsyncHTTPClient", "FlowAPI"), ("Hummingbird", "FlowSandbox"),
            ("Yams", "FlowYAML"), ("ArgumentParser", "flowbook"), ("CXLSXWriter", "FlowRenderers"),
            ("CZlib", "FlowIO"), ("CSimdJSON", "CJSONIndex"),
        ])
    func libraries(_ product: String, _ owner: String) {
        #expect(targets(with: product) == [owner])
    }

    @Test("lets nothing but the program know the sandbox, and nothing the program")
    func ends() {
        #expect(targets(with: "FlowSandbox").subtracting(["bench-data"]) == ["flowbook"])
        #expect(targets(with: "flowbook").isEmpty)
    }

    // MARK: Sources

    @Test(
        "lays nothing a second time",
        arguments: [
            ("FlowRenderers/XLSX", "import CXLSXWriter"), ("FlowIO", "import CZlib|flateInit"),
            ("FlowIO", #"\brename\("#), ("FlowIO", #"(Glibc|Musl|Darwin|Foundation)\.write\("#),
        ])
    func onePlace(_ folder: String, _ mark: String) throws {
        let mark = try Regex(mark)
        for (path, text) in try Self.sources() where !path.hasPrefix(folder + "/") {
            #expect(text.firstMatch(of: mark) == nil, "\(path)")
        }
    }

    @Test("asks for the present in the program alone")
    func present() throws {
        for (path, text) in try Self.sources() where !path.hasPrefix("flowbook/") {
            #expect(text.firstMatch(of: /\bDate\(\)|\bDate\.now\b/) == nil, "\(path)")
        }
    }

    /// The Swift sources by their paths under `Sources`.
    private static func sources() throws -> [(path: String, text: String)] {
        let folder = root.appending(path: "Sources")
        return try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }.map {
            ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
        }
    }
}
