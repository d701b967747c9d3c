/* reg query: one value, a key, a tree or a search, in the layout of Windows Vista and later. */
#include "reg.h"

#include <stdio.h>
#include <string.h>

struct query {
    const struct reg_options *options;
    unsigned matches;
};

static bool japanese(void) { return GetOEMCP() == 932; }

static const char *data_text(const struct value *value, const char *separator)
{
    unsigned long long number = 0;
    switch (value->type) {
    case REG_SZ:
    case REG_EXPAND_SZ: return narrow((wchar_t *)value->data);
    case REG_DWORD:
    case REG_QWORD:
        memcpy(&number, value->data, value->size < sizeof number ? value->size : sizeof number);
        return format("0x%llx", number);
    case REG_MULTI_SZ: {
        const char *text = "";
        for (wchar_t *part = (wchar_t *)value->data; *part; part += wcslen(part) + 1)
            text = format("%s%s%s", text, *text ? separator : "", narrow(part));
        return text;
    }
    default: return hexadecimal(value->data, value->size);
    }
}

static void print_value(const struct query *query, const struct value *value)
{
    const char *separator = query->options->separator ? query->options->separator : "\\0";
    const char *name = *value->name ? value->name : japanese() ? "(既定)" : "(Default)";
    out("    %s    %s    %s\n", name, type_name(value->type), data_text(value, separator));
}

static bool contains(const struct query *query, const char *text)
{
    const char *pattern = query->options->pattern;
    if (!strcmp(pattern, "*")) return true;
    if (query->options->exact)
        return query->options->match_case ? !strcmp(text, pattern) : !compare_names(text, pattern);
    if (query->options->match_case) return strstr(text, pattern) != NULL;
    for (; *text; text++)
        if (starts_with(text, pattern)) return true;
    return false;
}

static bool wants_type(const struct query *query, const struct value *value)
{
    const char *list = query->options->type;
    if (!list) return true;
    for (size_t length; *list; list += length + (list[length] == ','))
        if (length = strcspn(list, ","), !compare_names(format("%.*s", (int)length, list), type_name(value->type)))
            return true;
    return false;
}

/* With /f, each of /k, /v and /d says where to look; none of them says everywhere. */
static bool matches_value(const struct query *query, const struct value *value)
{
    const struct reg_options *options = query->options;
    if (!wants_type(query, value)) return false;
    if (options->value && compare_names(options->value, value->name)) return false;
    if (!options->pattern) return true;
    bool everywhere = !options->keys && !options->data && !options->any_value;
    if ((everywhere || options->any_value) && contains(query, value->name)) return true;
    return (everywhere || options->data || options->value) && contains(query, data_text(value, "\\0"));
}

static bool matches_key(const struct query *query, const char *name)
{
    const struct reg_options *options = query->options;
    if (!options->pattern || options->value || options->type) return false;
    bool everywhere = !options->keys && !options->data && !options->any_value;
    return (everywhere || options->keys) && contains(query, name);
}

static void search(struct query *query, const char *name, HKEY key, bool listed)
{
    const struct reg_options *options = query->options;
    struct value value;
    bool headed = false;
    bool values = !(options->pattern && options->keys && !options->data && !options->any_value && !options->value);
    for (DWORD i = 0; values && value_at(key, i, &value); i++) {
        if (!matches_value(query, &value)) continue;
        if (!headed) out(listed ? "%s\n" : "\n%s\n", name);
        headed = true, listed = false;
        print_value(query, &value);
        query->matches++;
    }
    /* Windows puts a blank line behind the values. */
    if (headed) out("\n");

    const char *subkey;
    for (DWORD i = 0; subkey_at(key, i, &subkey); i++) {
        const char *path = format("%s\\%s", name, subkey);
        bool match = matches_key(query, subkey);
        bool list = !options->pattern && !options->value && !options->type;
        if (match) query->matches++;
        if (match || (list && !options->recursive)) out("%s\n", path);
        HKEY child;
        if (!options->recursive || RegOpenKeyExW(key, wide(subkey), 0, KEY_READ | options->view, &child)) continue;
        struct value any;
        if (list && !value_at(child, 0, &any)) out("%s\n", path);
        search(query, path, child, false);
        RegCloseKey(child);
    }
}

/* A default value that was never set can be asked for all the same. */
static int query_unset_default(const char *name)
{
    out("\n%s\n    %s    REG_SZ    %s\n\n", name, japanese() ? "(既定)" : "(Default)",
        japanese() ? "(値の設定なし)" : "(value not set)");
    return 0;
}

int reg_query(const struct reg_options *options)
{
    struct query query = {options, 0};
    const struct key_name *name = &options->key;
    /* The test for elevation that needs no language: these keys are for administrators only. */
    if (!machine()->elevated && !strcmp(name->hive, "HKU") && starts_with(name->path, "S-1-5-"))
        return reg_error(ERROR_ACCESS_DENIED);
    HKEY key;
    DWORD code = RegOpenKeyExW(name->root, wide(name->path), 0, KEY_READ | options->view, &key);
    if (code) return reg_error(code);

    const char *full = format("%s%s%s", name->full, *name->path ? "\\" : "", name->path);
    out(options->pattern ? "\n" : "");
    search(&query, full, key, false);
    if (options->pattern) {
        out(japanese() ? "検索の完了: %u 件検出されました。\n" : "\nEnd of search: %u match(es) found.\n", query.matches);
        return query.matches ? 0 : 1;
    }
    if (!options->value || query.matches) return 0;
    return *options->value ? reg_error(ERROR_FILE_NOT_FOUND) : query_unset_default(full);
}
