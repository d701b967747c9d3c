/*
 * cmd.exe and powershell.exe as a 32-bit process finds them in %SystemRoot%\Sysnative: the way into the 64-bit world.
 * Where the bench has no 32-bit Wine, a script is told that its host is a 32-bit process by its environment and by the
 * presence of this folder; whoever goes through here is told the truth from then on.
 */
#include "start.h"

#include <string.h>

#define SYSNATIVE LAB_PATH("disk\\windows\\Sysnative")

/* What follows the program's own name, as it was written. */
static const wchar_t *arguments(void)
{
    const wchar_t *at = GetCommandLineW();
    bool quoted = false;
    for (; *at && (quoted || *at != ' '); at++)
        if (*at == '"') quoted = !quoted;
    return at;
}

int wmain(void)
{
    wchar_t own[MAX_PATH];
    GetModuleFileNameW(NULL, own, MAX_PATH);
    const char *program = strstr(narrow(own), "\\WindowsPowerShell\\");
    struct program real = {.shimmed = program != NULL};
    if (!program) program = "\\cmd.exe";

    MoveFileA(SYSNATIVE, SYSNATIVE "-entered");
    SetEnvironmentVariableA("PROCESSOR_ARCHITECTURE", "AMD64");
    SetEnvironmentVariableA("PROCESSOR_ARCHITEW6432", NULL);

    real.command = wide(format("C:\\windows\\system32%s%s", program, narrow(arguments())));
    STARTUPINFOW startup = {.cb = sizeof startup};
    DWORD code = 1;
    journal_note("start sysnative %s%s", strrchr(program, '\\') + 1, narrow(arguments()));
    return run_program(&real, &startup, &code) ? (int)code : (int)GetLastError();
}
