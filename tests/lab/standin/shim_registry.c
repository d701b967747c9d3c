/*
 * The registry's changes by .NET: what reg.exe is to a batch script. The registry is the real one; what is done here is
 * to tell the journal in its own words, to let operations fail as the scenario wants, and to refuse those who may not.
 *
 * .NET needs several calls for one operation, and only a later call tells which one it was:
 *   CreateSubKey, SetValue    `set-value`: a key that is made on the way is no operation of its own. Only what is still
 *                             empty when its handle is closed, or when something else is done, was `create-key`.
 *   DeleteSubKeyTree          lists the keys below and deletes them and the values first: the first of them is when
 *                             `delete-key` is tried, of the highest key that was listed.
 *
 * A `create-key` that is to fail can only be undone: CreateSubKey has answered by then.
 */
#include "shim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PATH = 1024,
    OPEN_KEYS = 256,
    CHANGES = KEY_SET_VALUE | KEY_CREATE_SUB_KEY | DELETE | WRITE_DAC | WRITE_OWNER | GENERIC_WRITE | GENERIC_ALL
};

typedef NTSTATUS NTAPI create_key_call(HANDLE *key, ACCESS_MASK access, OBJECT_ATTRIBUTES *name, ULONG index,
                                       UNICODE_STRING *class, ULONG options, ULONG *disposition);
typedef NTSTATUS NTAPI open_key_call(HANDLE *key, ACCESS_MASK access, OBJECT_ATTRIBUTES *name);
typedef NTSTATUS NTAPI open_key_ex_call(HANDLE *key, ACCESS_MASK access, OBJECT_ATTRIBUTES *name, ULONG options);
typedef NTSTATUS NTAPI delete_key_call(HANDLE key);
typedef NTSTATUS NTAPI set_value_call(HANDLE key, UNICODE_STRING *name, ULONG index, ULONG type, void *data, ULONG size);
typedef NTSTATUS NTAPI delete_value_call(HANDLE key, UNICODE_STRING *name);
typedef NTSTATUS NTAPI enumerate_key_call(HANDLE key, ULONG index, int class, void *data, ULONG size, ULONG *needed);
typedef NTSTATUS NTAPI query_key_call(HANDLE key, int class, void *data, ULONG size, ULONG *needed);
typedef NTSTATUS NTAPI close_call(HANDLE handle);

static create_key_call *real_create;
static open_key_call *real_open;
static open_key_ex_call *real_open_ex;
static delete_key_call *real_delete_key;
static set_value_call *real_set_value;
static delete_value_call *real_delete_value;
static enumerate_key_call *real_enumerate;
static query_key_call *query_key;
static close_call *real_close;

/* Keys that are open for changes. */
static struct {
    HANDLE handle;
    bool listed;
    char path[PATH];
} open_keys[OPEN_KEYS];

/* The key that was made and has come to nothing yet, and the first part of its path that was not there before. */
static char made[PATH];
static wchar_t made_from[PATH];

/* The tree that is being deleted, and what is to become of it. */
static char deleted[PATH];
static struct verdict deletion;

/* --- Names -------------------------------------------------------------------------------------------------------- */

/* A key's whole name, as the system calls have it. False: no key. */
static bool whole_name_of(HANDLE key, wchar_t name[PATH])
{
    enum { NAME_INFORMATION = 3 };
    struct {
        ULONG length;
        wchar_t name[PATH];
    } answer = {0};
    ULONG needed;
    if (query_key(key, NAME_INFORMATION, &answer, sizeof answer - sizeof *name, &needed)) return false;
    memcpy(name, answer.name, sizeof answer.name);
    return true;
}

static const char *user_key(void)
{
    static const char *path = "";
    wchar_t name[PATH];
    HKEY user;
    if (*path || RegOpenCurrentUser(KEY_READ, &user)) return path;
    if (whole_name_of(user, name)) path = narrow(name);
    RegCloseKey(user);
    return path;
}

