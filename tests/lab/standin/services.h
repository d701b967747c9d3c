/*
 * The services of the machine. Whether one runs is the model's; how it starts and what it depends on stands in the
 * registry, where scripts read it too.
 */
#ifndef LAB_SERVICES_H
#define LAB_SERVICES_H

#include "tool.h"

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

/* Carries out a start or stop without a journal entry; the answers are Windows' error codes. */
DWORD start_service(struct service *service);
DWORD stop_service(struct service *service);
/* The service is no more: not in the model, not in the registry. `service` points at another one, or nothing, after it. */
DWORD delete_service(struct service *service);

/* What has to happen when the software protection service starts: it makes its store anew where it is missing. */
void service_has_started(const struct service *service);

#endif
