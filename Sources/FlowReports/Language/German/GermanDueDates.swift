extension TextCatalogue {
    /// What is past its due date, and by how long.
    static let germanDueDates = [
        // overdue_tasks
        "Overdue tasks": "Überfällige Aufgaben",
        "One row for each task that is overdue now, the longest overdue first.":
            "Eine Zeile je Aufgabe, die jetzt überfällig ist, die am längsten überfällige zuerst.",
        "Overdue by": "Überfällig seit",
        "Overdue (days)": "Überfällig (Tage)",
        "The class of days that the task is overdue by.": "Die Klasse der Tage, die die Aufgabe überfällig ist.",

        // overdue_summary
        "Overdue tasks by kind": "Überfällige Aufgaben nach Art",
        "One row for each group of overdue tasks, with how many are overdue by how many days.":
            "Eine Zeile je Gruppe überfälliger Aufgaben: wie viele davon wie viele Tage überfällig sind.",
        "Tasks overdue now.": "Jetzt überfällige Aufgaben.",
        "Mean overdue": "Mittel überfällig",
        "How long they have been overdue on average.": "Wie lange sie im Mittel überfällig sind.",
        "Median overdue": "Median überfällig",
        "Half of them have been overdue longer.": "Die Hälfte von ihnen ist länger überfällig.",
        "Longest overdue": "Längste Überfälligkeit",
        "The longest time one has been overdue.": "Wie lange die am längsten überfällige Aufgabe überfällig ist.",

        // overdue_executions
        "Overdue runs": "Überfällige Vorgänge",
        "One row for each open run that is past its due date, the longest overdue first.":
            "Eine Zeile je offenem Vorgang nach seiner Fälligkeit, der am längsten überfällige zuerst.",
    ]
}
