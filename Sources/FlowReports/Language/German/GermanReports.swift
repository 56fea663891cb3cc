extension TextCatalogue {
    /// The built-in reports and the titles of their sheets.
    static let germanReports = [
        // nightly
        "Nightly operations report": "Täglicher Betriebsbericht",
        "Key figures": "Kennzahlen",
        "Against the period before": "Gegenüber dem Zeitraum davor",
        "On time, week by week": "Termintreue je Woche",
        "When the open runs will be done": "Wann die offenen Vorgänge enden",
        "Started, ended and open by week": "Gestartet, beendet und offen je Woche",
        "Overdue tasks by flow and task": "Überfällige je Workflow und Aufgabe",
        "Overdue tasks by assignee": "Überfällige Aufgaben je Person",
        "Overdue tasks, the longest first": "Überfällige Aufgaben, längste zuerst",
        "Open runs, the oldest first": "Offene Vorgänge, älteste zuerst",
        "Cycle times by flow": "Durchlaufzeiten je Workflow",
        "Cycle times by month": "Durchlaufzeiten je Monat",
        "Closing reasons by flow": "Abschlussgründe je Workflow",
        "Closing reasons by month": "Abschlussgründe je Monat",

        // overdue
        "Overdue work": "Überfällige Arbeit",
        "Overdue tasks by flow and phase": "Überfällige je Workflow und Phase",

        // cycle-times
        "How long work takes": "Wie lange die Arbeit dauert",
        "Cycle times by flow and month": "Durchlaufzeiten je Workflow und Monat",
        "Phase times by flow": "Phasenzeiten je Workflow",
        "Task times, waiting and work": "Aufgabenzeiten: Liege- und Bearbeitungszeit",
        "Started, ended and open by month": "Gestartet, beendet und offen je Monat",

        // closing-reasons
        "Closing reasons overall": "Abschlussgründe insgesamt",
        "Closing reasons by flow and month": "Abschlussgründe je Workflow und Monat",
    ]
}
