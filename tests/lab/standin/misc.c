/* The small tools. */
#include "registry.h"
#include "tool.h"

#include <stdlib.h>
#include <string.h>

/* Scripts wait by ping: nobody waits here, the machine's clock is moved instead. */
int ping(int count, char **argument)
{
    long probes = 4;
    for (int i = 0; i + 1 < count; i++)
        if (is_option(argument[i], "n")) probes = strtol(argument[i + 1], NULL, 10);
    long seconds = strtol(model_value(LAB_MODEL("clock"), "seconds"), NULL, 10) + (probes > 1 ? probes - 1 : 0);
    set_model_value(LAB_MODEL("clock"), "seconds", format("%ld", seconds));
    return 0;
}

int shutdown_(int count, char **argument)
{
    (void)count, (void)argument;
    struct verdict verdict = journal_try("shutdown");
    journal_done();
    if (!machine()->elevated) return DENIED;
    return (int)verdict.code;
}

/* The integrity level is what scripts look for: high, or medium without elevation. */
int whoami(int count, char **argument)
{
    if (count != 1 || !is_option(argument[0], "groups")) return surprise(1, count, argument);
    out("\nGROUP INFORMATION\n-----------------\n\n"
        "Group Name                           Type             SID          Attributes\n"
        "==================================== ================ ============ ==========\n"
        "BUILTIN\\Administrators               Alias            S-1-5-32-544 \n"
        "Mandatory Label\\%-20s Label            S-1-16-%d\n",
        machine()->elevated ? "High Mandatory Level" : "Medium Mandatory Level", machine()->elevated ? 12288 : 8192);
    return 0;
}

/* Owner and rights of a folder: a machine of the lab has neither, so only what scripts may type is known. */
int icacls(int count, char **argument)
{
    bool owner = count == 4 && is_option(argument[1], "setowner") && !compare_names(argument[2], "*S-1-5-32-544");
    bool rights = count == 6 && is_option(argument[1], "inheritance:r") && is_option(argument[2], "grant:r") &&
                  !compare_names(argument[3], "*S-1-5-18:(OI)(CI)F") && !compare_names(argument[4], "*S-1-5-32-544:(OI)(CI)F");
    if ((!owner && !rights) || !is_option(argument[count - 1], "q")) return surprise(87, count, argument);
    return machine()->elevated ? 0 : DENIED;
}

/* By its number a process is really ended. By name there is never one: none runs for longer than its tool. */
int taskkill(int count, char **argument)
{
    for (int i = 0; i + 1 < count; i++) {
        if (!is_option(argument[i], "pid")) continue;
        HANDLE process = OpenProcess(PROCESS_TERMINATE, FALSE, strtoul(argument[i + 1], NULL, 10));
        return process && TerminateProcess(process, 1) ? 0 : 128;
    }
    const char *image = "";
    for (int i = 0; i + 1 < count; i++)
        if (is_option(argument[i], "im")) image = argument[i + 1];
    struct verdict verdict = journal_try("end-process %s", image);
    journal_done();
    if (verdict.faulted) return (int)verdict.code;
    err("ERROR: The process \"%s\" not found.\n", image);
    return 128;
}

/* A batch script must never need PowerShell. */
int powershell(int count, char **argument) { return surprise(1, count, argument); }

/* Text as the harness compares it: nothing in it ends a line or a field. */
static const char *digits(const char *text) { return hexadecimal((const BYTE *)text, (DWORD)strlen(text)); }

/* The variables that a plan handed over; all others are Windows' own. */
static void note_variables(void)
{
    static const wchar_t head[] = L"HANDED_";
    for (const wchar_t *entry = GetEnvironmentStringsW(); *entry; entry += wcslen(entry) + 1) {
        const wchar_t *equals = wcschr(entry, L'=');
        if (!equals || wcsncmp(entry, head, wcslen(head))) continue;
        const char *whole = narrow(entry), *value = narrow(equals + 1);
        journal_note("variable %.*s %s", (int)(strlen(whole) - strlen(value) - 1), whole, digits(value));
    }
}

/* What a `command` of a scenario runs: notes what it was handed, and answers as the scenario says. The line does not show
 * where one argument ends, so behind `/after` there have to be three; with /hangs it does not end. */
int labtool(int count, char **argument)
{
    if (count && is_option(argument[0], "after") && count != 4) return surprise(1, count, argument);
    const char *line = "labtool.exe";
    for (int i = 0; i < count; i++) line = format("%s %s", line, argument[i]);
    struct verdict verdict = journal_try("run %s", line);
    for (int i = 0; i < count; i++) journal_note("argument %s", digits(argument[i]));
    note_variables();
    journal_done();
    if (count == 1 && is_option(argument[0], "hangs")) Sleep(INFINITE);
    return (int)verdict.code;
}
