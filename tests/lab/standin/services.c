#include "services.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SERVICES "SYSTEM\\CurrentControlSet\\Services\\"

static struct service *services;
static size_t service_count;

static const char *const words[] = {"", "stopped", "start-pending", "stop-pending", "running"};

static bool read_service(char *line, void *context)
{
    (void)context;
    services = realloc(services, (service_count + 1) * sizeof *services);
    if (!services) abort();
    struct service *service = &services[service_count++];
    memset(service, 0, sizeof *service);
    char *rest = line;
    snprintf(service->name, sizeof service->name, "%s", next_field(&rest));
    const char *status = next_field(&rest);
    for (size_t i = STOPPED; i <= RUNNING; i++)
        if (!strcmp(status, words[i])) service->status = (enum status)i;
    service->pending = (unsigned)strtoul(next_field(&rest), NULL, 10);
    service->stop_takes = (unsigned)strtoul(next_field(&rest), NULL, 10);
    service->start_takes = (unsigned)strtoul(next_field(&rest), NULL, 10);
    return true;
}

static void load_services(void)
{
    if (!services) each_line(LAB_MODEL("services"), read_service, NULL);
}

void forget_services(void)
{
    free(services);
    services = NULL;
    service_count = 0;
}

void save_services(void)
{
    FILE *file = fopen(LAB_MODEL("services"), "wb");
    if (!file) abort();
    for (size_t i = 0; i < service_count; i++) {
        const struct service *service = &services[i];
        fprintf(file, "%s\t%s\t%u\t%u\t%u\n", service->name, words[service->status], service->pending,
                service->stop_takes, service->start_takes);
    }
    fclose(file);
}

struct service *service_at(size_t index)
{
    load_services();
    return index < service_count ? &services[index] : NULL;
}

struct service *service_named(const char *name)
{
    struct service *service;
    for (size_t i = 0; (service = service_at(i)); i++)
        if (!compare_names(service->name, name)) return service;
    return NULL;
}

DWORD service_number(const char *name, const char *value, DWORD otherwise)
{
    DWORD number, size = sizeof number;
    return RegGetValueW(HKEY_LOCAL_MACHINE, wide(format(SERVICES "%s", name)), wide(value), RRF_RT_REG_DWORD, NULL,
                        &number, &size)
               ? otherwise
               : number;
}

bool service_is_disabled(const char *name) { return service_number(name, "Start", SERVICE_DEMAND_START) == SERVICE_DISABLED; }

wchar_t *service_dependencies(const char *name)
{
    wchar_t *key = wide(format(SERVICES "%s", name));
    DWORD size = 0;
    RegGetValueW(HKEY_LOCAL_MACHINE, key, L"DependOnService", RRF_RT_REG_MULTI_SZ, NULL, NULL, &size);
    wchar_t *names = allocate(size + 2 * sizeof *names);
    if (size) RegGetValueW(HKEY_LOCAL_MACHINE, key, L"DependOnService", RRF_RT_REG_MULTI_SZ, NULL, names, &size);
    return names;
}

bool depends_on(const struct service *service, const char *name)
{
    for (wchar_t *other = service_dependencies(service->name); *other; other += wcslen(other) + 1)
        if (!compare_names(narrow(other), name)) return true;
    return false;
}

const char *shown_as(const struct service *service) { return format("The %s service", service->name); }

/* Whether one that it depends on is still on its way; time passes for that one too. Only those that the scenario tells of
   can stand in the way. */
static bool waits(const struct service *service)
{
    bool any = false;
    for (wchar_t *other = service_dependencies(service->name); *other; other += wcslen(other) + 1) {
        struct service *needed = service_named(narrow(other));
        any |= needed && needed->status == START_PENDING && observe_service(needed) == START_PENDING;
    }
    return any;
}

enum status observe_service(struct service *service)
{
    enum status seen = service->status;
    if (seen != START_PENDING && seen != STOP_PENDING) return seen;
    if (seen == START_PENDING && waits(service)) return seen;
    if (service->pending) {
        service->pending--;
    } else {
        service->status = seen = seen == STOP_PENDING ? STOPPED : RUNNING;
        if (seen == RUNNING) service_has_started(service);
    }
    save_services();
    return seen;
}

DWORD start_service(struct service *service)
{
    if (service->status == RUNNING) return ERROR_SERVICE_ALREADY_RUNNING;
    if (service->status != STOPPED) return ERROR_SERVICE_CANNOT_ACCEPT_CTRL;
    if (service_is_disabled(service->name)) return ERROR_SERVICE_DISABLED;
    bool pending = service->start_takes;
    for (wchar_t *other = service_dependencies(service->name); *other; other += wcslen(other) + 1) {
        struct service *needed = service_named(narrow(other));
        if (!needed) continue;
        DWORD code = needed->status == START_PENDING ? 0 : start_service(needed);
        if (code && code != ERROR_SERVICE_ALREADY_RUNNING) return ERROR_SERVICE_DEPENDENCY_FAIL;
        pending |= needed->status == START_PENDING;
    }
    service->status = pending ? START_PENDING : RUNNING;
    service->pending = service->start_takes;
    save_services();
    if (service->status == RUNNING) service_has_started(service);
    return 0;
}

static DWORD delete_service(struct service *service)
{
    RegDeleteTreeW(HKEY_LOCAL_MACHINE, wide(format(SERVICES "%s", service->name)));
    size_t index = (size_t)(service - services);
    memmove(service, service + 1, (service_count - index - 1) * sizeof *services);
    service_count--;
    save_services();
    return 0;
}

static DWORD stop_service(struct service *service)
{
    if (service->status == STOPPED) return ERROR_SERVICE_NOT_ACTIVE;
    if (service->status != RUNNING) return ERROR_SERVICE_CANNOT_ACCEPT_CTRL;
    struct service *other;
    for (size_t i = 0; (other = service_at(i)); i++)
        if (other->status != STOPPED && depends_on(other, service->name)) return ERROR_DEPENDENT_SERVICES_RUNNING;
    service->status = service->stop_takes ? STOP_PENDING : STOPPED;
    service->pending = service->stop_takes;
    save_services();
    return 0;
}

/* Those that depend on others come first. */
static size_t collect_dependents(const char *name, struct service **found, size_t count)
{
    struct service *other;
    for (size_t i = 0; (other = service_at(i)); i++) {
        bool known = false;
        for (size_t k = 0; k < count; k++) known |= found[k] == other;
        if (known || !depends_on(other, name)) continue;
        count = collect_dependents(other->name, found, count);
        if (count == SERVICES_AT_MOST) abort();
        found[count++] = other;
    }
    return count;
}

size_t dependents_of(const char *name, struct service *found[SERVICES_AT_MOST])
{
    return collect_dependents(name, found, 0);
}

static DWORD perform(struct verdict verdict, struct service *service, DWORD (*operation)(struct service *))
{
    DWORD code = verdict.faulted ? verdict.code : 0;
    if (!machine()->elevated) code = ERROR_ACCESS_DENIED;
    else if (verdict.take_effect) {
        DWORD own = operation(service);
        if (!verdict.faulted) code = own;
    }
    journal_done();
    return code;
}

DWORD request_start(struct service *service, const char *name)
{
    return perform(journal_try("start %s", name), service, start_service);
}

DWORD request_stop(struct service *service, const char *name)
{
    return perform(journal_try("stop %s", name), service, stop_service);
}

DWORD request_delete(struct service *service)
{
    return perform(journal_try("delete-service %s", service->name), service, delete_service);
}
