import Crypto
import FlowTables
import Foundation

/// What lies around the content of a page: its head with the rules that it gives the browser, its style, its script.
struct PageFrame {
    private let report: Report
    private var words: Words { report.words }

    init(_ report: Report) {
        self.report = report
    }

    /// Up to the content.
    var head: Markup {
        """
        <!DOCTYPE html>
        <html lang="\(words.code)">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="referrer" content="no-referrer">
        <meta name="generator" content="Flowbook">
        <title>\(report.title.text)</title>
        <style>\(.verbatim(PageStyle.css))</style>
        </head>
        <body>
        <a class="skip" href="#main">\(words.text(.skip))</a>

        """
    }

    /// What follows the content: what the script says in the report's language, and the script itself.
    var foot: Markup {
        """
        </main>
        <script type="application/json" id="words">\(ScriptData.object(PageWords.ofScript(words)))</script>
        <script>\(.verbatim(PageStyle.script))</script>
        </body>
        </html>

        """
    }

    /// A page may run its own script and show its own style, and nothing else: it loads nothing, sends nothing, is no form,
    /// and its script makes elements of texts only as text.
    static let policy =
        "default-src 'none'; script-src '\(digest(PageStyle.script))'; style-src '\(digest(PageStyle.css))'; "
        + "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

    /// `sha256-…` of the text of an element, as a policy names it.
    static func digest(_ text: String) -> String {
        "sha256-" + Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
    }
}