/* `\REGISTRY\MACHINE\SYSTEM\ControlSet001\x` is `HKLM\SYSTEM\CurrentControlSet\x`. False: no key. */
static bool path_of(HANDLE key, char path[PATH])
{
    static const char view[] = "\\WOW6432Node";
    wchar_t name[PATH];
    if (!whole_name_of(key, name)) return false;
    const char *full = narrow(name);
    const char *const places[][2] = {
        {"\\REGISTRY\\MACHINE\\SYSTEM\\ControlSet001", "HKLM\\SYSTEM\\CurrentControlSet"},
        {"\\REGISTRY\\MACHINE\\SOFTWARE", "HKLM\\SOFTWARE"},
        {"\\REGISTRY\\MACHINE", "HKLM"},
        {user_key(), "HKCU"},
        {"\\REGISTRY\\USER", "HKU"},
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        size_t length = strlen(places[i][0]), skip = sizeof view - 1;
        if (!length || !starts_with(full, places[i][0]) || (full[length] && full[length] != '\\')) continue;
        snprintf(path, PATH, "%s%s", places[i][1], full + length);
        /* The 32-bit view has a key of its own in the real registry, and none in the words of the journal. */
        for (char *at = path; *at; at++)
            if (starts_with(at, view) && (!at[skip] || at[skip] == '\\')) memmove(at, at + skip, strlen(at + skip) + 1);
        return true;
    }
    return false;
}

/* Whether `path` is `head` or lies below it. */
static bool is_below(const char *path, const char *head)
{
    size_t length = strlen(head);
    return length && starts_with(path, head) && (!path[length] || path[length] == '\\');
}

/* As in reg.c: what scripts note for their next run says nothing about the plan. */
static bool is_bookkeeping(const char *path)
{
    return is_below(path, "HKLM\\SOFTWARE\\Regimen") || is_below(path, "HKLM\\HARDWARE\\DESCRIPTION\\System");
}

/* Wine's shell notes where folders are whenever it is asked: nothing that Windows does, and nothing comes of it here. */
static bool is_of_wine(const char *path)
{
    return is_below(path, "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\Shell Folders");
}

static bool is_allowed(const char *path, ACCESS_MASK access)
{
    if (machine()->elevated) return true;
    if (is_below(path, "HKU\\S-1-5-18") || is_below(path, "HKU\\S-1-5-19") || is_below(path, "HKU\\S-1-5-20")) return false;
    return !(access & CHANGES) || is_below(path, "HKCU");
}

/* As though it had never been made. */
static void unmake(void)
{
    UNICODE_STRING name;
    OBJECT_ATTRIBUTES attributes;
    HANDLE key;
    RtlInitUnicodeString(&name, made_from);
    InitializeObjectAttributes(&attributes, &name, OBJ_CASE_INSENSITIVE, NULL, NULL);
    if (*made && !real_open(&key, KEY_ALL_ACCESS, &attributes)) {
        RegDeleteTreeW((HKEY)key, NULL);
        real_delete_key(key);
        real_close(key);
    }
    *made = 0;
}

/* --- The journal -------------------------------------------------------------------------------------------------- */

static struct verdict attempt(const char *verb, const char *path, const char *name)
{
    const char *operation = format("%s %s%s%s", verb, path, *name ? " " : "", name);
    if (!is_bookkeeping(path)) {
        if (journal_cuts_next()) unmake();
        return journal_try("%s", operation);
    }
    journal_note("%s", operation);
    return (struct verdict){false, true, 0};
}

static NTSTATUS finish(const char *path, struct verdict verdict, NTSTATUS own)
{
    if (!is_bookkeeping(path)) journal_done();
    return verdict.faulted ? status_of(verdict.code) : own;
}

/* --- Keys that are made ------------------------------------------------------------------------------------------- */

void settle_registry(void)
{
    if (!*made) return;
    struct verdict verdict = attempt("create-key", made, "");
    if (!verdict.take_effect) unmake();
    finish(made, verdict, 0);
    *made = 0;
}

