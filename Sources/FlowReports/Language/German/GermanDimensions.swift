extension TextCatalogue {
    /// What rows are grouped by, and the columns that say which run, phase or task a row is about.
    static let germanDimensions = [
        "Template id": "Vorlagen-ID",
        "The id of the flow template.": "Die ID der Workflow-Vorlage.",
        "Template": "Vorlage",
        "The name that most runs of the flow template carry.":
            "Der Name, den die meisten Vorgänge der Workflow-Vorlage tragen.",
        "Name": "Name",
        "The run's own name.": "Der Name des Vorgangs.",
        "Status": "Status",
        "The run's status as the data gives it.": "Der Status des Vorgangs, wie er in den Daten steht.",
        "Trigger": "Auslöser",
        "What started the run.": "Was den Vorgang gestartet hat.",
        "Entity type": "Entitätstyp",
        "The schema of the run's primary entity.": "Das Schema der Hauptentität des Vorgangs.",
        "Started by": "Gestartet von",
        "Who started the run.": "Wer den Vorgang gestartet hat.",
        "Closed by": "Abgebrochen von",
        "Who closed the run.": "Wer den Vorgang abgebrochen hat.",
        "Assignee": "Verantwortliche Person",
        "Each assignee; something with several counts under each of them.":
            "Jede verantwortliche Person; was mehrere hat, zählt bei jeder von ihnen.",
        "Taxonomy": "Schlagwort",
        "Each taxonomy; something with several counts under each of them.":
            "Jedes Schlagwort; was mehrere hat, zählt bei jedem von ihnen.",
        "Phase template id": "Phasenvorlagen-ID",
        "The id of the phase in its template.": "Die ID der Phase in ihrer Vorlage.",
        "Phase": "Phase",
        "The phase's own name.": "Der Name der Phase.",
        "Task template id": "Aufgabenvorlagen-ID",
        "The id of the task in its template.": "Die ID der Aufgabe in ihrer Vorlage.",
        "Task": "Aufgabe",
        "The task's own name.": "Der Name der Aufgabe.",
        "Task type": "Aufgabentyp",
        "Manual task, automation, decision or AI agent.":
            "Manuelle Aufgabe, Automatisierung, Entscheidung oder KI-Agent.",
        "Task status": "Aufgabenstatus",
        "The task's status as the data gives it.": "Der Status der Aufgabe, wie er in den Daten steht.",
        "Run": "Vorgang",
        "Run id": "Vorgangs-ID",
        "The id of the run.": "Die ID des Vorgangs.",
        "Task id": "Aufgaben-ID",
        "The task's own id.": "Die ID der Aufgabe.",
        "Entity id": "Entitäts-ID",
        "The entity the run belongs to: the primary one, else the first.":
            "Die Entität, zu der der Vorgang gehört: die Hauptentität, sonst die erste.",
        "Assignees": "Verantwortliche",
        "Who is assigned.": "Wem die Arbeit zugewiesen ist.",
        "When it is due.": "Wann die Frist endet.",
    ]
}
