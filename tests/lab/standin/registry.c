#include "registry.h"

#include <string.h>

static const struct {
    HKEY root;
    const char *hive, *full;
} hives[] = {
    {HKEY_LOCAL_MACHINE, "HKLM", "HKEY_LOCAL_MACHINE"}, {HKEY_CURRENT_USER, "HKCU", "HKEY_CURRENT_USER"},
    {HKEY_CLASSES_ROOT, "HKCR", "HKEY_CLASSES_ROOT"},   {HKEY_USERS, "HKU", "HKEY_USERS"},
    {HKEY_CURRENT_CONFIG, "HKCC", "HKEY_CURRENT_CONFIG"},
};

bool parse_key(const char *text, struct key_name *key)
{
    size_t length = strcspn(text, "\\");
    for (size_t i = 0; i < sizeof hives / sizeof *hives; i++) {
        const char *names[] = {hives[i].hive, hives[i].full};
        for (int n = 0; n < 2; n++) {
            if (strlen(names[n]) != length || !starts_with(text, names[n])) continue;
            char *path = format("%s", text[length] ? text + length + 1 : "");
            size_t end = strlen(path);
            while (end && path[end - 1] == '\\') path[--end] = 0;
            *key = (struct key_name){hives[i].root, hives[i].hive, hives[i].full, path};
            return true;
        }
    }
    return false;
}

bool value_at(HKEY key, DWORD index, struct value *value)
{
    enum { NAME = 16384 };
    static wchar_t name[NAME];
    DWORD length = NAME, size = 0;
    if (RegEnumValueW(key, index, name, &length, NULL, &value->type, NULL, &size)) return false;
    value->name = narrow(name);
    value->data = allocate(size + 2 * sizeof(wchar_t)); /* an end for texts that were stored without one */
    value->size = size;
    length = NAME;
    return !RegEnumValueW(key, index, name, &length, NULL, &value->type, value->data, &value->size);
}

bool subkey_at(HKEY key, DWORD index, const char **name)
{
    wchar_t text[256];
    DWORD length = 256;
    if (RegEnumKeyExW(key, index, text, &length, NULL, NULL, NULL, NULL)) return false;
    *name = narrow(text);
    return true;
}

static const struct {
    DWORD type;
    const char *name;
} types[] = {
    {REG_NONE, "REG_NONE"},
    {REG_SZ, "REG_SZ"},
    {REG_EXPAND_SZ, "REG_EXPAND_SZ"},
    {REG_BINARY, "REG_BINARY"},
    {REG_DWORD, "REG_DWORD"},
    {REG_DWORD_BIG_ENDIAN, "REG_DWORD_BIG_ENDIAN"},
    {REG_LINK, "REG_LINK"},
    {REG_MULTI_SZ, "REG_MULTI_SZ"},
    {REG_RESOURCE_LIST, "REG_RESOURCE_LIST"},
    {REG_QWORD, "REG_QWORD"},
};

const char *type_name(DWORD type)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (types[i].type == type) return types[i].name;
    return "REG_NONE";
}

bool type_named(const char *name, DWORD *type)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (!compare_names(types[i].name, name)) {
            *type = types[i].type;
            return true;
        }
    return false;
}

const char *hexadecimal(const BYTE *data, DWORD size)
{
    static const char digits[] = "0123456789ABCDEF";
    char *text = allocate(2 * (size_t)size + 1);
    for (DWORD i = 0; i < size; i++) {
        text[2 * i] = digits[data[i] >> 4];
        text[2 * i + 1] = digits[data[i] & 15];
    }
    return text;
}
