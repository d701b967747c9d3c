/*
 * cmd.exe as a 32-bit process finds it in %SystemRoot%\Sysnative: the way into the 64-bit world. Where the bench has no
 * 32-bit Wine, a script is told that its host is a 32-bit process by its environment and by the presence of this
 * folder; whoever goes through here is told the truth from then on.
 */
#include "tool.h"

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
    MoveFileA(SYSNATIVE, SYSNATIVE "-entered");
    SetEnvironmentVariableA("PROCESSOR_ARCHITECTURE", "AMD64");
    SetEnvironmentVariableA("PROCESSOR_ARCHITEW6432", NULL);

    wchar_t *command = wide(format("C:\\windows\\system32\\cmd.exe%s", narrow(arguments())));
    STARTUPINFOW startup = {.cb = sizeof startup};
    PROCESS_INFORMATION process;
    DWORD code = 1;
    journal_note("start sysnative cmd%s", narrow(arguments()));
    if (!CreateProcessW(NULL, command, NULL, NULL, TRUE, 0, NULL, NULL, &startup, &process)) return (int)GetLastError();
    WaitForSingleObject(process.hProcess, INFINITE);
    GetExitCodeProcess(process.hProcess, &code);
    return (int)code;
}
