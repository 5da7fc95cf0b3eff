#include "tests/support/NoListening.h"

#include <cstdio>
#include <unistd.h>

// gatehouse_no_listening PROGRAM ARGUMENTS…: becomes the program, which the kernel ends with SIGSYS when it or anything
// it starts listens for connections. The end-to-end tests start every program of ours through it
// (tests/support/OurProgram.h). Exit status 126 when the filter cannot be set, 127 when there is no such program.
int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fputs("usage: gatehouse_no_listening PROGRAM ARGUMENTS…\n", stderr);
        return 2;
    }
    if (!gatehouse::test::forbidListening()) {
        std::fputs("gatehouse_no_listening: this kernel does not set such a filter\n", stderr);
        return 126;
    }
    execvp(argv[1], argv + 1);
    std::perror(argv[1]);
    return 127;
}
