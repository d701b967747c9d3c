/*
 * The harness's hand inside the machine.
 *
 *   control lay       brings the registry and the attributes in /lab/run/lay onto the machine
 *   control snapshot  writes the registry, and the attributes of the files in /lab/run/attributes, to /lab/run/snapshot
 *   control settle    what happens when Windows starts: packages settle, automatic services start
 *   control pass      time passes: services that were on their way arrive
 */
#include "registry.h"
#include "services.h"
#include "servicing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>


static void fail(const char *what)
{
    journal_note("surprise: control: %s", what);
    exit(1);
}

static BYTE *bytes_of(const char *digits, DWORD *size)
{
    *size = (DWORD)(strlen(digits) / 2);
    BYTE *bytes = allocate(*size + 1);
    for (DWORD i = 0; i < *size; i++) bytes[i] = (BYTE)strtoul(format("%.2s", digits + 2 * i), NULL, 16);
    return bytes;
}

/* value<TAB>KEY<TAB>NAME<TAB>TYPE<TAB>HEX, key<TAB>KEY, hidden<TAB>PATH */
static bool lay_line(char *line, void *context)
{
    (void)context;
    char *rest = line;
    const char *what = next_field(&rest);
    const char *name = next_field(&rest);
    if (!strcmp(what, "hidden")) {
        if (!SetFileAttributesW(wide(name), FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_SYSTEM)) fail(name);
        return true;
    }
    struct key_name key;
    HKEY handle;
    if (!parse_key(name, &key) || RegCreateKeyExW(key.root, wide(key.path), 0, NULL, 0, KEY_WRITE, NULL, &handle, NULL))
        fail(name);
    if (!strcmp(what, "value")) {
        const char *value = next_field(&rest);
        DWORD type, size;
        if (!type_named(next_field(&rest), &type)) fail(value);
        BYTE *data = bytes_of(next_field(&rest), &size);
        if (RegSetValueExW(handle, wide(value), 0, type, data, size)) fail(value);
    }
    RegCloseKey(handle);
    return true;
}

static FILE *snapshot_file;

/* Nine tenths of the registry, and no plan has any business there; and links back up the tree. */
static bool is_left_out(const char *name)
{
    static const char *const names[] = {"Classes", "Cryptography", "Nls", "Telephony", "Time Zones", "Wine", "Wow6432Node"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!compare_names(name, names[i])) return true;
    return false;
}

/* A name that would end its field is written as digits. */
static void write_value(const char *path, const struct value *value)
{
    bool plain = !strpbrk(value->name, "\t\r\n");
    const char *name = plain ? value->name : hexadecimal((const BYTE *)value->name, (DWORD)strlen(value->name));
    fprintf(snapshot_file, "%s\t%s\t%s\t%s\t%s\n", plain ? "value" : "value-in-digits", path, name, type_name(value->type),
            hexadecimal(value->data, value->size));
}

static void write_tree(const char *path, HKEY key)
{
    fprintf(snapshot_file, "key\t%s\n", path);
    struct value value;
    for (DWORD i = 0; value_at(key, i, &value); i++) write_value(path, &value);
    const char *name;
    for (DWORD i = 0; subkey_at(key, i, &name); i++) {
        if (is_left_out(name)) continue;
        HKEY child;
        if (RegOpenKeyExW(key, wide(name), 0, KEY_READ, &child)) continue;
        write_tree(format("%s\\%s", path, name), child);
        RegCloseKey(child);
    }
}

static bool write_attributes(char *path, void *context)
{
    (void)context;
    DWORD attributes = GetFileAttributesW(wide(path));
    if (attributes != INVALID_FILE_ATTRIBUTES && attributes & FILE_ATTRIBUTE_HIDDEN)
        fprintf(snapshot_file, "hidden\t%s\n", path);
    return true;
}

