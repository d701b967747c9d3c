/* The software protection platform of the machine: one licence model behind slmgr and WMI. */
#ifndef LAB_LICENSING_H
#define LAB_LICENSING_H

#include "tool.h"

#define LAB_LICENSE LAB_MODEL("license")

/* Querying the licence starts the service, as on Windows. False: it cannot be started, the query fails. */
bool licensing_answers(void);

/* Operations with their journal entries; the answers are HRESULTs. `activate` fails with S_OK as slmgr does. */
uint32_t install_key(const char *key);
uint32_t uninstall_key(void);
uint32_t activate(void);
uint32_t set_kms_host(const char *host);
uint32_t set_kms_port(const char *port);

#endif
