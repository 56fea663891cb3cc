import FlowTime
import Testing

@Suite("Dates in HTTP's headers")
struct HTTPDateTests {
    @Test(
        "come in three layouts",
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37.000Z"),
            ("Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37.000Z"),
            ("Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37.000Z"),
            ("Thursday, 01-Jan-26 00:00:00 GMT", "2026-01-01T00:00:00.000Z"),
            ("Sat, 29 Feb 2020 23:59:60 GMT", "2020-03-01T00:00:00.000Z"),
        ])
    func layouts(text: String, expected: String) {
        #expect(HTTPDate.instant(text)?.text == expected)
    }

    @Test(
        "are nothing else",
        arguments: [
            "", "7", "soon", "1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 31 Feb 2027 08:00:00 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:00 GMT", "Sun, 06 Nov 1994 08:49 GMT",
            "Sun, 06 Nov 1994 +8:49:37 GMT", "Sun, 06 Nov 9223372036854775807 08:49:37 GMT",
            "Sun, 9223372036854775807 Nov 1994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT",
        ])
    func nonsense(text: String) {
        #expect(HTTPDate.instant(text) == nil)
    }
}
