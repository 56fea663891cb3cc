import FlowTables

/// The links from a column's cells to the executions of their rows.
struct ExecutionLinks {
    /// The column that carries the links: what names the run, where the table has that.
    let column: Int
    /// The column that carries them in rows without a name.
    let idColumn: Int
    /// The address before and after the id.
    let prefix: String
    let suffix: String

    /// Nil where the table marks no column, or `link`, in which `{execution_id}` stands for an id, is no address that a
    /// browser opens.
    init?(_ table: ReportTable, link: String?) {
        let marked = table.columns.enumerated().lazy.compactMap { index, column in
            if case .link(let idColumn) = column.emphasis {
                table.columnIndex(idColumn).map { (index, $0) }
            } else {
                nil
            }
        }
        guard let (first, idColumn) = marked.first, let address = link,
            address.hasPrefix("https://") || address.hasPrefix("http://"),
            let place = address.firstRange(of: "{execution_id}")
        else { return nil }
        let named =
            marked.first { !table.columns[$0.0].isIdentifier }?.0
            ?? ["execution", "name"].lazy.compactMap(table.columnIndex).first
        column = named ?? first
        self.idColumn = idColumn
        prefix = Self.address(String(address[..<place.lowerBound]))
        suffix = Self.address(String(address[place.upperBound...]))
    }

    /// The column of one row that carries its link.
    func column(of row: [Cell]) -> Int {
        row[column].textValue?.isEmpty == false ? column : idColumn
    }

    /// The address of one row; nil where it has no id.
    func address(of row: [Cell]) -> String? {
        guard let id = row[idColumn].textValue, !id.isEmpty else { return nil }
        return prefix + Self.encoded(id) { $0 == "-" || $0 == "." || $0 == "_" || $0 == "~" } + suffix
    }

    /// A part of an address as it goes into the file: what no address holds as `%` and two digits. The library of
    /// workbooks takes `internal:` and `external:` anywhere in it for kinds of link of its own.
    private static func address(_ text: String) -> String {
        let kept = Set("-._~:/?#@!$&'()*+,;=%")
        return encoded(text) { kept.contains(Character($0)) }
            .replacing("internal:", with: "internal%3A").replacing("external:", with: "external%3A")
    }

    /// `text` with everything but letters, digits and what is kept as `%` and two digits.
    private static func encoded(_ text: String, keeping isKept: (Unicode.Scalar) -> Bool) -> String {
        var encoded = ""
        for byte in text.utf8 {
            let scalar = Unicode.Scalar(byte)
            if byte < 0x80 && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || isKept(scalar)) {
                encoded.unicodeScalars.append(scalar)
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += digits.utf8.count == 1 ? "%0" + digits : "%" + digits
            }
        }
        return encoded
    }
}