static void remember_made(HANDLE key, const char *path)
{
    if (*made && !is_below(path, made)) settle_registry();
    if (!*made) whole_name_of(key, made_from);
    snprintf(made, sizeof made, "%s", path);
}

/* --- The calls ---------------------------------------------------------------------------------------------------- */

static void remember_open(HANDLE handle, const char *path)
{
    for (size_t i = 0; i < OPEN_KEYS; i++)
        if (!open_keys[i].handle) {
            open_keys[i].handle = handle;
            open_keys[i].listed = false;
            snprintf(open_keys[i].path, sizeof open_keys[i].path, "%s", path);
            return;
        }
}

/* What became of an open key: refused, or remembered where it may be changed by. */
static NTSTATUS opened(HANDLE *key, ACCESS_MASK access, bool is_new)
{
    char path[PATH];
    if (!is_new && !(access & CHANGES) && machine()->elevated) return 0;
    if (!path_of(*key, path)) return 0;
    if (!is_allowed(path, access)) {
        if (is_new) real_delete_key(*key);
        real_close(*key);
        *key = NULL;
        return REFUSED_ACCESS;
    }
    if (access & CHANGES) remember_open(*key, path);
    if (is_new && !is_bookkeeping(path) && !is_of_wine(path)) remember_made(*key, path);
    return 0;
}

static NTSTATUS NTAPI create(HANDLE *key, ACCESS_MASK access, OBJECT_ATTRIBUTES *name, ULONG index,
                             UNICODE_STRING *class, ULONG options, ULONG *disposition)
{
    if (!enter_shim()) return real_create(key, access, name, index, class, options, disposition);
    ULONG done = 0;
    NTSTATUS status = real_create(key, access | KEY_QUERY_VALUE, name, index, class, options, &done);
    if (disposition) *disposition = done;
    if (!status) status = opened(key, access, done == REG_CREATED_NEW_KEY);
    leave_shim();
    return status;
}

static NTSTATUS NTAPI open_key(HANDLE *key, ACCESS_MASK access, OBJECT_ATTRIBUTES *name)
{
    if (!enter_shim()) return real_open(key, access, name);
    NTSTATUS status = real_open(key, access | KEY_QUERY_VALUE, name);
    if (!status) status = opened(key, access, false);
    leave_shim();
    return status;
}

static NTSTATUS NTAPI open_key_ex(HANDLE *key, ACCESS_MASK access, OBJECT_ATTRIBUTES *name, ULONG options)
{
    if (!enter_shim()) return real_open_ex(key, access, name, options);
    NTSTATUS status = real_open_ex(key, access | KEY_QUERY_VALUE, name, options);
    if (!status) status = opened(key, access, false);
    leave_shim();
    return status;
}

static NTSTATUS NTAPI close_key(HANDLE handle)
{
    if (!enter_shim()) return real_close(handle);
    for (size_t i = 0; handle && i < OPEN_KEYS; i++) {
        if (open_keys[i].handle != handle) continue;
        open_keys[i].handle = NULL;
        if (!compare_names(open_keys[i].path, made)) settle_registry();
    }
    NTSTATUS status = real_close(handle);
    leave_shim();
    return status;
}

static char *text_of(const UNICODE_STRING *name)
{
    size_t length = name ? name->Length / sizeof(wchar_t) : 0;
    wchar_t *text = allocate((length + 1) * sizeof *text);
    if (length) memcpy(text, name->Buffer, length * sizeof *text);
    return narrow(text);
}

