// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
    name: "flowbook",
    targets: [
        // System libraries.
        .systemLibrary(name: "CSimdJSON", providers: [.apt(["libsimdjson-dev"])]),
        .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "CJSONIndex", dependencies: ["CSimdJSON"], linkerSettings: [.linkedLibrary("simdjson")]),

        // Values and pure functions.
        .target(name: "FlowJSON", dependencies: ["CJSONIndex"], swiftSettings: settings),
        .target(name: "FlowModel", dependencies: ["FlowJSON"], swiftSettings: settings),
        .target(name: "FlowTables", swiftSettings: settings),
        .target(name: "FlowMetrics", dependencies: ["FlowModel", "FlowTables"], swiftSettings: settings),

        // Tests.
        .target(name: "ReferenceMetrics", path: "Tests/ReferenceMetrics", swiftSettings: settings),
        .testTarget(name: "ReferenceMetricsTests", dependencies: ["ReferenceMetrics"], swiftSettings: settings),
    ],
    cxxLanguageStandard: .cxx17
)
