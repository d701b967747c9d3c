/* What the commands of reg.exe share. */
#ifndef LAB_REG_H
#define LAB_REG_H

#include "registry.h"

struct reg_options {
    struct key_name key;
    const char *value;  /* /v NAME; "" for /ve */
    bool any_value;     /* /v without a name, beside /f */
    bool all_values;    /* /va */
    bool recursive;     /* /s */
    bool force;         /* /f of add and delete */
    const char *pattern; /* /f of query */
    bool keys, data, exact, match_case;
    const char *type; /* /t */
    const char *text; /* /d */
    const char *separator;
    REGSAM view;
};

int reg_query(const struct reg_options *options);
int reg_add(const struct reg_options *options);
int reg_delete(const struct reg_options *options);
int reg_import(const char *path, REGSAM view);

/* Every change goes through these: journal, faults, rights. The answer is a Windows error code. */
DWORD set_value(const struct key_name *key, const char *name, DWORD type, const void *data, DWORD size, REGSAM view);
DWORD delete_value(const struct key_name *key, const char *name, REGSAM view);
DWORD create_key(const struct key_name *key, REGSAM view);
DWORD delete_key(const struct key_name *key, REGSAM view);

int reg_error(DWORD code);

#endif