static NTSTATUS NTAPI set_value(HANDLE key, UNICODE_STRING *name, ULONG index, ULONG type, void *data, ULONG size)
{
    char path[PATH];
    if (!enter_shim()) return real_set_value(key, name, index, type, data, size);
    if (!path_of(key, path)) *path = 0;
    if (is_of_wine(path)) {
        leave_shim();
        return 0;
    }
    bool made_for_this = *made && !compare_names(path, made);
    if (!made_for_this) settle_registry();
    struct verdict verdict = attempt("set-value", path, text_of(name));
    NTSTATUS status = 0;
    if (verdict.take_effect) status = real_set_value(key, name, index, type, data, size);
    else unmake();
    *made = 0;
    status = finish(path, verdict, status);
    leave_shim();
    return status;
}

/* The key whose deletion this is part of. */
static void root_of_deletion(const char *path, char root[PATH])
{
    const char *top = path;
    for (size_t i = 0; i < OPEN_KEYS; i++)
        if (open_keys[i].handle && open_keys[i].listed && is_below(top, open_keys[i].path)) top = open_keys[i].path;
    snprintf(root, PATH, "%s", top);
}

/* The verdict over the tree that a key is deleted with. */
static void begin_deletion(const char *path)
{
    if (is_below(path, deleted)) return;
    root_of_deletion(path, deleted);
    deletion = attempt("delete-key", deleted, "");
}

static bool is_listed(HANDLE key)
{
    for (size_t i = 0; i < OPEN_KEYS; i++)
        if (open_keys[i].handle == key && open_keys[i].listed) return true;
    return false;
}

/* Wine empties a key before it deletes it with what is below. */
static NTSTATUS delete_value_of_tree(HANDLE key, const char *path, UNICODE_STRING *name)
{
    begin_deletion(path);
    if (deletion.take_effect) return real_delete_value(key, name);
    NTSTATUS status = finish(deleted, deletion, status_of(deletion.code));
    *deleted = 0;
    return status;
}

static NTSTATUS NTAPI delete_value(HANDLE key, UNICODE_STRING *name)
{
    char path[PATH];
    if (!enter_shim()) return real_delete_value(key, name);
    settle_registry();
    if (!path_of(key, path)) *path = 0;
    NTSTATUS status;
    if (is_listed(key)) {
        status = delete_value_of_tree(key, path, name);
    } else {
        struct verdict verdict = attempt("delete-value", path, text_of(name));
        status = verdict.take_effect ? real_delete_value(key, name) : 0;
        status = finish(path, verdict, status);
    }
    leave_shim();
    return status;
}

static NTSTATUS NTAPI enumerate(HANDLE key, ULONG index, int class, void *data, ULONG size, ULONG *needed)
{
    if (enter_shim()) {
        for (size_t i = 0; i < OPEN_KEYS; i++)
            if (open_keys[i].handle == key) open_keys[i].listed = true;
        leave_shim();
    }
    return real_enumerate(key, index, class, data, size, needed);
}

static NTSTATUS NTAPI delete_key(HANDLE key)
{
    char path[PATH];
    if (!enter_shim()) return real_delete_key(key);
    settle_registry();
    if (!path_of(key, path)) *path = 0;
    begin_deletion(path);
    bool whole = !compare_names(path, deleted);
    NTSTATUS status = deletion.take_effect ? real_delete_key(key) : status_of(deletion.code);
    if (whole || status) {
        status = finish(deleted, deletion, status);
        *deleted = 0;
    }
    leave_shim();
    return status;
}

void replace_registry(void)
{
    query_key = system_call("NtQueryKey");
    real_create = replace_system_call("NtCreateKey", (void *)create);
    real_open = replace_system_call("NtOpenKey", (void *)open_key);
    real_open_ex = replace_system_call("NtOpenKeyEx", (void *)open_key_ex);
    real_enumerate = replace_system_call("NtEnumerateKey", (void *)enumerate);
    real_close = replace_system_call("NtClose", (void *)close_key);
    real_delete_key = replace_system_call("NtDeleteKey", (void *)delete_key);
    real_set_value = replace_system_call("NtSetValueKey", (void *)set_value);
    real_delete_value = replace_system_call("NtDeleteValueKey", (void *)delete_value);
}
