/// Where the two services answer.
package struct Servers: Sendable, Hashable {
    package let workflow: ServerAddress
    package let entity: ServerAddress

    package init(workflow: ServerAddress, entity: ServerAddress) {
        self.workflow = workflow
        self.entity = entity
    }

    /// The servers of a stage, with those that are given in their place.
    ///
    /// - Parameters:
    ///   - stage: whose servers to take where none is given.
    ///   - server: stands for both services.
    ///   - entityServer: for the entities alone.
    /// - Throws: `configuration` for a text that is no address.
    package init(stage: Stage, server: String? = nil, entityServer: String? = nil) throws(APIError) {
        workflow = try ServerAddress(server ?? stage.server(of: "workflows-execution"))
        entity = try ServerAddress(entityServer ?? server ?? stage.server(of: "entity"))
    }

    package subscript(service: APIOperation.Service) -> ServerAddress {
        switch service {
        case .workflow: workflow
        case .entity: entity
        }
    }
}

/// One of the installations of the API.
package enum Stage: String, Sendable, Hashable, CaseIterable {
    case production = "prod"
    case staging
    case development = "dev"

    /// Reads the names that the login files and people use.
    package init?(name: String) {
        switch name.lowercased() {
        case "prod", "production": self = .production
        case "staging", "stage": self = .staging
        case "dev", "development": self = .development
        default: return nil
        }
    }

    func server(of service: String) -> String {
        switch self {
        case .production: "https://\(service).sls.epilot.io"
        case .staging, .development: "https://\(service).\(rawValue).sls.epilot.io"
        }
    }
}
