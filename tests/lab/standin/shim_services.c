/*
 * The service control functions over the model: what sc.exe is to a batch script. A handle is the name of its service,
 * and the service manager's handle is the empty name.
 */
#include "services.h"
#include "shim.h"

#include <stdlib.h>
#include <string.h>

typedef wchar_t *handle;

/* Ends a replacement as Windows' functions end. */
static BOOL answer(DWORD code)
{
    SetLastError(code);
    leave_shim();
    return !code;
}

/* Null where there is none; for the length of one call. */
static struct service *service_of(handle name)
{
    forget_services();
    return name ? service_named(narrow(name)) : NULL;
}

static void fill_status(SERVICE_STATUS *status, enum status seen)
{
    *status = (SERVICE_STATUS){.dwServiceType = SERVICE_WIN32_SHARE_PROCESS, .dwCurrentState = seen};
    if (seen == RUNNING) status->dwControlsAccepted = SERVICE_ACCEPT_STOP | SERVICE_ACCEPT_SHUTDOWN;
}

static handle WINAPI open_manager(const wchar_t *computer, const wchar_t *database, DWORD access)
{
    (void)computer, (void)database, (void)access;
    return calloc(1, sizeof(wchar_t));
}

/* Where a control would not be allowed the handle is refused, as on Windows: the attempt ends here. */
static handle WINAPI open_service(handle manager, const wchar_t *name, DWORD access)
{
    enter_shim();
    DWORD code = 0;
    struct service *service = service_of((handle)name);
    const char *control = access & SERVICE_STOP ? "stop" : access & SERVICE_START ? "start" : NULL;
    if (!manager) code = ERROR_INVALID_HANDLE;
    else if (!service) code = ERROR_SERVICE_DOES_NOT_EXIST;
    else if (control && !machine()->elevated) code = ERROR_ACCESS_DENIED;
    if (manager && control && code) {
        if (service) journal_try("%s %s", control, narrow(name));
        else journal_try_missing(code, "%s %s", control, narrow(name));
        journal_done();
    }
    return answer(code) ? _wcsdup(name) : NULL;
}

static BOOL WINAPI close_handle(handle name)
{
    free(name);
    return TRUE;
}

static BOOL WINAPI query_status(handle name, SERVICE_STATUS *status)
{
    enter_shim();
    struct service *service = service_of(name);
    if (!service) return answer(ERROR_SERVICE_DOES_NOT_EXIST);
    fill_status(status, observe_service(service));
    return answer(0);
}

static BOOL WINAPI query_status_ex(handle name, int level, BYTE *buffer, DWORD size, DWORD *needed)
{
    SERVICE_STATUS_PROCESS *status = (SERVICE_STATUS_PROCESS *)buffer;
    (void)level;
    *needed = sizeof *status;
    if (size < sizeof *status) {
        SetLastError(ERROR_INSUFFICIENT_BUFFER);
        return FALSE;
    }
    *status = (SERVICE_STATUS_PROCESS){0};
    return query_status(name, (SERVICE_STATUS *)status);
}

static BOOL WINAPI start(handle name, DWORD count, const wchar_t **arguments)
{
    (void)count, (void)arguments;
    enter_shim();
    settle_registry();
    struct service *service = service_of(name);
    return answer(service ? request_start(service, narrow(name)) : ERROR_SERVICE_DOES_NOT_EXIST);
}

static BOOL WINAPI control(handle name, DWORD what, SERVICE_STATUS *status)
{
    enter_shim();
    settle_registry();
    struct service *service = service_of(name);
    if (!service) return answer(ERROR_SERVICE_DOES_NOT_EXIST);
    if (what != SERVICE_CONTROL_STOP) {
        journal_note("surprise: control %lu of %s", what, service->name);
        return answer(ERROR_INVALID_SERVICE_CONTROL);
    }
    DWORD code = request_stop(service, narrow(name));
    fill_status(status, service->status); /* what the request brought about: not a query */
    return answer(code);
}

/* A text behind the fixed part of an answer; the answer keeps where it stands. */
static wchar_t *put_characters(BYTE **free_space, const wchar_t *text, size_t characters)
{
    wchar_t *to = (wchar_t *)*free_space;
    memcpy(to, text, characters * sizeof *to);
    *free_space += characters * sizeof *to;
    return to;
}

static wchar_t *put(BYTE **free_space, const char *text) { return put_characters(free_space, wide(text), strlen(text) + 1); }

static size_t space_of(const struct service *service)
{
    return (strlen(service->name) + strlen(shown_as(service)) + 2) * sizeof(wchar_t);
}

static bool wanted(const struct service *service, DWORD states)
{
    return states & (service->status == STOPPED ? SERVICE_INACTIVE : SERVICE_ACTIVE);
}

static BOOL WINAPI dependents(handle name, DWORD states, ENUM_SERVICE_STATUSW *entry, DWORD size, DWORD *needed,
                              DWORD *count)
{
    enter_shim();
    struct service *service = service_of(name), *found[SERVICES_AT_MOST];
    *needed = *count = 0;
    if (!service) return answer(ERROR_SERVICE_DOES_NOT_EXIST);
    size_t all = dependents_of(service->name, found);
    for (size_t i = 0; i < all; i++)
        if (wanted(found[i], states)) *needed += (DWORD)(sizeof *entry + space_of(found[i]));
    if (*needed > size) return answer(ERROR_MORE_DATA);
    size_t chosen = 0;
    for (size_t i = 0; i < all; i++)
        if (wanted(found[i], states)) found[chosen++] = found[i];
    BYTE *free_space = (BYTE *)(entry + chosen);
    for (size_t i = 0; i < chosen; i++) {
        entry[i].lpServiceName = put(&free_space, found[i]->name);
        entry[i].lpDisplayName = put(&free_space, shown_as(found[i]));
        fill_status(&entry[i].ServiceStatus, observe_service(found[i]));
    }
    *count = (DWORD)chosen;
    return answer(0);
}

