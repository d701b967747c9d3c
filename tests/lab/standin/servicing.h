/* Component Based Servicing's own place in the registry, which is where scripts look, and what the scenario says of it. */
#ifndef LAB_SERVICING_H
#define LAB_SERVICING_H

#define SERVICING "SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing"

/* What removing a package does: `at-once`, `at-restart`, `stuck` or `permanent`. */
const char *package_removal(const char *identity);

#endif
