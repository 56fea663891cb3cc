import ArgumentParser
import FlowAPI
import FlowJSON
import FlowModel
import FlowOperations
import FlowReports
import FlowTables
import FlowTime
import FlowWarehouse
import Foundation
import HTTPTypes

/// `flowbook doctor`: what is configured, and whether it works.
struct DoctorCommand: FlowbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say what is configured and whether it works: token, servers, warehouse, disk, clock.",
        discussion: """
            EXAMPLES
              flowbook doctor
              flowbook doctor --server http://127.0.0.1:8970    whether the sandbox answers
              flowbook doctor --max-age 26h                     whether last night's sync came to its end
            """)

    @OptionGroup var common: CommonOptions

    @Option(help: ArgumentHelp("The local warehouse. Default: ORG.sqlite in the data folder.", valueName: "file"))
    var warehouse: String?

    @Option(
        help: ArgumentHelp(
            "Exit with 8 where the warehouse's last sync is older than this, such as 26h, or failed.",
            valueName: "time"))
    var maxAge: TimeSpan?

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run(in world: World) async throws -> ExitStatus {
        var findings: [Finding] = []
        findings += await apiFindings(world)
        findings += warehouseFindings(world, await Login.ofReader(connection, world))
        let zone = TimeZone.current.identifier
        findings.append(.good("time zone", "\(zone) here; reports use the one of their definition, or UTC"))
        let width = findings.map(\.label.count).max() ?? 0
        for finding in findings {
            let label = finding.label.padding(toLength: width, withPad: " ", startingAt: 0)
            world.writeLine("\(finding.isGood ? "✓" : "✗") \(label)  \(finding.text)")
        }
        return findings.first { !$0.isGood }?.status ?? .done
    }

    /// One thing that was looked at.
    private struct Finding {
        let label: String
        let text: String
        let status: ExitStatus

        var isGood: Bool { status == .done }

        static func good(_ label: String, _ text: String) -> Finding {
            Finding(label: label, text: text, status: .done)
        }

        static func bad(_ label: String, _ error: any Error) -> Finding {
            let failure = Failure(error)
            let text = failure.lines.map { "\($0.what); \($0.fix)" }.joined(separator: " · ")
            return Finding(label: label, text: text, status: failure.status)
        }
    }

    // MARK: The API

    private func apiFindings(_ world: World) async -> [Finding] {
        let login: Login
        do {
            login = try await APISession.login(connection.loginOptions(world.environment), world)
        } catch {
            return [.bad("token", error)]
        }
        var findings: [Finding] = []
        if let token = login.token {
            let expiry = token.expiresAt.map { "expires on \($0.text)" } ?? "no expiry known"
            let owner = token.organization.map { ", organization \($0)" } ?? ""
            findings.append(.good("token", "from \(token.source.text), \(expiry)\(owner)"))
        }
        do {
            _ = try login.connection()
        } catch {
            return findings + [.bad("token", error)]
        }
        do {
            findings += try await APISession.run(connection, world) { session in
                await [
                    Self.check("entities", login.servers.entity.text, Self.entityProbe, session, world),
                    Self.check("executions", login.servers.workflow.text, Self.workflowProbe, session, world),
                ].flatMap(\.self)
            }
        } catch {
            findings.append(.bad("servers", error))
        }
        return findings
    }

    private static let entityProbe = APIOperation(
        .searchEntities, body: Array(#"{"q":"_exists_:workflows","size":1,"fields":["_id"]}"#.utf8))

    /// Whatever the answer to this id is, it tells whether the service knows the token.
    private static let workflowProbe = APIOperation(
        .getFlowExecution, pathParameters: ["execution_id": "flowbook-doctor"])

    private static func check(
        _ label: String, _ server: String, _ probe: APIOperation, _ session: APISession,
        _ world: World
    ) async -> [Finding] {
        let started = session.clock.now()
        let response: APIResponse
        do {
            response = try await session.client.response(to: probe)
        } catch {
            return [.bad(label, error)]
        }
        let milliseconds = (session.clock.now() - started) / .milliseconds(1)
        switch response.status {
        case 401: return [.bad(label, APIError.authentication(.refused(operation: probe.id, message: nil)))]
        case 403: return [.bad(label, APIError.authentication(.forbidden(operation: probe.id, message: nil)))]
        case 200..<300, 404: break
        default:
            let problem = ResponseProblem(operation: probe.id, status: response.status, message: nil)
            return [.bad(label, APIError.response(problem))]
        }
        let good = Finding.good(label, "\(server) answers in \(Int(milliseconds.rounded())) ms")
        return [good] + clock(response, now: world.now())
    }

    /// The clock matters: expiry, `as_of` and what is overdue hang on it.
    private static func clock(_ response: APIResponse, now: Instant) -> [Finding] {
        guard let date = response.headers[.date].flatMap(HTTPDate.instant) else { return [] }
        let skew = (now - date).count / 1_000
        guard abs(skew) > 60 else { return [] }
        let problem = UsageError(
            what: "this machine's clock is \(abs(skew)) s \(skew > 0 ? "ahead of" : "behind") the server's",
            fix: "set it, for example with timedatectl set-ntp true")
        return [.bad("clock", problem)]
    }

    // MARK: The warehouse

    private func warehouseFindings(_ world: World, _ login: Login?) -> [Finding] {
        let location = WarehouseLocation(warehouse, in: world)
        let path: String
        do {
            path = try login.map(location.path) ?? location.existingPath(of: nil)
        } catch {
            return [.bad("warehouse", error)]
        }
        guard FileManager.default.fileExists(atPath: path) else {
            let none = Finding(
                label: "warehouse", text: "none yet at \(path); the first sync makes it",
                status: maxAge == nil ? .done : .stale)
            return [none] + Self.disk(path)
        }
        do {
            let reader = try WarehouseReader(path)
            let warehouse = try reader.describe()
            let sync = warehouse.lastSyncAt.map { "last synced \($0.text)" } ?? "never synced to the end"
            let failed =
                warehouse.failedEntities > 0 ? ", \(warehouse.failedEntities) of them could not be fetched" : ""
            let damage = try reader.findDamage()
            guard damage.isEmpty else {
                throw WarehouseError.damaged(path, reason: damage.joined(separator: ", "))
            }
            let text =
                "\(path): \(Self.megabytes(warehouse.size)), \(counted(warehouse.executions, "execution")) of "
                + "\(counted(warehouse.entities, "entity", "entities"))\(failed), \(sync)"
            var findings = [Finding.good("warehouse", text)]
            if let maxAge { findings.append(Self.age(of: warehouse, atMost: maxAge, now: world.now())) }
            if warehouse.runsByID > 0 {
                let runs = "\(counted(warehouse.runsByID, "run")) of the latest sync came only when asked for by id"
                findings.append(.good("search", "\(runs): the search lacks runs that the summaries of entities name"))
            }
            return findings + Self.disk(path)
        } catch {
            return [.bad("warehouse", error)] + Self.disk(path)
        }
    }

    /// Whether the latest sync is as new as it should be.
    private static func age(of warehouse: WarehouseDescription, atMost maxAge: TimeSpan, now: Instant) -> Finding {
        let syncs = SyncHistory(
            endedAt: warehouse.lastSyncAt, hasFailedSince: warehouse.hasSyncFailed, keptRuns: warehouse.keptRuns,
            runs: warehouse.executions)
        let reasons = Staleness(syncs, executions: warehouse.executions, maxAge: maxAge.milliseconds, clock: now)
            .reasons
        guard reasons.isEmpty else {
            let text = reasons.map(\.text).joined(separator: "; ")
            return Finding(label: "age", text: "\(text); look at the log of flowbook sync", status: .stale)
        }
        return .good("age", "the last sync ended within \(maxAge.text)")
    }

    /// The free space where the warehouse is or will be.
    private static func disk(_ path: String) -> [Finding] {
        var folder = URL(filePath: path).deletingLastPathComponent()
        while !FileManager.default.fileExists(atPath: folder.path), folder.path != "/" {
            folder = folder.deletingLastPathComponent()
        }
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder.path)
        guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value else { return [] }
        guard free >= 256 << 20 else {
            let problem = UsageError(
                what: "only \(megabytes(free)) are free in \(folder.path)", fix: "free some space")
            return [.bad("disk", problem)]
        }
        return [.good("disk", "\(megabytes(free)) free in \(folder.path)")]
    }

    private static func megabytes(_ bytes: Int64) -> String {
        bytes < 10 << 30 ? "\((bytes + 524_288) >> 20) MB" : "\(bytes >> 30) GB"
    }
}
