/*
 * dism.exe and wusa.exe over Component Based Servicing's own place in the registry.
 * How a package takes its removal is the scenario's: at once, at the restart, or never.
 */
#include "servicing.h"

#include "tool.h"

#include <stdlib.h>
#include <string.h>

enum { UNINSTALL_PENDING = 0x5, INSTALLED = 0x70, PERMANENT = 0x80 };

enum {
    RESTART_REQUIRED = ERROR_SUCCESS_REBOOT_REQUIRED, /* 3010 */
    INVALID_PACKAGE = 0x800f0805,
    CANNOT_UNINSTALL = 0x800f0825,
    WUSA_NOT_INSTALLED = 0x00240007
};

struct package {
    const char *identity;
    const char *removal;
};

static bool look_for_package(char *line, void *context)
{
    struct package *package = context;
    char *rest = line;
    if (compare_names(next_field(&rest), package->identity)) return true;
    package->removal = format("%s", next_field(&rest));
    return false;
}

const char *package_removal(const char *identity)
{
    struct package package = {identity, "at-once"};
    each_line(LAB_MODEL("packages"), look_for_package, &package);
    return package.removal;
}

/* RebootPending is volatile on Windows, and so it is here: it goes with the wineserver. */
static void ask_for_restart(void)
{
    HKEY key;
    if (!RegCreateKeyExW(HKEY_LOCAL_MACHINE, wide(SERVICING "\\RebootPending"), 0, NULL, REG_OPTION_VOLATILE,
                         KEY_WRITE, NULL, &key, NULL))
        RegCloseKey(key);
}

static uint32_t remove_for_real(const char *identity)
{
    const wchar_t *key = wide(format(SERVICING "\\Packages\\%s", identity));
    DWORD state, size = sizeof state;
    if (RegGetValueW(HKEY_LOCAL_MACHINE, key, L"CurrentState", RRF_RT_REG_DWORD, NULL, &state, &size))
        return INVALID_PACKAGE;
    if (state == UNINSTALL_PENDING) return RESTART_REQUIRED;
    if (state != INSTALLED && state != PERMANENT) return INVALID_PACKAGE;

    const char *removal = package_removal(identity);
    if (state == PERMANENT || !strcmp(removal, "permanent")) return CANNOT_UNINSTALL;
    if (strcmp(removal, "at-once")) {
        state = UNINSTALL_PENDING;
        RegSetKeyValueW(HKEY_LOCAL_MACHINE, key, L"CurrentState", REG_DWORD, &state, sizeof state);
        ask_for_restart();
        return RESTART_REQUIRED;
    }
    RegDeleteTreeW(HKEY_LOCAL_MACHINE, key);
    return 0;
}

static uint32_t remove_package(const char *identity)
{
    struct verdict verdict = journal_try("remove-package %s", identity);
    uint32_t code = verdict.code;
    if (verdict.take_effect) {
        uint32_t own = remove_for_real(identity);
        if (!verdict.faulted) code = own;
    }
    journal_done();
    return code;
}

static bool is_32_bit_host(void) { return GetEnvironmentVariableA("PROCESSOR_ARCHITEW6432", NULL, 0) != 0; }

int dism(int count, char **argument)
{
    const char *package = NULL;
    bool removes = false, online = false, quiet = false;
    for (int i = 0; i < count; i++) {
        const char *value;
        if (is_option(argument[i], "online")) online = true;
        else if (is_option(argument[i], "remove-package")) removes = true;
        else if (is_option(argument[i], "quiet")) quiet = true;
        else if ((value = option_value(argument[i], "PackageName:"))) package = value;
        else if (!is_option(argument[i], "english") && !is_option(argument[i], "norestart"))
            return surprise(ERROR_INVALID_PARAMETER, count, argument);
    }
    uint32_t code = 0;
    if (is_32_bit_host()) code = ERROR_BAD_FORMAT;
    else if (!online || !removes) return surprise(1639, count, argument);
    else if (!package || !*package) code = ERROR_INVALID_PARAMETER;
    else if (!machine()->elevated) code = NOT_ELEVATED;
    else code = remove_package(package);

    if (!quiet && code && code != RESTART_REQUIRED) out("\nError: 0x%08x\n\n", (unsigned)code);
    else if (!quiet) out("\nThe operation completed successfully.\n");
    return (int)code;
}

/* Finds the package by its KB number, where it carries one: KB971033's does not. */
int wusa(int count, char **argument)
{
    const char *number = NULL;
    bool uninstalls = false;
    for (int i = 0; i < count; i++) {
        const char *value = option_value(argument[i], "kb:");
        if (value) number = value;
        else if (is_option(argument[i], "uninstall")) uninstalls = true;
    }
    if (!uninstalls || !number) return surprise(ERROR_INVALID_PARAMETER, count, argument);
    if (machine()->build >= 10240) return ERROR_INVALID_PARAMETER;
    if (!machine()->elevated) return DENIED;

    HKEY packages;
    if (RegOpenKeyExW(HKEY_LOCAL_MACHINE, wide(SERVICING "\\Packages"), 0, KEY_READ, &packages))
        return WUSA_NOT_INSTALLED;
    const char *head = format("Package_for_KB%s~", number);
    wchar_t name[256];
    DWORD length = 256;
    for (DWORD i = 0; !RegEnumKeyExW(packages, i, name, &length, NULL, NULL, NULL, NULL); i++, length = 256)
        if (starts_with(narrow(name), head)) return (int)remove_package(narrow(name));
    return WUSA_NOT_INSTALLED;
}
