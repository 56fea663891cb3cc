#include "CXLSXWriter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_KNOWN 114
#define LAST_KNOWN 123

#if LXW_VERSION_ID >= FIRST_KNOWN && LXW_VERSION_ID <= LAST_KNOWN

/* The header that this file is compiled with and the library that runs must be of one version. */
static bool knows_library(void) {
    return lxw_version_id() == LXW_VERSION_ID;
}

/*
 * The library writes a chart's plot area through a function of the chart, and a plot area is the series of one kind
 * followed by their two axes. A combined one is the series of both kinds and then the axes of both. So each chart
 * writes its own into memory, and the two are put together.
 */
static void write_plot_area(lxw_chart *chart);

lxw_chart *xlsx_add_combined_chart(lxw_workbook *workbook, uint16_t columns) {
    if (!knows_library()) return NULL;
    lxw_chart *chart = workbook_add_chart(workbook, LXW_CHART_COLUMN);
    if (!chart) return NULL;
    /* It follows the first one in the workbook's list of charts, where it is found again and in the end released. */
    lxw_chart *lines = workbook_add_chart(workbook, LXW_CHART_LINE);
    if (!lines) return NULL;
    /* Numbers of series go on where those of the columns end. */
    lines->series_index = columns;
    chart->write_plot_area = write_plot_area;
    return chart;
}

lxw_chart *xlsx_lines_of_combined_chart(lxw_chart *chart) {
    return STAILQ_NEXT(chart, list_pointers);
}

bool xlsx_set_default_font(lxw_workbook *workbook, const char *name, double size) {
    if (!knows_library()) return false;
    /* The one that the library itself made, of which the first style of the file is. */
    lxw_format *format = STAILQ_FIRST(workbook->formats);
    if (!format) return false;
    format_set_font_name(format, name);
    format_set_font_size(format, size);
    return true;
}

/* Hands all series after the first `count` over to another chart. Until now the library has filled in their values. */
static void move_series(lxw_chart *from, int count, lxw_chart *to) {
    struct lxw_chart_series_list kept = STAILQ_HEAD_INITIALIZER(kept);
    lxw_chart_series *series;
    for (int index = 0; (series = STAILQ_FIRST(from->series_list)); index++) {
        STAILQ_REMOVE_HEAD(from->series_list, list_pointers);
        if (index < count) {
            STAILQ_INSERT_TAIL(&kept, series, list_pointers);
        } else {
            STAILQ_INSERT_TAIL(to->series_list, series, list_pointers);
            /* Error bars of columns know no other direction and do not name theirs. */
            series->y_error_bars->chart_group = to->chart_group;
        }
    }
    STAILQ_CONCAT(from->series_list, &kept);
}

/* The plot area of one chart as text, which the caller frees; NULL without memory. */
static char *plot_area(lxw_chart *chart, void (*write)(lxw_chart *)) {
    char *text = NULL;
    size_t length = 0;
    FILE *file = chart->file;
    chart->file = open_memstream(&text, &length);
    if (!chart->file) {
        chart->file = file;
        return NULL;
    }
    write(chart);
    fclose(chart->file);
    chart->file = file;
    return text;
}

static const char axes_tag[] = "<c:catAx>", end_tag[] = "</c:plotArea>", layout_tag[] = "<c:layout/>";

static void write_plot_area(lxw_chart *chart) {
    lxw_chart *lines = xlsx_lines_of_combined_chart(chart);
    /* Columns and lines have the same writer of plot areas. */
    void (*write)(lxw_chart *) = lines->write_plot_area;
    move_series(chart, lines->series_index, lines);
    /* A chart has two axes, numbered from its own number on. */
    lines->id = chart->id + 2;
    char *first = plot_area(chart, write), *second = plot_area(lines, write);
    /* No text in them can hold a tag, so each tag is the one that the library wrote. */
    char *first_axes = first ? strstr(first, axes_tag) : NULL, *first_end = first ? strstr(first, end_tag) : NULL;
    char *second_start = second ? strstr(second, layout_tag) : NULL, *second_axes = second ? strstr(second, axes_tag) : NULL;
    if (first_axes && first_end && second_start && second_axes) {
        second_start += sizeof(layout_tag) - 1;
        fwrite(first, 1, first_axes - first, chart->file);
        fwrite(second_start, 1, second_axes - second_start, chart->file);
        fwrite(first_axes, 1, first_end - first_axes, chart->file);
        fputs(second_axes, chart->file);
    } else if (first) {
        fputs(first, chart->file);
    }
    free(first);
    free(second);
}

bool xlsx_quote_sheet_name(lxw_worksheet *sheet) {
    if (!knows_library()) return false;
    if (sheet->quoted_name[0] == '\'') return true;
    size_t length = strlen(sheet->quoted_name);
    char *quoted = malloc(length + 3);
    if (!quoted) return false;
    quoted[0] = '\'';
    memcpy(quoted + 1, sheet->quoted_name, length);
    memcpy(quoted + 1 + length, "'", 2);
    free((void *)sheet->quoted_name);
    sheet->quoted_name = quoted;
    return true;
}

#else

lxw_chart *xlsx_add_combined_chart(lxw_workbook *workbook, uint16_t columns) {
    (void)workbook;
    (void)columns;
    return NULL;
}

lxw_chart *xlsx_lines_of_combined_chart(lxw_chart *chart) {
    return chart;
}

bool xlsx_set_default_font(lxw_workbook *workbook, const char *name, double size) {
    (void)workbook;
    (void)name;
    (void)size;
    return false;
}

bool xlsx_quote_sheet_name(lxw_worksheet *sheet) {
    (void)sheet;
    return false;
}

#endif
