/* Keys and values as text, for reg.exe and for laying out and reading back a machine. */
#ifndef LAB_REGISTRY_H
#define LAB_REGISTRY_H

#include "tool.h"

struct key_name {
    HKEY root;
    const char *hive;   /* HKLM */
    const char *full;   /* HKEY_LOCAL_MACHINE */
    const char *path;   /* without the hive, no backslash at either end */
};

/* `HKLM\SOFTWARE` or `HKEY_LOCAL_MACHINE\SOFTWARE`; false: no such hive. */
bool parse_key(const char *text, struct key_name *key);

struct value {
    const char *name;
    DWORD type;
    BYTE *data;
    DWORD size;
};

/* The values and subkeys of an open key, in the registry's order. False: there is no further one. */
bool value_at(HKEY key, DWORD index, struct value *value);
bool subkey_at(HKEY key, DWORD index, const char **name);

const char *type_name(DWORD type);
bool type_named(const char *name, DWORD *type);
const char *hexadecimal(const BYTE *data, DWORD size);

#endif
