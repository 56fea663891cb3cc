import FlowTables
import FlowTime
import Testing

@testable import FlowRenderers

/// What a page does in a browser.
@Suite("A page in a browser", .needsBrowser)
struct BrowserTests {
    private let browser: Browser

    init() throws {
        browser = try Browser()
    }

    /// Runs of a list, every tenth without an age.
    private func runs(_ count: Int = 450) -> ReportTable {
        let columns = [
            ReportColumn("id", .string, title: "Run id"),
            ReportColumn("run", .string, title: "Run", emphasis: .link(idColumn: "id")),
            ReportColumn("age_days", .duration, unit: "days", title: "Age", emphasis: .bar),
            ReportColumn("at", .instant, title: "Started"),
            ReportColumn("failed", .integer, title: "Failed", emphasis: .alarm),
            ReportColumn("late", .boolean, title: "Late", emphasis: .alarm),
        ]
        let rows = (0..<count).map { number -> [Cell] in
            let age = Double(number * 7_919 % count) + 0.125
            return [
                .text("id-\(number) (a)"), .text("Run \(number)"), number % 10 == 9 ? .missing : .number(age),
                .instant(SmallReports.asOf - number * Milliseconds.day), .integer(Int64(number % 3 * 800)),
                .boolean(number.isMultiple(of: 2)),
            ]
        }
        return ReportTable(name: "runs", title: "Runs", columns: columns, rows: TableRows(rows))
    }

    private func page(_ tables: [ReportTable], words: Words = .english) throws -> String {
        var report = SmallReports.report(tables, link: "https://portal.example/{execution_id}")
        report.words = words
        report.targetMarks = [TargetMark(column: "run", isMet: true) { $0.hasSuffix("7") }]
        return try SmallReports.text(report, as: .html)
    }

    /// What scripts of these tests know of a table.
    private static let table = """
        const table = document.querySelector("table");
        const column = (index) => [...table.tBodies[0].rows].map((row) => row.cells[index].textContent);
        const heads = [...table.tHead.rows[0].cells];
        const count = document.querySelector(".count");
        const sort = (index) => { heads[index].querySelector("button").click(); return heads[index].ariaSort };
        const filter = async (text, choice = "") => {
          document.querySelector("select").value = choice;
          const input = document.querySelector("input[type=search]");
          input.value = text;
          input.dispatchEvent(new Event("input"));
          await pause(1000);
        };
        const press = (text) => {
          [...document.querySelectorAll("button")].find((button) => button.textContent === text).click();
        };
        """

