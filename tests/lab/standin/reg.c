/*
 * reg.exe over the real registry of the machine. Wine's own lacks searches and 64-bit numbers and asks for ever when
 * its input is empty. It also is where operations on the registry get into the journal.
 */
#include "reg.h"

#include <stdlib.h>
#include <string.h>

int reg_error(DWORD code)
{
    if (code == ERROR_ACCESS_DENIED) err("ERROR: Access is denied.\n");
    else err("ERROR: The system was unable to find the specified registry key or value.\n");
    return 1;
}

/* What scripts note for their next run says nothing about the plan. */
static bool is_bookkeeping(const struct key_name *key)
{
    return !strcmp(key->hive, "HKLM") &&
           (starts_with(key->path, "SOFTWARE\\Regimen") || starts_with(key->path, "HARDWARE\\DESCRIPTION\\System"));
}

static struct verdict attempt(const char *verb, const struct key_name *key, const char *name)
{
    const char *operation = format("%s %s\\%s%s%s", verb, key->hive, key->path, name && *name ? " " : "", name ? name : "");
    struct verdict verdict = {false, true, 0};
    if (is_bookkeeping(key)) journal_note("%s", operation);
    else verdict = journal_try("%s", operation);
    if (!machine()->elevated && key->root != HKEY_CURRENT_USER) verdict = (struct verdict){true, false, ERROR_ACCESS_DENIED};
    return verdict;
}

static DWORD finish(const struct key_name *key, struct verdict verdict, DWORD own)
{
    if (!is_bookkeeping(key)) journal_done();
    return verdict.faulted ? verdict.code : own;
}

DWORD set_value(const struct key_name *key, const char *name, DWORD type, const void *data, DWORD size, REGSAM view)
{
    struct verdict verdict = attempt("set-value", key, name);
    DWORD code = 0;
    HKEY handle;
    if (verdict.take_effect) {
        code = RegCreateKeyExW(key->root, wide(key->path), 0, NULL, 0, KEY_WRITE | view, NULL, &handle, NULL);
        if (!code) code = RegSetValueExW(handle, wide(name), 0, type, data, size);
    }
    return finish(key, verdict, code);
}

DWORD delete_value(const struct key_name *key, const char *name, REGSAM view)
{
    struct verdict verdict = attempt("delete-value", key, name);
    DWORD code = 0;
    HKEY handle;
    if (verdict.take_effect) {
        code = RegOpenKeyExW(key->root, wide(key->path), 0, KEY_SET_VALUE | view, &handle);
        if (!code) code = RegDeleteValueW(handle, wide(name));
    }
    return finish(key, verdict, code);
}

DWORD create_key(const struct key_name *key, REGSAM view)
{
    struct verdict verdict = attempt("create-key", key, NULL);
    DWORD code = 0;
    HKEY handle;
    if (verdict.take_effect)
        code = RegCreateKeyExW(key->root, wide(key->path), 0, NULL, 0, KEY_WRITE | view, NULL, &handle, NULL);
    return finish(key, verdict, code);
}

DWORD delete_key(const struct key_name *key, REGSAM view)
{
    struct verdict verdict = attempt("delete-key", key, NULL);
    DWORD code = 0;
    HKEY handle;
    if (verdict.take_effect) {
        code = RegOpenKeyExW(key->root, wide(key->path), 0, KEY_READ | KEY_WRITE | DELETE | view, &handle);
        if (!code) code = RegDeleteTreeW(handle, NULL);
        if (!code) code = RegDeleteKeyExW(key->root, wide(key->path), view, 0);
    }
    return finish(key, verdict, code);
}

/* The text of /d as the bytes of a type; false: it is none. */
static bool data_from_text(const struct reg_options *options, DWORD type, void **data, DWORD *size)
{
    const char *text = options->text ? options->text : "";
    static unsigned long long number;
    char *end;
    switch (type) {
    case REG_SZ:
    case REG_EXPAND_SZ:
        *data = wide(text);
        *size = (DWORD)((wcslen(*data) + 1) * sizeof(wchar_t));
        return true;
    case REG_DWORD:
    case REG_QWORD:
        number = strtoull(text, &end, 0);
        *data = &number;
        *size = type == REG_DWORD ? 4 : 8;
        return *text ? !*end && (type == REG_QWORD || number <= 0xFFFFFFFF) : true;
    case REG_MULTI_SZ: {
        const char *separator = options->separator ? options->separator : "\\0";
        wchar_t *to = *data = allocate((strlen(text) + 2) * sizeof *to);
        while (*text) {
            const char *next = strstr(text, separator);
            size_t length = next ? (size_t)(next - text) : strlen(text);
            const wchar_t *part = wide(format("%.*s", (int)length, text));
            wcscpy(to, part);
            to += wcslen(part) + 1;
            text += next ? length + strlen(separator) : length;
        }
        *size = (DWORD)((BYTE *)(to + 1) - (BYTE *)*data);
        return true;
    }
    default: {
        BYTE *bytes = *data = allocate(strlen(text) / 2 + 1);
        if (strlen(text) % 2 || strspn(text, "0123456789abcdefABCDEF") != strlen(text)) return false;
        for (; *text; text += 2) *bytes++ = (BYTE)strtoul(format("%.2s", text), NULL, 16);
        *size = (DWORD)(bytes - (BYTE *)*data);
        return true;
    }
    }
}

