import FlowModel
import Testing

@Suite("A list of people")
struct PeopleListTests {
    @Test("gives ids with names and departments, trimmed, whatever the order of its columns")
    func plain() throws {
        let list = try PeopleList(csv: "department,id,name,e_mail\r\n Sales ,10006129, Kim Sommer,x\r\n\r\n,u-2,,\r\n")
        #expect(
            list.people == [
                ListedPerson(id: "10006129", name: "Kim Sommer", department: "Sales"),
                ListedPerson(id: "u-2", name: nil, department: nil),
            ])
    }

    @Test("may quote its fields, with separators, quotes and line feeds in them")
    func quoted() throws {
        let list = try PeopleList(csv: "id,name\n1,\"Sommer, Kim\"\n2,\"the \"\"boss\"\"\"\n3,\"two\nlines\"\n4,last")
        #expect(list.people.map(\.name) == ["Sommer, Kim", "the \"boss\"", "two\nlines", "last"])
    }

    @Test("may be separated as spreadsheets of other countries do it", arguments: [";", "\t"])
    func separators(_ separator: String) throws {
        let list = try PeopleList(csv: "ID\(separator)Name\n1\(separator)Sommer, Kim\n")
        #expect(list.people == [ListedPerson(id: "1", name: "Sommer, Kim", department: nil)])
    }

    @Test(
        "that is none says why",
        arguments: [
            ("", PeopleList.Fault.noHeader), ("u-1,Kim\n", .noHeader), ("id,name\n,Kim\n", .noID(line: 2)),
            ("id,name\n1,A\n\n1,B\n", .sameID("1", line: 4)), ("id,name\n1,\"A\n2,B\n", .openQuote(line: 2)),
        ])
    func faults(_ text: String, _ fault: PeopleList.Fault) {
        #expect(throws: fault) { try PeopleList(csv: text) }
    }
}