    @Test("goes to paper with all rows that a filter leaves, or says how many stay out, and comes back as it was")
    func printed() throws {
        struct Seen: Decodable, Equatable {
            let before: Int
            let printed: Int
            let note: String
            let after: Int
            let filtered: Int
        }
        let script = """
            \(Self.table)
            const rows = () => table.tBodies[0].rows.length;
            const note = () => document.querySelector(".unprinted").textContent;
            const before = rows();
            dispatchEvent(new Event("beforeprint"));
            const [printed, said] = [rows(), note()];
            dispatchEvent(new Event("afterprint"));
            const after = rows();
            await filter("449", "1");
            dispatchEvent(new Event("beforeprint"));
            return { before, printed, note: said, after, filtered: rows() };
            """
        let seen = try browser.open(page([runs()]), script, as: Seen.self)
        #expect(seen == Seen(before: 200, printed: 450, note: "", after: 200, filtered: 1))
        let many = try browser.open(page([runs(6_000)]), script, as: Seen.self)
        #expect(many.printed == 5_000 && many.after == 200)
        #expect(
            many.note == "Printed are the first 5,000 of 6,000 rows; sort or filter the table to print others.")
    }

    @Test("asks for nothing and runs nothing that the data brings, before and after it is sorted")
    func silent() throws {
        struct Seen: Decodable, Equatable {
            let requests: [String]
            let violations: [String]
            let elements: Int
            let names: [String]
        }
        let seen = try browser.open(
            SmallReports.text(HostileTextTests.report(), as: .html),
            """
            for (const button of document.querySelectorAll("thead button")) button.click();
            for (const input of document.querySelectorAll("input[type=checkbox]")) input.click();
            await pause(100);
            const first = document.querySelector("table");
            first.querySelectorAll("thead button")[1].click();
            first.querySelectorAll("thead button")[1].click();
            const names = [...first.tBodies[0].rows].map((row) => row.cells[0].textContent);
            requests.push(...performance.getEntriesByType("resource").map((entry) => entry.name));
            const elements = document.querySelectorAll("img, iframe, object, form, link, [onerror], [autofocus]").length
              + document.querySelectorAll("script:not([type])").length - 3;
            return { requests, violations, elements, names };
            """, as: Seen.self)
        #expect(seen.requests == [] && seen.violations == [] && seen.elements == 0)
        #expect(Set(seen.names) == Set(HostileTextTests.names.map(DisplayWidth.harmless)))
    }

    @Test("sorts by a click on a header: the other way by the next, and as the report has it by the third")
    func sorting() throws {
        struct Seen: Decodable {
            let states: [String]
            let descending: [String]
            let ascending: [String]
            let last: [String]
            let text: [String]
            let before: String
            let after: String
        }
        let seen = try browser.open(
            page([runs()]),
            """
            \(Self.table)
            const before = table.tBodies[0].innerHTML.replaceAll("\\n", "");
            const states = [heads[1].ariaSort, sort(1)];
            const descending = column(1).slice(0, 3);
            states.push(sort(1));
            const ascending = column(1).slice(0, 3);
            press("Next rows"); press("Next rows");
            const last = column(1).slice(-46);
            states.push(sort(1));
            const after = table.tBodies[0].innerHTML.replaceAll("\\n", "");
            sort(0);
            return { states, descending, ascending, last, text: column(0).slice(0, 4), before, after };
            """, as: Seen.self)
        #expect(seen.states == ["none", "descending", "ascending", "none"])
        // 7,919 and 450 have no common divisor, so that the ages are 0.125 to 449.125, each once but for every tenth run.
        #expect(seen.descending.first == "449.13" && seen.ascending.first == "0.13")
        #expect(Set(seen.last.suffix(45)) == [""] && seen.last.first != "")
        // Numbers in names count as numbers.
        #expect(seen.text == ["Run 0", "Run 1", "Run 2", "Run 3"])
        // The script makes cells as the file has them.
        #expect(seen.before == seen.after && seen.before.contains("class=\"n bar b"))
        #expect(seen.before.contains("✓ <a href=\"https://portal.example/id-7%20%28a%29\""))
    }

    @Test("filters by words and, in a column of numbers, by a comparison")
    func filtering() throws {
        struct Seen: Decodable {
            let texts: [String]
            let counts: [String]
            let values: [String]
        }
        let seen = try browser.open(
            page([runs()]),
            """
            \(Self.table)
            const counts = [count.textContent];
            await filter("run 44", "1");
            const texts = column(0);
            counts.push(count.textContent);
            await filter(">= 1,600", "4");
            const values = [...new Set(column(3))];
            counts.push(count.textContent);
            await filter("nothing of the kind");
            counts.push(count.textContent, column(0)[0]);
            await filter("");
            counts.push(count.textContent);
            return { texts, counts, values };
            """, as: Seen.self)
        // The numbers below 450 that hold 44.
        let numbers = [44, 144, 244, 344] + Array(440..<450)
        #expect(seen.texts == numbers.map { $0 % 10 == 7 ? "✓ Run \($0)" : "Run \($0)" })
        #expect(seen.values == ["⚠ 1,600"])
        #expect(
            seen.counts == [
                "rows 1–200 of 450", "rows 1–14 of 14 that match, of 450 in all",
                "rows 1–150 of 150 that match, of 450 in all", "no row matches", "no row matches", "rows 1–200 of 450",
            ])
    }

    @Test("reads numbers as the report's language writes them")
    func german() throws {
        let german = Words(
            code: "de",
            texts: SmallReports.german.texts.merging([
                "html.shown_rows": "Zeilen {from}–{to} von {count}", "html.next_rows": "Nächste Zeilen",
                "html.found_rows": "{found} von {count}",
            ]) { $1 })
        let counts = try browser.open(
            page([runs(1_250)], words: german),
            """
            \(Self.table)
            const counts = [count.textContent];
            press("Nächste Zeilen");
            counts.push(count.textContent);
            await filter("> 1.240,5", "2");
            counts.push(count.textContent);
            return counts;
            """, as: [String].self)
        // Of the ages 1,241.125 to 1,249.125 those of every tenth run are missing; 7,919 · n mod 1,250 gives which.
        let found = (0..<1_250).count { $0 % 10 != 9 && ($0 * 7_919) % 1_250 >= 1_241 }
        #expect(counts == ["Zeilen 1–200 von 1.250", "Zeilen 201–400 von 1.250", "\(found) von 1.250"])
    }

    @Test("opens 50,000 rows with few of them laid out, and finds the last of them")
    func large() throws {
        struct Seen: Decodable {
            let elements: Int
            let found: [String]
            let count: String
        }
        let seen = try browser.open(
            page([runs(50_000)]),
            """
            \(Self.table)
            const elements = document.querySelectorAll("*").length;
            await filter("run 49999");
            return { elements, found: column(0), count: count.textContent };
            """, as: Seen.self)
        #expect(seen.elements < 2_500)
        #expect(seen.found == ["Run 49999"] && seen.count == "rows 1–1 of 1 that match, of 50,000 in all")
    }

    @Test("is used by keyboard: what can be pressed can be reached, and has a name")
    func keyboard() throws {
        struct Seen: Decodable {
            let first: String
            let unnamed: Int
            let unreachable: Int
            let regions: Int
        }
        let seen = try browser.open(
            SmallReports.text(ExampleReport.make(), as: .html),
            """
            const focusable = [...document.querySelectorAll("a, button, input, select, summary, [tabindex='0']")];
            const name = (element) => element.textContent.trim() || element.ariaLabel || element.labels?.[0]?.textContent
              || document.getElementById(element.getAttribute("aria-labelledby"))?.textContent;
            return {
              first: focusable[0].textContent, unnamed: focusable.filter((element) => !name(element)).length,
              unreachable: focusable.filter((element) => element.tabIndex < 0).length,
              regions: document.querySelectorAll(".scroll[role=region][aria-labelledby]").length,
            };
            """, as: Seen.self)
        #expect(seen.first == "Skip to the content" && seen.unnamed == 0 && seen.unreachable == 0 && seen.regions == 10)
    }
}
