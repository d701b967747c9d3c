/* Text files and standard input, line by line, for find, findstr and fc. */
#ifndef LAB_LINES_H
#define LAB_LINES_H

#include "tool.h"

struct text {
    char *bytes; /* as they are: these tools do not decode */
    size_t size;
};

/* False: cannot be read. A null path is standard input. */
bool read_all(const char *path, struct text *text);

/* Takes the next line out of the text, without its line end. Null: no more. */
char *take_line(struct text *text);

#endif
