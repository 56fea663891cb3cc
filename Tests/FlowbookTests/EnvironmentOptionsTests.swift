import Testing

@testable import flowbook

@Suite("Options from the environment")
struct EnvironmentOptionsTests {
    @Test("stand for long options of the command, right after its name")
    func adds() {
        let environment = ["FLOWBOOK_TIME_ZONE": "Europe/Berlin", "FLOWBOOK_FORMAT": "json", "PATH": "/bin"]
        #expect(
            EnvironmentOptions(environment).adding(to: ["report", "nightly"]).sorted()
                == ["report", "nightly", "--time-zone=Europe/Berlin", "--format=json"].sorted())
    }

    @Test("give way to the command line, also to a short option")
    func givesWay() {
        let environment = ["FLOWBOOK_SERVER": "https://a", "FLOWBOOK_OUT": "x"]
        #expect(
            EnvironmentOptions(environment).adding(to: ["report", "-s", "https://b", "--out=y"])
                == ["report", "-s", "https://b", "--out=y"])
    }

    @Test("stay out of questions for help")
    func help() {
        #expect(EnvironmentOptions(["FLOWBOOK_OUT": "x"]).adding(to: ["help", "report"]) == ["help", "report"])
    }

    @Test("switch flags on by 1, true, yes or on, and by nothing else")
    func flags() {
        #expect(EnvironmentOptions(["FLOWBOOK_QUIET": "true"]).adding(to: ["sync"]) == ["sync", "--quiet"])
        #expect(EnvironmentOptions(["FLOWBOOK_QUIET": "0"]).adding(to: ["sync"]) == ["sync"])
    }

    @Test("reach every long option of report and sync")
    func reachesAll() {
        for name in ["report", "sync"] {
            let command = EnvironmentOptions.commands[name]
            let options = command.map { EnvironmentOptions.options(of: $0) } ?? []
            #expect(options.count > 15)
            for option in options {
                let variable = EnvironmentOptions.variable(of: option.name)
                let added = EnvironmentOptions([variable: "1"]).adding(to: [name])
                #expect(added.count == 2, "\(variable) adds \(added)")
            }
        }
    }
}
