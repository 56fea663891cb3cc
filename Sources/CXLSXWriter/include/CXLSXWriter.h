#ifndef CXLSXWRITER_H
#define CXLSXWRITER_H

#include <stdbool.h>
#include <xlsxwriter.h>

/*
 * libxlsxwriter, and what it lacks.
 *
 * The two functions on charts and the one on sheet names use fields that the library keeps to itself; nothing else in
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
 * Whether a disk was full or broken since the first of these two was called last. The library does not look whether its
 * files grow, but the system's last error stays until there is another.
 */
void xlsx_forget_errors(void);
bool xlsx_was_disk_full(void);

#endif
