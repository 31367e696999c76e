"""No two libraries of a program define the same name: the linker would quietly take one of them for both.

    symbols.py LIBRARY...
"""
import collections
import subprocess
import sys


def defined(library):
    listing = subprocess.run(["nm", "--defined-only", "--extern-only", "--format=posix", library], check=True,
                             capture_output=True, text=True).stdout
    return {line.split()[0] for line in listing.splitlines() if len(line.split()) >= 2}


def main():
    owners = collections.defaultdict(list)
    for library in sys.argv[1:]:
        for name in defined(library):
            owners[name].append(library)
    twice = {name: libraries for name, libraries in owners.items() if len(libraries) > 1}
    for name, libraries in sorted(twice.items()):
        print(f"{name}: defined in {' and in '.join(libraries)}, expected in one")
    print(f"{len(owners)} names of {len(sys.argv) - 1} libraries, {len(twice)} of them defined twice")
    return 1 if twice or not owners else 0


if __name__ == "__main__":
    sys.exit(main())
