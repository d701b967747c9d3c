/* Starting a script's program: what the launcher and the way into the 64-bit world share. */
#ifndef LAB_START_H
#define LAB_START_H

#include "tool.h"

/* The engine itself; beside it stands powershell.exe, which is a door to it (see doors.c). */
#define ENGINE "C:\\windows\\system32\\WindowsPowerShell\\v1.0\\pwsh.exe"

struct program {
    wchar_t *command;
    wchar_t *environment; /* null: the caller's own */
    const wchar_t *folder; /* null: the caller's own */
    bool shimmed;         /* PowerShell: with the shim in it from its first moment on */
};

/* Runs a program to its end; standard handles as in `startup`. False: it could not be started, GetLastError says why. */
bool run_program(const struct program *program, STARTUPINFOW *startup, DWORD *code);

#endif
