import Foundation
import Testing

/// The architecture in a test: which target may use which, so that a new arrow is a decision and no accident.
@Suite("The package")
struct PackageArrowsTests {
    /// Targets of the product, and the targets of this package that each may depend on.
    static let arrows: [String: Set<String>] = [
        "CSimdJSON": [], "CXLSXWriter": [], "CZlib": [], "CJSONIndex": ["CSimdJSON"],
        "FlowTime": [], "FlowIO": ["CZlib"], "FlowJSON": ["CJSONIndex"], "JSONata": ["FlowJSON", "FlowTime"],
        "FlowModel": ["FlowJSON", "FlowTime"], "FlowTables": ["FlowTime"],
        "FlowMetrics": ["FlowModel", "FlowTables", "FlowTime"],
        "FlowRenderers": ["FlowTables", "FlowIO", "FlowTime", "FlowJSON", "CXLSXWriter"],
        "FlowWarehouse": ["FlowModel", "FlowTables", "FlowIO", "FlowTime"],
        "FlowAPI": ["FlowModel", "FlowIO", "FlowTime", "FlowJSON"],
        "FlowSandbox": ["FlowModel", "FlowIO", "FlowTime", "FlowJSON"],
        "FlowSources": [
            "FlowModel", "FlowWarehouse", "FlowAPI", "FlowIO", "FlowTime", "FlowJSON", "CJSONIndex",
        ],
        "FlowReports": [
            "FlowModel", "FlowTables", "FlowMetrics", "FlowRenderers", "FlowSources", "FlowIO", "FlowTime", "FlowJSON",
            "JSONata", "BuiltInDefinitions",
        ],
        "BuiltInDefinitions": [], "embed-reports": [],
        "flowbook": [
            "FlowIO", "FlowTime", "FlowJSON", "JSONata", "FlowModel", "FlowTables", "FlowMetrics", "FlowRenderers",
            "FlowWarehouse", "FlowAPI", "FlowSources", "FlowReports", "FlowSandbox",
        ],
    ]

    @Test("lets its targets use each other in one direction only")
    func arrowsHold() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let manifest = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
        let targets = Self.targets(manifest)
        #expect(Set(Self.arrows.keys).isSubset(of: targets.keys))
        for (name, dependencies) in targets where Self.arrows[name] != nil {
            let known = dependencies.filter { targets[$0] != nil }
            #expect(Set(known).isSubset(of: Self.arrows[name] ?? []), "\(name) uses \(known)")
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Sources").path) {
            #expect(Self.arrows[name] != nil, "\(name) has no place in the architecture")
        }
    }

    /// Names of targets with the names in their `dependencies`.
    static func targets(_ manifest: String) -> [String: [String]] {
        let target =
            /\.(target|executableTarget|systemLibrary|testTarget)\(\s*name: "([^"]+)"(?<rest>[^§]*?)(?=\n        \.|\n    \])/
        var targets: [String: [String]] = [:]
        for match in manifest.matches(of: target) {
            let rest = String(match.rest)
            let list = rest.firstMatch(of: /dependencies: \[([^\]]*)\]/).map { String($0.1) } ?? ""
            targets[String(match.2)] = list.matches(of: /"([^"]+)"/).map { String($0.1) }
        }
        return targets
    }
}
