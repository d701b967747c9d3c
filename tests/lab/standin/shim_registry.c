#include "shim.h"

void settle_registry(void) {}