static bool value_exists(const struct key_name *key, const char *name, REGSAM view)
{
    HKEY handle;
    return !RegOpenKeyExW(key->root, wide(key->path), 0, KEY_READ | view, &handle) &&
           !RegQueryValueExW(handle, wide(name), NULL, NULL, NULL, NULL);
}

int reg_add(const struct reg_options *options)
{
    DWORD code, type = REG_SZ, size;
    void *data;
    if (!options->value) {
        code = create_key(&options->key, options->view);
    } else {
        if (options->type && !type_named(options->type, &type)) return surprise(1, 1, (char **)&options->type);
        if (!data_from_text(options, type, &data, &size)) {
            err("ERROR: Invalid syntax. Specify valid numeric value for '/d'.\n");
            return 1;
        }
        if (!options->force && value_exists(&options->key, options->value, options->view))
            return surprise(1, 1, (char *[]){"reg add asks before it overwrites: /f is missing"});
        code = set_value(&options->key, options->value, type, data, size, options->view);
    }
    if (code) return reg_error(code);
    out("The operation completed successfully.\n\n");
    return 0;
}

int reg_delete(const struct reg_options *options)
{
    if (!options->force) return surprise(1, 1, (char *[]){"reg delete asks before it deletes: /f is missing"});
    DWORD code = 0;
    if (options->all_values) {
        HKEY handle;
        struct value value;
        code = RegOpenKeyExW(options->key.root, wide(options->key.path), 0, KEY_READ | options->view, &handle);
        while (!code && value_at(handle, 0, &value)) code = delete_value(&options->key, value.name, options->view);
    } else if (options->value) {
        code = delete_value(&options->key, options->value, options->view);
    } else {
        code = delete_key(&options->key, options->view);
    }
    if (code) return reg_error(code);
    out("The operation completed successfully.\n\n");
    return 0;
}

/* Options that take no further argument, and those that do. */
static bool take_option(struct reg_options *options, bool queries, int *i, int count, char **argument)
{
    const char *option = argument[*i];
    const char *next = *i + 1 < count ? argument[*i + 1] : NULL;
    bool more = next && *next != '/';
    if (is_option(option, "v")) {
        if (queries && !more) options->any_value = true;
        else if (next) options->value = next, ++*i;
        else return false;
    } else if (is_option(option, "ve")) options->value = "";
    else if (is_option(option, "va")) options->all_values = true;
    else if (is_option(option, "f") && !queries) options->force = true;
    else if (is_option(option, "f") && next) options->pattern = next, ++*i;
    else if (is_option(option, "s") && queries) options->recursive = true;
    else if (is_option(option, "s") && next) options->separator = next, ++*i;
    else if (is_option(option, "k")) options->keys = true;
    else if (is_option(option, "d") && queries) options->data = true;
    else if (is_option(option, "d") && next) options->text = next, ++*i;
    else if (is_option(option, "e")) options->exact = true;
    else if (is_option(option, "c")) options->match_case = true;
    else if (is_option(option, "t") && next) options->type = next, ++*i;
    else if (is_option(option, "reg:64")) options->view = KEY_WOW64_64KEY;
    else if (is_option(option, "reg:32")) options->view = KEY_WOW64_32KEY;
    else return false;
    return true;
}

int reg(int count, char **argument)
{
    const char *verb = count ? argument[0] : "";
    bool queries = !compare_names(verb, "query");
    struct reg_options options = {0};
    if (!compare_names(verb, "import") && count >= 2)
        return reg_import(argument[1], count > 2 && is_option(argument[2], "reg:32") ? KEY_WOW64_32KEY : 0);
    if (count < 2 || !parse_key(argument[1], &options.key)) {
        err("ERROR: Invalid key name.\nType \"REG %s /?\" for usage.\n", verb);
        return 1;
    }
    for (int i = 2; i < count; i++)
        if (!take_option(&options, queries, &i, count, argument)) return surprise(1, count, argument);
    if (queries) return reg_query(&options);
    if (!compare_names(verb, "add")) return reg_add(&options);
    if (!compare_names(verb, "delete")) return reg_delete(&options);
    return surprise(1, count, argument);
}