static BOOL WINAPI all_services(handle manager, int level, DWORD types, DWORD states, BYTE *buffer, DWORD size,
                                DWORD *needed, DWORD *count, DWORD *resume, const wchar_t *group)
{
    (void)level, (void)group, (void)resume;
    enter_shim();
    forget_services();
    *needed = *count = 0;
    struct service *service;
    DWORD chosen = 0;
    if (!manager) return answer(ERROR_INVALID_HANDLE);
    if (!(types & SERVICE_WIN32)) return answer(0);
    for (size_t i = 0; (service = service_at(i)); i++) {
        if (!wanted(service, states)) continue;
        *needed += (DWORD)(sizeof(ENUM_SERVICE_STATUS_PROCESSW) + space_of(service));
        chosen++;
    }
    if (*needed > size) return answer(ERROR_MORE_DATA);
    *needed = 0;
    ENUM_SERVICE_STATUS_PROCESSW *entry = (ENUM_SERVICE_STATUS_PROCESSW *)buffer;
    BYTE *free_space = (BYTE *)(entry + chosen);
    for (size_t i = 0; (service = service_at(i)); i++) {
        if (!wanted(service, states)) continue;
        entry->lpServiceName = put(&free_space, service->name);
        entry->lpDisplayName = put(&free_space, shown_as(service));
        entry->ServiceStatusProcess = (SERVICE_STATUS_PROCESS){0};
        fill_status((SERVICE_STATUS *)&entry->ServiceStatusProcess, observe_service(service));
        entry++;
    }
    *count = chosen;
    return answer(0);
}

static BOOL WINAPI query_config(handle name, QUERY_SERVICE_CONFIGW *config, DWORD size, DWORD *needed)
{
    static const wchar_t program[] = L"C:\\Windows\\system32\\svchost.exe -k netsvcs", account[] = L"LocalSystem";
    enter_shim();
    struct service *service = service_of(name);
    if (!service) return answer(ERROR_SERVICE_DOES_NOT_EXIST);
    const wchar_t *others = service_dependencies(service->name), *end = others;
    while (*end) end += wcslen(end) + 1;
    const char *shown = shown_as(service);
    size_t list = (size_t)(end - others) + 1;
    *needed = (DWORD)(sizeof *config + sizeof program + sizeof account + (list + strlen(shown) + 2) * sizeof(wchar_t));
    if (*needed > size) return answer(ERROR_INSUFFICIENT_BUFFER);
    BYTE *free_space = (BYTE *)(config + 1);
    *config = (QUERY_SERVICE_CONFIGW){
        .dwServiceType = SERVICE_WIN32_SHARE_PROCESS,
        .dwStartType = service_number(service->name, "Start", SERVICE_DEMAND_START),
        .dwErrorControl = SERVICE_ERROR_NORMAL,
        .lpBinaryPathName = put_characters(&free_space, program, sizeof program / sizeof *program),
        .lpLoadOrderGroup = put(&free_space, ""),
        .lpDependencies = put_characters(&free_space, others, list),
        .lpServiceStartName = put_characters(&free_space, account, sizeof account / sizeof *account),
        .lpDisplayName = put(&free_space, shown),
    };
    return answer(0);
}

static BOOL answer_name(const char *name, wchar_t *buffer, DWORD *size)
{
    const wchar_t *text = wide(name);
    DWORD length = (DWORD)wcslen(text), room = *size;
    *size = length;
    if (!buffer || room <= length) return answer(ERROR_INSUFFICIENT_BUFFER);
    wcscpy(buffer, text);
    return answer(0);
}

static BOOL WINAPI display_name(handle manager, const wchar_t *name, wchar_t *buffer, DWORD *size)
{
    enter_shim();
    struct service *service = service_of((handle)name);
    if (!manager || !service) return answer(ERROR_SERVICE_DOES_NOT_EXIST);
    return answer_name(shown_as(service), buffer, size);
}

static BOOL WINAPI key_name(handle manager, const wchar_t *shown, wchar_t *buffer, DWORD *size)
{
    enter_shim();
    forget_services();
    struct service *service;
    for (size_t i = 0; manager && (service = service_at(i)); i++)
        if (!compare_names(shown_as(service), narrow(shown))) return answer_name(service->name, buffer, size);
    return answer(ERROR_SERVICE_DOES_NOT_EXIST);
}

void replace_services(void)
{
    replace_function("OpenSCManagerW", (void *)open_manager);
    replace_function("OpenServiceW", (void *)open_service);
    replace_function("CloseServiceHandle", (void *)close_handle);
    replace_function("QueryServiceStatus", (void *)query_status);
    replace_function("QueryServiceStatusEx", (void *)query_status_ex);
    replace_function("QueryServiceConfigW", (void *)query_config);
    replace_function("StartServiceW", (void *)start);
    replace_function("ControlService", (void *)control);
    replace_function("EnumDependentServicesW", (void *)dependents);
    replace_function("EnumServicesStatusExW", (void *)all_services);
    replace_function("GetServiceDisplayNameW", (void *)display_name);
    replace_function("GetServiceKeyNameW", (void *)key_name);
}
