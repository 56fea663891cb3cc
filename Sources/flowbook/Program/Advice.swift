import FlowAPI
import FlowIO
import FlowOperations
import FlowRenderers
import FlowReports
import FlowSandbox
import FlowSources
import FlowWarehouse

// What to do about an error, in the options and commands of this program: a few words without a full stop. What went
// wrong the errors say themselves; they know none of these names.

extension APIError {
    var fix: String {
        switch self {
        case .authentication(let problem): problem.fix
        case .network(let problem): problem.fix
        case .response(let problem): problem.fix
        case .configuration(let problem): problem.fix
        case .cancelled: "run it again; what was fetched is kept"
        }
    }
}

extension AuthenticationProblem {
    fileprivate var fix: String {
        switch self {
        case .noToken: "set EPILOT_TOKEN or --token-file to a token from the portal (Settings, Access Tokens)"
        case .sourceFailed: "check that it gives the token in its first line"
        case .refused: "it may have expired: make a new one in the portal (Settings, Access Tokens)"
        case .forbidden: "use a token with the permission to view entities and workflows"
        }
    }
}

extension NetworkProblem {
    fileprivate var fix: String {
        switch fault {
        case .transport(.untrusted): "install the certificate authority that signs this server or proxy"
        case .transport(.proxy): "check HTTPS_PROXY with its user and password, and NO_PROXY"
        case .transport(.unreachable), .transport(.connectTimeout):
            "check the server's address, the network and HTTPS_PROXY"
        case .transport(.tooLarge): "report it: an answer of that size is not expected"
        case .status(429, _), .asksToWait: "run it later, or with a --rate that it allows"
        case .outOfTime: "run it again, which goes on from here, or give it more time with --deadline"
        case .status, .transport, .payload: "try again later; --retries and --timeout say how long to try"
        }
    }
}

extension ResponseProblem {
    fileprivate var fix: String {
        switch status {
        case 200..<300: "try again later, and report it if it stays so: the API should not answer like that"
        case 300..<400: "give the server's final address with --server: redirects to other hosts are not followed"
        case 404: "check the id, and that --server and the token belong together"
        default: "check the request"
        }
    }
}

extension ConfigurationProblem {
    fileprivate var fix: String {
        switch self {
        case .invalidServer: "give an address like https://host"
        case .plainHTTP: "use https://, or http:// on this machine alone (127.0.0.1, localhost)"
        case .invalidProxy: "give it as http://user:password@host:port"
        case .invalidHeader: "remove line breaks and other control characters from it"
        case .invalidToken: "copy the token again, without line breaks or spaces in it"
        case .unknownProfile: "choose one with --profile or EPILOT_PROFILE"
        case .unreadableFile: "check the file and its permissions"
        case .unwritableFile: "check the folder, its permissions and the free space"
        case .missingParameter: "give it a value"
        }
    }
}

extension OperationError {
    var fix: String {
        switch self {
        case .unreadable: "give a definition in OpenAPI 3.0 or 3.1, as JSON or YAML"
        case .unknownOperation(let id, let known):
            nearestWord(to: id, among: known).map { "did you mean \"\($0)\"?" }
                ?? "leave it out for a list of those there are"
        case .reference, .tooMuch: "correct the definition, or call without it"
        case .missingParameters(_, let names):
            "give a value for each, in the order of the path or as " + names.map { "-p \($0)=…" }.joined(separator: " ")
        case .emptyValue(_, let name): "give it with -p \(name)=…"
        case .surplusValues: "give what belongs to the query with -p, the body with -d"
        case .missingBody: "give it with -d, or on standard input"
        }
    }
}

extension LoginWarning {
    var fix: String {
        switch self {
        case .openToOthers(let path, _): "run chmod 600 \(path)"
        case .expired: "make a new one in the portal (Settings, Access Tokens)"
        }
    }
}

extension FileError {
    var fix: String {
        switch self {
        case .notFound: "check the path"
        case .unreadable: "check the path and its permissions"
        case .unwritable: "check that the folder exists and that you may write there, or choose another with --out"
        case .diskFull: "free some space or choose another place with --out; nothing was left half-written"
        case .brokenPipe: "keep the reading program running until everything is written"
        case .lostOutput: "check where it goes and whether there is room"
        case .noTemporarySpace: "free some space, or set TMPDIR to a folder that has some"
        case .truncatedArchive, .damagedArchive: "fetch or pack it again"
        }
    }
}

extension SourceError {
    var fix: String {
        switch self {
        case .empty, .notJSON: "give JSON Lines, a JSON array or {\"results\": [...]} of flow executions"
        case .noEntities: "give an id, or schema,id, a line"
        case .noPeople: "give a header id,name,department and a line a person"
        }
    }
}

extension WarehouseError {
    var fix: String {
        switch self {
        case .locked: "wait for it to end, or give another --warehouse"
        case .notFound: "run `flowbook sync` first, or check --warehouse"
        case .vanished: "leave the file alone while a sync runs, and run it again"
        case .otherOwner: "give another --warehouse, or leave it out"
        case .readOnly, .cannotOpen: "check the permissions of the file and its folder, or give another --warehouse"
        case .diskFull: "free some space and run it again; what was stored before is kept"
        case .damaged: "move it away and run `flowbook sync` to fetch everything anew"
        case .notAWarehouse: "give another --warehouse"
        case .newerSchema: "use that release, or give another --warehouse"
        case .olderSchema: "run `flowbook sync` once, which brings it up to date"
        case .busy: "close the program that has it open and run it again"
        case .failed: "run `flowbook doctor`"
        case .invalidSQL: "see `flowbook sql --schema` for the tables and columns"
        case .notReadOnly: "only SELECT, WITH, EXPLAIN and reading PRAGMAs are allowed"
        case .severalStatements: "give one statement at a time"
        case .emptySQL: "give a SELECT statement"
        case .changingResult: "leave out random(), or give it a LIMIT"
        case .interrupted: "run it again"
        }
    }
}

extension RenderError {
    var fix: String {
        switch self {
        case .severalTables: "write to a folder, choose json, or name one table"
        case .invalidOption: "correct it in the definition or on the command line"
        case .workbook: "try another format, and please report this with the definition"
        }
    }
}

extension RequestError {
    var fix: String {
        switch self {
        case .tooManyBuckets: "ask for longer buckets or a shorter period"
        case .noWarehouse: "take the sheet out, or the runs from --source warehouse or api"
        }
    }
}

extension DefinitionError {
    /// The fix, in the words of this command line.
    var remedy: String {
        switch advice {
        case .chooseFolder where suggestion == nil: "choose the folder with --out"
        case .nameTable where suggestion == nil:
            "name a sheet of the report or a table of 'flowbook query --list'"
        default: fix
        }
    }
}

extension SandboxError {
    var fix: String {
        switch self {
        case .notLoopback: "it serves made-up data without protection: use 127.0.0.1, ::1 or localhost"
        case .cannotListen: "choose another port, or 0 for any free one"
        case .outOfRange: "choose a number in that range"
        case .unreadable: "check the path and its permissions"
        case .noExecutions: "name a folder with executions.json or executions.jsonl"
        case .notRecords: "give JSON Lines, a JSON array or {\"results\": […]}"
        }
    }
}
