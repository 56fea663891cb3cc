/* The cells of Benchmarks/xlsx/Sources/main.swift written with libxlsxwriter and nothing else: plain ROWS FILE. */
#include <stdio.h>
#include <stdlib.h>
#include <xlsxwriter.h>

static const char *templates[] = {"Wallbox", "Heat pump", "Grid connection", "Tariff change", "Move-in"};
static const char *phases[] = {"Quote", "Approval", "Installation", "Billing"};
static const char *tasks[] = {"Check the order", "Book appointment", "Approve grid check",
                              "Order hardware",  "Send quote",       "Follow up"};
static const char *types[] = {"MANUAL", "AUTOMATION", "DECISION"};
static const char *statuses[] = {"COMPLETED", "PENDING", "SKIPPED", "IN_PROGRESS"};
static const char *headers[] = {"Run id",          "Template",         "Run",     "Phase id",         "Phase",
                                "Task id",         "Task template",    "Task",    "Type",             "Status",
                                "Assignees",       "Due",              "Current", "Ready",            "In progress",
                                "Finished",        "Lead time (days)", "Wait time (days)", "Touch time (days)",
                                "Overdue"};
static const long long begin = 1767225600000LL;

static double serial(long long instant) { return instant / 86400000.0 + 25569; }

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    int count = atoi(argv[1]);
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    lxw_workbook *book = workbook_new_opt(argv[2], &options);
    lxw_worksheet *sheet = workbook_add_worksheet(book, "tasks");
    lxw_format *date = workbook_add_format(book), *number = workbook_add_format(book);
    format_set_num_format(date, "yyyy-mm-dd hh:mm");
    format_set_num_format(number, "#,##0.00");
    char text[128];
    for (int column = 0; column < 20; column++) worksheet_write_string(sheet, 0, column, headers[column], NULL);
    for (int index = 0; index < count; index++) {
        int run = index / 12, row = index + 1;
        const char *template = templates[run % 5];
        long long ready = begin + (long long)(index % 86400) * 61000;
        double wait = (index % 97) / 7.0, touch = (index % 31) / 3.0;
        snprintf(text, sizeof text, "00a7c4e2-0000-4000-8000-%012d", run);
        worksheet_write_string(sheet, row, 0, text, NULL);
        worksheet_write_string(sheet, row, 1, template, NULL);
        snprintf(text, sizeof text, "%s – customer %d", template, run);
        worksheet_write_string(sheet, row, 2, text, NULL);
        snprintf(text, sizeof text, "phase-%d", index % 4);
        worksheet_write_string(sheet, row, 3, text, NULL);
        worksheet_write_string(sheet, row, 4, phases[index % 4], NULL);
        snprintf(text, sizeof text, "task-%08d", index);
        worksheet_write_string(sheet, row, 5, text, NULL);
        snprintf(text, sizeof text, "tt-%d", index % 12);
        worksheet_write_string(sheet, row, 6, text, NULL);
        worksheet_write_string(sheet, row, 7, tasks[index % 6], NULL);
        worksheet_write_string(sheet, row, 8, types[index % 3], NULL);
        worksheet_write_string(sheet, row, 9, statuses[index % 4], NULL);
        if (index % 3 != 1) worksheet_write_string(sheet, row, 10, "Kim Sommer", NULL);
        if (index % 2 != 1) worksheet_write_number(sheet, row, 11, serial(ready + 864000000), date);
        worksheet_write_boolean(sheet, row, 12, index % 12 == 3, NULL);
        worksheet_write_number(sheet, row, 13, serial(ready), date);
        worksheet_write_number(sheet, row, 14, serial(ready + (long long)(wait * 86400000)), date);
        if (index % 5 != 0)
            worksheet_write_number(sheet, row, 15, serial(ready + (long long)((wait + touch) * 86400000)), date);
        worksheet_write_number(sheet, row, 16, wait + touch, number);
        worksheet_write_number(sheet, row, 17, wait, number);
        worksheet_write_number(sheet, row, 18, touch, number);
        worksheet_write_boolean(sheet, row, 19, index % 10 == 7, NULL);
    }
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_autofilter(sheet, 0, 0, count, 19);
    return workbook_close(book);
}
