#ifndef CXLSXWRITER_H
#define CXLSXWRITER_H

#include <stdbool.h>
#include <xlsxwriter.h>

/*
 * libxlsxwriter, and what it lacks.
 *
 * The two functions on charts, the one on sheet names and the one on the font use fields that the library keeps to itself; nothing else in
 * this project does. The fields mean the same in the versions 1.1.4 to 1.2.3. With any other, at compile time or at run
 * time, these functions do nothing, and say so.
 */

/*
 * Adds a chart of columns whose further series are lines with an axis of numbers of their own, at the right.
 *
 * The first `columns` series that it gets are columns, all that follow are lines; both share the names of their points.
 * Gives NULL with a library of an unknown version. Such a chart must be put on a sheet, as any other.
 */
lxw_chart *xlsx_add_combined_chart(lxw_workbook *workbook, uint16_t columns);

/* The lines of a combined chart, for the look of their axes. Its title, legend and frame are never drawn. */
lxw_chart *xlsx_lines_of_combined_chart(lxw_chart *chart);

/*
 * Quotes a sheet's name in the names of print areas, print titles and filters. The library does so for blanks and signs
 * only, and leaves names bare that formulas take for numbers, cells or rows and columns: `2026`, `q1`, `R1C1`, `c`.
 *
 * Gives false with a library of an unknown version.
 */
bool xlsx_quote_sheet_name(lxw_worksheet *sheet);

/*
 * Makes a font that of the whole workbook, which the widths of columns are measured in: the library knows Calibri only, and
 * where that is missing, programs take a wider one and make all columns wider. The font must have digits as wide as those of
 * Calibri of 11 points, 7 pixels, as Arial of 10 points has.
 *
 * Gives false with a library of an unknown version.
 */
bool xlsx_set_default_font(lxw_workbook *workbook, const char *name, double size);

/*
 * What went wrong with the files of one workbook: the system's numbers of the first errors, 0 without any.
 *
 * The library does not look whether its temporary files grow, and where the packed file does not, it prints lines of its
 * own on standard error. So it gets files that take whatever is written to them, and what went wrong is noted here.
 */
typedef struct {
    int temporary_error;
    int packed_error;
    /* Whether temporary files come from here. A library that was built to use nothing but its own functions makes them itself. */
    bool has_temporaries;
} xlsx_files;

/*
 * Says for which workbook the calling thread is about to call a function that opens files; NULL when it is back. What it
 * points to must live until the workbook is closed or released.
 */
void xlsx_enter(xlsx_files *files);

#endif
