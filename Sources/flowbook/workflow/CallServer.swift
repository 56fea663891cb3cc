import FlowAPI
import FlowOperations
import Logging

/// Which server a call goes to: the one that is given, the profile's, or the definition's for the stage.
struct CallServer {
    let address: ServerAddress

    /// - Throws: `UsageError` or `configuration` where there is none, or none that the token may go to.
    init(
        _ source: DefinitionSource, _ operation: Operation, _ login: Login, _ options: LoginArguments, _ world: World
    ) throws {
        if let given = login.server {
            address = try Self.whole(given)
            if options.useDev || options.useStaging {
                let flag = options.useDev ? "--use-dev" : "--use-staging"
                world.log.warning("\(flag) has no effect: the server \(address.text) is given; leave one of them out")
            }
        } else {
            guard let first = operation.servers.first else {
                throw UsageError(what: "\(source.definition.name) names no server", fix: "give one with --server")
            }
            address = try Self.whole(source.absolute(login.stage.address(of: first)))
            guard source.mayName(address) else {
                throw UsageError(
                    what:
                        "\(source.definition.name) names the server \(address.text), which the access token is not for",
                    fix: "give the server with --server if it is meant")
            }
        }
        if !address.isSecure, !address.isLoopback {
            world.log.warning("the access token goes to \(address.text) unencrypted; use https://")
        }
    }

    /// An address with its scheme: a host alone may be a mistake for a path.
    private static func whole(_ text: String) throws -> ServerAddress {
        let address = try ServerAddress(text)
        guard text.contains("://") else {
            throw APIError.configuration(
                .invalidServer(address: text, reason: "https:// or http:// is missing before it"))
        }
        return address
    }
}
