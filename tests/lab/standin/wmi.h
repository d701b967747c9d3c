/*
 * As much of WMI as the scripts ask for: classes over the model, and the WHERE of WQL. Neither knows who asks, so that
 * wmic and whatever else may come answer from one truth.
 */
#ifndef LAB_WMI_H
#define LAB_WMI_H

#include "tool.h"

struct property {
    const char *name;
    const char *value; /* null: WMI's own null */
};

struct row {
    struct property *properties; /* sorted by name, ended by one without a name */
};

struct rows {
    size_t count;
    struct row *row;
};

/* The HRESULT of the query: 0, or why it cannot be answered. `where` may be null. */
uint32_t wmi_query(const char *class, const char *where, struct rows *rows);
const char *wmi_value(const struct row *row, const char *name);
uint32_t wmi_call(const char *class, const char *method, int count, char **argument);

/* Whether a row satisfies a WHERE; -1 where it cannot be read. */
int wql_holds(const struct row *row, const char *where);

#endif
