extension TextCatalogue {
    /// What changed, whether dates and targets are kept, and what is to be expected.
    static let germanTrends = [
        // changes
        "Changes": "Veränderungen",
        "One row for each key figure: this period, the one of equal length before it, and the difference.":
            "Eine Zeile je Kennzahl: dieser Zeitraum, der gleich lange davor und der Unterschied.",
        "What the values count.": "Was die Werte zählen.",
        "This period": "Dieser Zeitraum",
        "Its value in the period of the report.": "Ihr Wert im Zeitraum des Berichts.",
        "Previous period": "Voriger Zeitraum",
        "Its value in the period of equal length before; empty where the report's has no beginning.":
            "Ihr Wert im gleich langen Zeitraum davor; leer, wo der des Berichts keinen Anfang hat.",
        "Difference": "Unterschied",
        "This period less the previous one.": "Dieser Zeitraum minus voriger.",
        "Change": "Veränderung",
        "The difference as a share of the previous value.": "Der Unterschied als Anteil am vorigen Wert.",
        "Direction": "Richtung",
        "Whether it went up, down or stayed the same.": "Ob sie stieg (up), sank (down) oder gleich blieb (same).",
        "Better": "Besser",
        "Whether that is the direction it should go.": "Ob das die erwünschte Richtung ist.",

        // on_time
        "One row for each bucket of the period: how many runs, phases and tasks kept their due dates.":
            "Eine Zeile je Zeitabschnitt: wie viele Vorgänge, Phasen und Aufgaben ihre Fälligkeit einhielten.",

        // targets
        "Targets": "Ziele",
        "One row for each target of the definition, in its order: the share that was to be reached, and what was.":
            "Eine Zeile je Ziel der Definition, in deren Reihenfolge: der angestrebte Anteil und der erreichte.",
        "For": "Für",
        "Whether the target is for a template, a phase or a task.":
            "Ob das Ziel für eine Vorlage, eine Phase oder eine Aufgabe gilt.",
        "Which names it is for; * stands for any characters.":
            "Für welche Namen es gilt; * steht für beliebige Zeichen.",
        "Within": "Binnen",
        "The time that it shall take at most.": "Die Zeit, die es höchstens dauern soll.",
        "Target": "Ziel",
        "The share that shall take no longer.": "Der Anteil, der nicht länger dauern soll.",
        "Those ended in the period whose time is known.": "Im Zeitraum Beendetes, dessen Dauer bekannt ist.",
        "Reached": "Erreicht",
        "The share that took no longer.": "Der Anteil, der nicht länger dauerte.",
        "Met": "Erfüllt",
        "Whether the target was reached.": "Ob das Ziel erreicht wurde.",
        "The share in the period of equal length before.": "Der Anteil im gleich langen Zeitraum davor.",
        "Trend": "Trend",
        "The share less that of the previous period.": "Der Anteil minus den des vorigen Zeitraums.",

        // forecast
        "Forecast": "Prognose",
        "One row for each degree of confidence: by when the open runs are done, and how many runs end by a date.":
            "Eine Zeile je Grad der Zuversicht: bis wann die offenen Vorgänge beendet sind und wie viele bis dahin enden.",
        "Confidence": "Zuversicht",
        "How likely it is to go at least this well.":
            "Mit welcher Wahrscheinlichkeit es mindestens so gut kommt.",
        "Open runs": "Offene Vorgänge",
        "Runs open now.": "Jetzt offene Vorgänge.",
        "Weeks": "Wochen",
        "Within how many weeks that many runs will have ended, at the pace of the period's weeks.":
            "Binnen wie vieler Wochen so viele Vorgänge beendet sind, im Tempo der Wochen des Zeitraums.",
        "Done by": "Beendet bis",
        "The day so many weeks from now.": "Der Tag in so vielen Wochen.",
    ]

    static let germanTrendPatterns: [TextPattern] = [
        TextPattern("{} on time", "{} termingerecht", [.words(kinds)]),
        TextPattern("{} late", "{} verspätet", [.words(kinds)]),
        TextPattern("{} open", "{} offen", [.words(kinds)]),
        TextPattern("{} overdue", "{} überfällig", [.words(kinds)]),
        TextPattern("{} on time, share", "{}: Termintreue", [.words(kinds)]),
        TextPattern(
            "The {} with a due date that ended by it.", "{} mit Fälligkeit, die bis dahin beendet wurden.",
            [.words(kindsInSentences)]),
        TextPattern(
            "The {} that ended after their due date.", "{}, die nach ihrer Fälligkeit beendet wurden.",
            [.words(kindsInSentences)]),
        TextPattern(
            "The {} not ended at the end of the bucket and not due before it.",
            "{}, die am Ende des Zeitabschnitts noch nicht beendet und nicht davor fällig waren.",
            [.words(kindsInSentences)]),
        TextPattern(
            "The {} not ended at the end of the bucket and due before it.",
            "{}, die am Ende des Zeitabschnitts noch nicht beendet, aber davor fällig waren.",
            [.words(kindsInSentences)]),
        TextPattern(
            "Share of the {} with a due date ended in the bucket that ended by it.",
            "Anteil der im Zeitabschnitt beendeten {} mit Fälligkeit, die bis dahin beendet wurden.",
            [.words(kindsInSentences)]),
        TextPattern("Ends within {} weeks", "Enden binnen {} Wochen"),
        TextPattern(
            "At least so many runs will end in the next {} weeks.",
            "Mindestens so viele Vorgänge enden in den nächsten {} Wochen."),
    ]

    private static let kinds = ["Runs": "Vorgänge", "Phases": "Phasen", "Tasks": "Aufgaben"]
    private static let kindsInSentences = ["runs": "Vorgänge", "phases": "Phasen", "tasks": "Aufgaben"]
}
