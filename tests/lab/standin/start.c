#include "start.h"

#include <stdlib.h>

#define SHIM L"\\\\?\\unix\\lab\\bin\\shim.dll"

/* The shim is loaded by a thread of its own, before the program's first one runs. */
static bool put_shim(HANDLE process)
{
    static const wchar_t path[] = SHIM;
    void *there = VirtualAllocEx(process, NULL, sizeof path, MEM_COMMIT, PAGE_READWRITE);
    if (!there || !WriteProcessMemory(process, there, path, sizeof path, NULL)) return false;
    /* kernel32 lies at one place in all processes. */
    union {
        FARPROC function;
        LPTHREAD_START_ROUTINE thread;
    } load = {GetProcAddress(GetModuleHandleW(L"kernel32.dll"), "LoadLibraryW")};
    HANDLE thread = CreateRemoteThread(process, NULL, 0, load.thread, there, 0, NULL);
    DWORD loaded = 0;
    if (!thread) return false;
    WaitForSingleObject(thread, INFINITE);
    GetExitCodeThread(thread, &loaded);
    CloseHandle(thread);
    return loaded != 0;
}

/* Null where the machine's user is an administrator, else the token of somebody who is none. */
static HANDLE token_of_the_user(void)
{
    HANDLE own, restricted;
    BYTE administrators[SECURITY_MAX_SID_SIZE];
    DWORD size = sizeof administrators;
    if (machine()->elevated) return NULL;
    if (!CreateWellKnownSid(WinBuiltinAdministratorsSid, NULL, administrators, &size) ||
        !OpenProcessToken(GetCurrentProcess(), TOKEN_ALL_ACCESS, &own))
        abort();
    SID_AND_ATTRIBUTES disabled = {administrators, 0};
    if (!CreateRestrictedToken(own, 0, 1, &disabled, 0, NULL, 0, NULL, &restricted)) abort();
    return restricted;
}

bool run_program(const struct program *program, STARTUPINFOW *startup, DWORD *code)
{
    PROCESS_INFORMATION process;
    DWORD flags = CREATE_UNICODE_ENVIRONMENT | (program->shimmed ? CREATE_SUSPENDED : 0);
    if (!CreateProcessAsUserW(token_of_the_user(), NULL, program->command, NULL, NULL, TRUE, flags, program->environment,
                              program->folder, startup, &process))
        return false;
    if (program->shimmed && !put_shim(process.hProcess)) journal_note("surprise: no shim: error %lu", GetLastError());
    if (program->shimmed) ResumeThread(process.hThread);
    WaitForSingleObject(process.hProcess, INFINITE);
    return GetExitCodeProcess(process.hProcess, code);
}
