/*
 * Programs that lead to others.
 *
 * Sysnative\cmd.exe and Sysnative\WindowsPowerShell\v1.0\powershell.exe are the way of a 32-bit process into the 64-bit
 * world. Where the bench has no 32-bit Wine, a script is told that its host is a 32-bit process by the presence of this
 * folder; whoever goes through here is told the truth from then on.
 *
 * System32\WindowsPowerShell\v1.0\powershell.exe is the engine's pwsh.exe with the shim in it, whoever starts it.
 */
#include "start.h"

#include <string.h>

#define SYSNATIVE LAB_PATH("disk\\windows\\Sysnative")

/* What follows the program's own name, as it was written. */
static const char *arguments(void)
{
    const wchar_t *at = GetCommandLineW();
    bool quoted = false;
    for (; *at && (quoted || *at != ' '); at++)
        if (*at == '"') quoted = !quoted;
    return narrow(at);
}

int wmain(void)
{
    wchar_t path[MAX_PATH];
    GetModuleFileNameW(NULL, path, MAX_PATH);
    const char *own = narrow(path);
    char *name = strrchr(own, '\\') + 1;
    name[strcspn(name, ".")] = 0;
    bool native = strstr(own, "\\Sysnative\\") != NULL;
    struct program program = {.shimmed = !compare_names(name, "powershell")};
    program.command = wide(format("%s%s", program.shimmed ? ENGINE : "C:\\windows\\system32\\cmd.exe", arguments()));

    journal_note("start %s%s%s", native ? "sysnative " : "", name, arguments());
    if (native) {
        MoveFileA(SYSNATIVE, SYSNATIVE "-entered");
        SetEnvironmentVariableA("PROCESSOR_ARCHITECTURE", "AMD64");
        SetEnvironmentVariableA("PROCESSOR_ARCHITEW6432", NULL);
    }
    STARTUPINFOW startup = {.cb = sizeof startup};
    DWORD code = 1;
    return run_program(&program, &startup, &code) ? (int)code : (int)GetLastError();
}
