/*
 * The services of the machine. Whether one runs is the model's; how it starts and what it depends on stands in the
 * registry, where scripts read it too.
 */
#ifndef LAB_SERVICES_H
#define LAB_SERVICES_H

#include "tool.h"

enum { SERVICES_AT_MOST = 256 };

enum status { STOPPED = 1, START_PENDING, STOP_PENDING, RUNNING };

struct service {
    char name[260];
    enum status status;
    unsigned pending; /* how many more queries answer the pending status */
    unsigned stop_takes, start_takes;
};

/* The services of the model; null where there is none of that name. */
struct service *service_named(const char *name);
struct service *service_at(size_t index);
void save_services(void);

DWORD service_number(const char *name, const char *value, DWORD otherwise);
bool service_is_disabled(const char *name);
/* The names under DependOnService, each ended by a zero, the list by an empty one. Never null. */
wchar_t *service_dependencies(const char *name);
bool depends_on(const struct service *service, const char *name);

/* What a query sees. It is also what moves a pending service on. */
enum status observe_service(struct service *service);

/* What people see in its name's place. In the process's own memory. */
const char *shown_as(const struct service *service);

/* Direct and indirect dependents, each once, in the order in which they can be stopped; how many. */
size_t dependents_of(const char *name, struct service *found[SERVICES_AT_MOST]);

/* Starts a service without a journal entry. As below, the answer is a Windows error code. */
DWORD start_service(struct service *service);

/* What a script asks for, in the journal: one operation that the scenario lets fail, that is not allowed, or the real one.
   `name` is what the script called the service. */
DWORD request_start(struct service *service, const char *name);
DWORD request_stop(struct service *service, const char *name);
/* The service is no more: not in the model, not in the registry. `service` points at another one, or nothing, after it. */
DWORD request_delete(struct service *service);

/* In a process that asks more than once: the model may have become another one since. Pointers into it are void then. */
void forget_services(void);

/* What has to happen when the software protection service starts: it makes its store anew where it is missing. */
void service_has_started(const struct service *service);

#endif
