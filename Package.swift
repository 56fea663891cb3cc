// swift-tools-version: 6.2
import PackageDescription

// `.ci/run` sets STRICT_BUILD; elsewhere a newer compiler's new warning stops nobody.
let isStrict = Context.environment["STRICT_BUILD"] != nil

let settings: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ] + (isStrict ? [.treatAllWarnings(as: .error)] : [])

let package = Package(
    name: "flowbook",
    products: [
        .executable(name: "flowbook", targets: ["flowbook"]),
        .library(name: "JSONata", targets: ["JSONata"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-async-algorithms", from: "1.1.4"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    ],
    targets: [
        // System libraries.
        .systemLibrary(name: "CSimdJSON", providers: [.apt(["libsimdjson-dev"])]),
        .systemLibrary(
            name: "CLibXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "CJSONIndex", dependencies: ["CSimdJSON"], linkerSettings: [.linkedLibrary("simdjson")]),
        .target(
            name: "CXLSXWriter", dependencies: ["CLibXLSXWriter"], linkerSettings: [.linkedLibrary("xlsxwriter")]),

        // The ground.
        .target(name: "FlowTime", swiftSettings: settings),
        .target(
            name: "FlowIO", dependencies: ["CZlib", .product(name: "SystemPackage", package: "swift-system")],
            swiftSettings: settings),

        // Values and pure functions.
        .target(name: "FlowJSON", dependencies: ["CJSONIndex"], swiftSettings: settings),
        .target(name: "FlowModel", dependencies: ["FlowJSON", "FlowTime"], swiftSettings: settings),
        .target(name: "FlowTables", dependencies: ["FlowTime"], swiftSettings: settings),
        .target(
            name: "FlowMetrics",
            dependencies: ["FlowModel", "FlowTables", "FlowTime", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: settings),
        .target(name: "JSONata", dependencies: ["FlowJSON", "FlowTime"], swiftSettings: settings),

        .target(name: "FlowYAML", dependencies: ["FlowJSON", "Yams"], swiftSettings: settings),
        // The vendor's operations, whose definitions the build embeds.
        .target(
            name: "FlowOperations", dependencies: ["FlowJSON", "FlowYAML"], swiftSettings: settings,
            plugins: ["EmbedTexts"]),

        // Effects: files, the database, the network.
        .target(
            name: "FlowRenderers",
            dependencies: [
                "FlowTables", "FlowIO", "FlowTime", "FlowJSON", "CXLSXWriter",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            resources: [.embedInCode("HTML/Look/page.css"), .embedInCode("HTML/Look/page.js")],
            swiftSettings: settings),
        .target(
            name: "FlowWarehouse",
            dependencies: [
                "FlowModel", "FlowTables", "FlowIO", "FlowTime",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ], swiftSettings: settings),
        .target(
            name: "FlowAPI",
            dependencies: [
                "FlowModel", "FlowOperations", "FlowJSON", "FlowIO", "FlowTime",
                .product(name: "AsyncAlgorithms", package: "swift-async-algorithms"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ], swiftSettings: settings),
        .target(
            name: "FlowSandbox",
            dependencies: [
                "FlowModel", "FlowOperations", "FlowJSON", "FlowIO", "FlowTime",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ], swiftSettings: settings),

        .target(
            name: "FlowSources",
            dependencies: [
                "FlowModel", "FlowWarehouse", "FlowAPI", "FlowIO", "FlowTime", "FlowJSON", "CJSONIndex",
            ], swiftSettings: settings),

        // Reports, the built-in ones from the folder `reports` and their languages from `Words`.
        .executableTarget(name: "embed-texts", path: "Plugins/embed-texts", swiftSettings: settings),
        .plugin(
            name: "EmbedTexts", capability: .buildTool(), dependencies: ["embed-texts"], path: "Plugins/EmbedTexts"),
        .target(
            name: "BuiltInDefinitions", path: "reports", swiftSettings: settings, plugins: ["EmbedTexts"]),
        .target(
            name: "FlowReports",
            dependencies: [
                "FlowModel", "FlowTables", "FlowMetrics", "FlowRenderers", "FlowSources", "FlowIO", "FlowTime",
                "FlowJSON", "FlowYAML", "JSONata", "BuiltInDefinitions",
            ], swiftSettings: settings, plugins: ["EmbedTexts"]),

        // The command line.
        .executableTarget(
            name: "flowbook",
            dependencies: [
                "FlowIO", "FlowTime", "FlowJSON", "FlowModel", "FlowTables", "FlowMetrics", "FlowRenderers",
                "FlowWarehouse", "FlowOperations", "FlowAPI", "FlowSources", "FlowReports", "FlowSandbox", "JSONata",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ], swiftSettings: settings),

        // The pages of the documentation that derive from the code.
        .executableTarget(
            name: "write-docs", dependencies: ["FlowMetrics", "FlowReports", "FlowTables", "FlowWarehouse"],
            path: "Tools/write-docs", swiftSettings: settings),

        // Benchmarks.
        .executableTarget(
            name: "bench-data", dependencies: ["FlowSandbox", "FlowTime"], path: "Benchmarks/data",
            swiftSettings: settings),
        .executableTarget(
            name: "bench-xlsx", dependencies: ["FlowRenderers", "FlowTables", "FlowIO", "FlowTime"],
            path: "Benchmarks/xlsx",
            exclude: ["compare.py", "plain.c", "plain.py"], sources: ["Sources"], swiftSettings: settings),
        .executableTarget(
            name: "bench-jsonata", dependencies: ["FlowJSON", "JSONata"], path: "Benchmarks/jsonata",
            exclude: ["compare.py", "expressions.json"], swiftSettings: settings),

        // Tests.
        // Plain code over whole logs: optimized in debug builds too, or the tests wait ten times as long for it.
        .target(
            name: "ReferenceMetrics", path: "Tests/ReferenceMetrics",
            swiftSettings: settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]),
        .testTarget(name: "ReferenceMetricsTests", dependencies: ["ReferenceMetrics"], swiftSettings: settings),
        .target(name: "FuzzSupport", dependencies: ["FlowIO"], path: "Tests/FuzzSupport", swiftSettings: settings),
        .testTarget(name: "FlowTimeTests", dependencies: ["FlowTime", "FuzzSupport"], swiftSettings: settings),
        .testTarget(name: "FlowIOTests", dependencies: ["FlowIO", "FuzzSupport"], swiftSettings: settings),
        .testTarget(
            name: "FlowJSONTests", dependencies: ["FlowJSON", "FuzzSupport"], swiftSettings: settings),
        .testTarget(name: "FlowYAMLTests", dependencies: ["FlowYAML", "FlowJSON"], swiftSettings: settings),
        .testTarget(
            name: "FlowOperationsTests", dependencies: ["FlowOperations", "FlowJSON"], swiftSettings: settings),
        .testTarget(
            name: "FlowModelTests", dependencies: ["FlowModel", "FlowJSON", "FlowTime", "FuzzSupport"],
            swiftSettings: settings),
        .testTarget(name: "FlowTablesTests", dependencies: ["FlowTables", "FlowTime"], swiftSettings: settings),
        .testTarget(
            name: "JSONataTests", dependencies: ["JSONata", "FlowJSON", "FuzzSupport"], swiftSettings: settings),
        .testTarget(
            name: "FlowMetricsTests",
            dependencies: ["FlowMetrics", "FlowModel", "FlowTables", "FlowTime", "FlowSandbox", "FuzzSupport"],
            exclude: ["calculate.py", "holidays.csv", "statistics.csv", "working-time.csv"].map { "Calculated/" + $0 },
            swiftSettings: settings),
        .testTarget(
            name: "FlowRenderersTests",
            dependencies: [
                "FlowRenderers", "FlowTables", "FlowIO", "FlowTime", "FlowJSON", "CXLSXWriter", "FuzzSupport",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "FlowWarehouseTests",
            dependencies: [
                "FlowWarehouse", "FlowSources", "FlowMetrics", "FlowModel", "FlowTables", "FlowTime", "FuzzSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ], swiftSettings: settings),
        .testTarget(
            name: "FlowSourcesTests",
            dependencies: [
                "FlowSources", "FlowAPI", "FlowWarehouse", "FlowJSON", "FlowIO", "FlowTime", "FlowMetrics", "FlowModel",
                "FlowTables", "FuzzSupport", .product(name: "HTTPTypes", package: "swift-http-types"),
            ], swiftSettings: settings),
        .testTarget(
            name: "FlowbookTests",
            dependencies: [
                "flowbook", "FlowJSON", "FlowTables", "FlowTime", "FlowMetrics", "FlowRenderers", "FlowReports",
                "FlowOperations", "FlowAPI", "FlowSandbox", "FlowWarehouse", "FlowIO",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ], swiftSettings: settings),
        .testTarget(
            name: "FlowReportsTests",
            dependencies: [
                "FlowReports", "FlowSources", "FlowMetrics", "FlowModel", "FlowTables", "FlowTime", "FlowRenderers",
                "BuiltInDefinitions", "FuzzSupport", "ReferenceMetrics",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "FlowAPITests",
            dependencies: [
                "FlowAPI", "FlowSandbox", "FlowJSON", "FlowTime",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ], swiftSettings: settings),
        .testTarget(
            name: "FlowSandboxTests",
            dependencies: [
                "FlowSandbox", "FlowIO", "FlowTime", "FlowModel", "FlowJSON", "ReferenceMetrics",
            ], swiftSettings: settings),
    ],
    cxxLanguageStandard: .cxx17
)
