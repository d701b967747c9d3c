/*
 * The shim: a library in each PowerShell process of a script, where it stands in for a few of the functions that .NET
 * calls. What tools are to a batch script, functions are to PowerShell: services, registry and waiting go through here
 * to the same model and the same journal.
 */
#ifndef LAB_SHIM_H
#define LAB_SHIM_H

#include "tool.h"

#include <winternl.h>

#define REFUSED_ACCESS ((NTSTATUS)0xC0000022) /* STATUS_ACCESS_DENIED */

/* Lets every call of a function go to `replacement`. Never to come back: for functions that are replaced altogether. */
void replace_function(const char *name, void *replacement);
/* The same for a system call; gives what still makes the real one. */
void *replace_system_call(const char *name, void *replacement);

/* The real one, of those that are not replaced. */
void *system_call(const char *name);

/*
 * The shim's own calls pass its replacements: a replacement starts with `enter_shim` and, where that is false, makes the
 * real call and nothing else. One thread at a time is inside.
 */
bool enter_shim(void);
void leave_shim(void);

/* The status that .NET makes this Windows error code of. */
NTSTATUS status_of(uint32_t code);

void replace_services(void);
void replace_registry(void);
void replace_files(void);

/* Key creations that nothing has come of yet are operations of their own now (see shim_registry.c). */
void settle_registry(void);

#endif
