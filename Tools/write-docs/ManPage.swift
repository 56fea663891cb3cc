import Foundation

/// The manual page, as `docs/flowbook.1` has it: the commands and options from their help, around them what no command says.
enum ManPage {
    static func text() throws -> String {
        let program = try HelpData.ofProgram()
        let commands = (program.subcommands ?? []).filter { $0.commandName != "help" }
        var page = RoffPage()
        page.request("TH", ["FLOWBOOK", "1", "", "flowbook \(try HelpData.version())", "User Commands"])
        // No hyphenation, which would break names, and no stretched lines.
        page.request("nh")
        page.request("ad", ["l"])
        page.section("NAME")
        page.text("flowbook - \(program.abstract.prefix(1).lowercased() + program.abstract.dropFirst().dropLast())")
        page.section("SYNOPSIS")
        for command in commands { page.synopsis(synopsis(command)) }
        page.section("DESCRIPTION")
        for paragraph in description { page.paragraph(paragraph) }
        page.section("COMMANDS")
        for command in commands { write(command, to: &page) }
        page.section("OPTIONS")
        writeSharedOptions(commands, to: &page)
        page.section("EXIT STATUS")
        for (code, meaning) in try exitCodes() { page.item(bold: code, meaning) }
        page.section("ENVIRONMENT")
        for (name, note) in environment { page.item(bold: name, note) }
        page.section("FILES")
        for (name, note) in files { page.item(italic: name, note) }
        page.section("EXAMPLES")
        page.literal(program.examples)
        page.section("SEE ALSO")
        page.text("jq(1), sqlite3(1), crontab(5), systemd.timer(5)")
        return page.source
    }

    private static let description = [
        """
        Flowbook reads the flow executions of an epilot organization and reports how long its processes take, where they wait, \
        what is overdue and with whom, and why runs are closed. It keeps a local warehouse, an SQLite file, up to date over \
        the API, and writes workbooks, CSV and JSON from it, or prints one table at the prompt.
        """,
        "Reports go to files or to standard output; progress, warnings and errors go to standard error. A file is replaced when "
            + "the new one is whole, so a run that fails leaves the old one.",
    ]

    /// `report [OPTIONS] [DEFINITION...]`, without the program's name.
    private static func synopsis(_ command: HelpData.Command) -> String {
        let values = (command.arguments ?? []).filter { $0.kind == "positional" }.map { argument in
            let name = argument.valueName.uppercased() + (argument.isRepeating ? "..." : "")
            return argument.isOptional ? "[\(name)]" : name
        }
        return ([command.commandName, "[OPTIONS]"] + values).joined(separator: " ")
    }

    /// Options that every command has; they stand once, with the groups of options.
    private static func isCommon(_ argument: HelpData.Argument) -> Bool {
        let common = ["quiet", "verbose", "log-format", "color", "version", "help"]
        return (argument.names ?? []).contains { common.contains($0.name) }
    }

    private static func write(_ command: HelpData.Command, to page: inout RoffPage) {
        let arguments = command.arguments ?? []
        page.subsection("flowbook \(synopsis(command))")
        page.text(command.abstract)
        for paragraph in command.prose { page.paragraph(paragraph) }
        for argument in arguments where argument.sectionTitle == nil && !isCommon(argument) {
            write(argument, to: &page)
        }
        let groups = arguments.compactMap(\.sectionTitle).reduce(into: [String]()) { titles, title in
            if !titles.contains(title) { titles.append(title) }
        }
        if !groups.isEmpty { page.paragraph("Also the options below under \(groups.joined(separator: ", ")).") }
        if !command.examples.isEmpty {
            page.paragraph("Examples:")
            page.literal(command.examples)
        }
    }

    private static func write(_ argument: HelpData.Argument, to page: inout RoffPage) {
        var note = argument.abstract ?? ""
        if let standard = argument.defaultValue { note += " Default: \(standard)." }
        guard argument.kind != "positional" else { return page.item(italic: argument.valueName.uppercased(), note) }
        let spelling = (argument.names ?? []).sorted { $0.spelling.count < $1.spelling.count }.map(\.spelling)
        page.item(
            bold: spelling.joined(separator: ", "), value: argument.kind == "flag" ? nil : argument.valueName, note)
    }

    private static func writeSharedOptions(_ commands: [HelpData.Command], to page: inout RoffPage) {
        var seen: Set<String> = []
        var groups: [(title: String, options: [HelpData.Argument])] = [("Every command", [])]
        for argument in commands.flatMap({ $0.arguments ?? [] }) {
            guard let title = isCommon(argument) ? "Every command" : argument.sectionTitle,
                seen.insert("\(title) \((argument.names ?? []).map(\.name))").inserted
            else { continue }
            if let place = groups.firstIndex(where: { $0.title == title }) {
                groups[place].options.append(argument)
            } else {
                groups.append((title, [argument]))
            }
        }
        for group in groups {
            page.subsection(group.title)
            for option in group.options { write(option, to: &page) }
        }
    }

    /// The exit codes with their meanings, from the README, which a test holds against the code.
    private static func exitCodes() throws -> [(code: String, meaning: String)] {
        let lines = try String(contentsOfFile: "README.md", encoding: .utf8).split(separator: "\n")
        guard let head = lines.firstIndex(of: "| exit code | meaning |") else { throw DocumentationError.noExitCodes }
        return lines[(head + 2)...].prefix { $0.hasPrefix("|") }.map { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            let meaning = cells[1].replacing("`", with: "")
            return (cells[0], meaning.prefix(1).uppercased() + meaning.dropFirst() + ".")
        }
    }

    private static let environment = [
        (
            "FLOWBOOK_NAME",
            "Stands for the long option --name of report, sync, query, sql and doctor where the command line does not give it: "
                + "FLOWBOOK_TIME_ZONE for --time-zone, FLOWBOOK_TOKEN_FILE for --token-file. A flag takes 1, true, yes or on."
        ),
        ("EPILOT_TOKEN", "The access token, where neither --token, --token-file nor --token-command gives one."),
        ("EPILOT_PROFILE", "The profile of the vendor's command line to use, where --profile names none."),
        ("HTTPS_PROXY, HTTP_PROXY, NO_PROXY", "Proxies for requests, and hosts without one; lower case comes first."),
        ("NO_COLOR", "No colours, unless --color says always."),
        (
            "XDG_CONFIG_HOME, XDG_DATA_HOME",
            "Where login files and warehouses are; ~/.config and ~/.local/share if not set."
        ),
        ("TMPDIR", "Where scratch files go while a workbook is written to standard output."),
    ]

    private static let files = [
        ("./reports/NAME.yaml", "Report definitions, before the built-in ones of the same name."),
        ("$XDG_DATA_HOME/flowbook/ORG.sqlite", "The warehouse of an organization, unless --warehouse names another."),
        ("$XDG_DATA_HOME/flowbook/ORG.sqlite.lock", "Held by the run that writes to it."),
        ("$XDG_CONFIG_HOME/epilot/profiles.json", "Profiles of the vendor's command line, with their tokens."),
        ("$XDG_CONFIG_HOME/epilot/credentials.json", "Its login."),
    ]
}
