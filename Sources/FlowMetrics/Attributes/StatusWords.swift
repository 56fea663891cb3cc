import FlowTables

/// How people read the vendor's words for statuses, types and triggers; what is not among them stands as the data has it.
enum StatusWords {
    static let runs = Vocabulary("status", ["STARTED": "Started", "DONE": "Done", "CLOSED": "Closed"])

    static let tasks = Vocabulary(
        "task_status",
        [
            "UNASSIGNED": "Pending, unassigned", "ASSIGNED": "Pending, assigned", "PENDING": "Pending",
            "IN_PROGRESS": "In progress", "COMPLETED": "Completed", "SKIPPED": "Skipped", "SCHEDULED": "Scheduled",
            "CONDITION_PENDING": "Waiting for a condition", "WAITING_FOR_CONFIRMATION": "Waiting for confirmation",
            "ON_HOLD": "On hold", "FAILED": "Failed",
        ])

    static let taskTypes = Vocabulary(
        "task_type",
        ["MANUAL": "Manual task", "AUTOMATION": "Automation", "DECISION": "Decision", "AI_AGENT": "AI agent"])

    static let triggers = Vocabulary(
        "trigger",
        ["MANUAL": "By hand", "AUTOMATIC": "Automatic", "JOURNEY_AUTOMATION": "Journey automation"])
}