static void snapshot(void)
{
    static const char *const trees[] = {
        "HKLM\\SOFTWARE",
        "HKLM\\SOFTWARE\\Wow6432Node", /* a link to it stands below others as well */
        "HKLM\\SYSTEM\\CurrentControlSet\\Control",
        "HKLM\\SYSTEM\\CurrentControlSet\\Services",
        "HKLM\\HARDWARE\\DESCRIPTION\\System",
        "HKCU\\Software",
        "HKCU\\Control Panel",
    };
    snapshot_file = fopen(LAB_PATH("run\\snapshot"), "wb");
    if (!snapshot_file) fail("snapshot");
    setvbuf(snapshot_file, NULL, _IOFBF, 1 << 16); /* each write is a round trip through Wine */
    for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) {
        struct key_name name;
        HKEY key;
        parse_key(trees[i], &name);
        if (RegOpenKeyExW(name.root, wide(name.path), 0, KEY_READ, &key)) continue;
        write_tree(trees[i], key);
        RegCloseKey(key);
    }
    each_line(LAB_PATH("run\\attributes"), write_attributes, NULL);
    fclose(snapshot_file);
}

/* What was waiting for the restart: a removal is done, an installation is complete, unless it is stuck. */
static void settle_packages(void)
{
    enum { UNINSTALL_PENDING = 0x5, INSTALL_PENDING = 0x60, INSTALLED = 0x70 };
    HKEY packages;
    if (RegOpenKeyExW(HKEY_LOCAL_MACHINE, wide(SERVICING "\\Packages"), 0, KEY_ALL_ACCESS, &packages)) return;
    const char *name;
    for (DWORD i = 0; subkey_at(packages, i, &name);) {
        DWORD state = 0, size = sizeof state;
        RegGetValueW(packages, wide(name), L"CurrentState", RRF_RT_REG_DWORD, NULL, &state, &size);
        bool stuck = !strcmp(package_removal(name), "stuck");
        if (state == UNINSTALL_PENDING && !stuck) {
            RegDeleteTreeW(packages, wide(name));
            continue; /* the next one has this index now */
        }
        if (state == INSTALL_PENDING && !stuck) {
            state = INSTALLED;
            RegSetKeyValueW(packages, wide(name), L"CurrentState", REG_DWORD, &state, sizeof state);
        }
        i++;
    }
    RegCloseKey(packages);
}

static void start_automatic_services(void)
{
    struct service *service;
    for (size_t i = 0; (service = service_at(i)); i++) service->status = STOPPED, service->pending = 0;
    for (size_t i = 0; (service = service_at(i)); i++) {
        if (service_number(service->name, "Start", SERVICE_DEMAND_START) > SERVICE_AUTO_START) continue;
        start_service(service);
        while (service->status == START_PENDING) observe_service(service);
    }
    save_services();
}

static void let_services_arrive(void)
{
    struct service *service;
    for (size_t i = 0; (service = service_at(i)); i++)
        while (service->status == START_PENDING || service->status == STOP_PENDING) observe_service(service);
}

/* The profiles of the service accounts: whether their keys open tells scripts whether they may change the machine. It is
   the stand-ins and the shim that open them or do not. */
static void load_profiles(void)
{
    static const wchar_t *const accounts[] = {L"S-1-5-18", L"S-1-5-19", L"S-1-5-20"};
    HKEY key;
    for (size_t i = 0; i < sizeof accounts / sizeof *accounts; i++)
        if (!RegCreateKeyExW(HKEY_USERS, accounts[i], 0, NULL, 0, KEY_WRITE, NULL, &key, NULL)) RegCloseKey(key);
}

int wmain(int count, wchar_t **argument)
{
    for (int i = 1; i < count; i++) {
        const char *verb = narrow(argument[i]);
        if (!strcmp(verb, "lay")) load_profiles(), each_line(LAB_PATH("run\\lay"), lay_line, NULL);
        else if (!strcmp(verb, "snapshot")) snapshot();
        else if (!strcmp(verb, "pass")) let_services_arrive();
        else if (!strcmp(verb, "settle")) load_profiles(), settle_packages(), start_automatic_services();
        else fail(verb);
    }
    return 0;
}
