import FlowTime

/// A person of the directory as JSON, and as a line of a list.
///
/// E-mail addresses and telephone numbers are of ranges that nobody has: whoever reads the directory must not keep them.
extension SampleOrganization {
    package var userCount: Int { staff.listed.count }

    /// One user as compact JSON; `index` is below `userCount`.
    package func user(at index: Int) -> [UInt8] {
        let person = staff.listed[index]
        let letters = person.name.lowercased().unicodeScalars.map { $0.isASCII && $0 != " " ? Character($0) : "." }
        var out = RecordBytes()
        out.object { out in
            out.write("id", .text(person.id))
            out.write("organization_id", .text(Self.organizationID))
            out.write("name", .text(person.name))
            out.write("display_name", .text(person.name))
            out.write("email", .text("\(String(letters)).\(person.number % 100)@stadtwerke.example"))
            out.write("email_verified", .boolean(true))
            out.write("phone", .text("+49 221 4710\(person.number % 10_000)"))
            out.write("department", person.department.map(RecordValue.text))
            out.write("status", .word(person.standing == .left ? "Deactivated" : "Active"))
            out.write("preferred_language", .word("de"))
            out.write("created_at", .instant(asOf - 900 * Milliseconds.day))
        }
        return out.bytes
    }

    /// The directory as a list with a line for each person: `id,name,department`.
    var peopleList: [UInt8] {
        var text = "id,name,department\n"
        for person in staff.listed { text += "\(person.id),\(person.name),\(person.department ?? "")\n" }
        return Array(text.utf8)
    }
}
