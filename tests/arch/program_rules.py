#!/usr/bin/env python3
"""Checks what the built programs load and export.

usage: program_rules.py PROGRAM…

A second SQLite in the process could take the place of the encrypting one and write plain text without an error: the
programs must not load libsqlite3 or Qt's SQL module, directly or through another library, and must not export the
engine's functions for others to bind to. A program that is not built is reported and does not count as checked; that
none is built is a failure.
"""
import pathlib
import re
import subprocess
import sys

FORBIDDEN_LIBRARIES = re.compile(r"libsqlite3|libsqlcipher|libQt6Sql|libgdal")


def output_of(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def problems_of(program):
    loaded = [line.strip() for line in output_of("ldd", program).splitlines() if FORBIDDEN_LIBRARIES.search(line)]
    for line in loaded:
        yield f"{program} loads {line}"
    exported = [line.split()[-1] for line in output_of("nm", "-D", "--defined-only", program).splitlines()
                if re.search(r"\s[TtWwBbDdVv]\s+(sqlite3|sqlcipher)_?\w*", line)]
    if exported:
        yield f"{program} exports {len(exported)} engine functions, {exported[0]} for one"


def main(programs):
    if not programs:
        print(__doc__, file=sys.stderr)
        return 2
    built = [program for program in programs if pathlib.Path(program).exists()]
    for program in sorted(set(programs) - set(built)):
        print(f"{program} is not built: not checked")
    problems = [problem for program in built for problem in problems_of(program)]
    if not built:
        problems.append("no program is built")
    for problem in problems:
        print(problem)
    print(f"{len(built)} programs checked, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
