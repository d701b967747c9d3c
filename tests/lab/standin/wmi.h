/*
 * As much of WMI as the scripts ask for: classes over the model, and the WHERE of WQL. Neither knows who asks, so that
 * wmic and whatever else may come answer from one truth.
 */
#ifndef LAB_WMI_H
#define LAB_WMI_H

#include "tool.h"

enum {
    WMI_NOT_FOUND = 0x80041002,
    WMI_INVALID_NAMESPACE = 0x8004100E,
    WMI_INVALID_CLASS = 0x80041010,
    WMI_INVALID_QUERY = 0x80041017,
    WMI_INVALID_METHOD = 0x8004102E,
    WMI_PROVIDER_FAILED = 0x80070422 /* the service behind it cannot be started */
};

enum wmi_type { WMI_STRING, WMI_NUMBER, WMI_BOOLEAN };

struct property {
    const char *name;
    const char *value; /* null: WMI's own null */
    enum wmi_type type;
};

struct row {
    struct property *properties; /* sorted by name, ended by one without a name */
};

struct rows {
    size_t count;
    struct row *row;
};

struct wmi_method {
    const char *name;
    const char *parameter; /* null: it takes none */
    uint32_t (*call)(const char *argument);
};

struct wmi_class {
    const char *name;
    const char *key; /* the property that an object's path names */
    void (*fill)(struct rows *rows);
    bool licensing;
    const struct wmi_method *methods; /* ended by one without a name; null: none */
};

/* Null: there is none of that name. */
const struct wmi_class *wmi_class(const char *name);

/* The HRESULT of the query: 0, or why it cannot be answered. `where` may be null. */
uint32_t wmi_query(const char *class, const char *where, struct rows *rows);
const char *wmi_value(const struct row *row, const char *name);
uint32_t wmi_call(const char *class, const char *method, int count, char **argument);

/* Whether a row satisfies a WHERE; -1 where it cannot be read. */
int wql_holds(const struct row *row, const char *where);

#endif
