"""Every text of the user interface is translated in every language, no translation has lost a placeholder or key, and
none says a thing by another term than translations/terms.txt does.

usage: translations_complete.py LUPDATE PROJECT_ROOT
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

PLACEHOLDER = re.compile(r"%L?\d|%[nvm]\b|\bF\d{1,2}\b", re.ASCII)


def forbidden_terms(root, language):
    for line in (root / "translations" / "terms.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            spoken, _, say, never = (part.strip() for part in line.split("|", 3))
            if spoken == language and never:
                yield say, re.compile(never)


def problems_of(ts_file, terms):
    tree = ElementTree.parse(ts_file)
    for context in tree.getroot().iter("context"):
        name = context.findtext("name")
        for message in context.iter("message"):
            source = message.findtext("source") or ""
            translation = message.find("translation")
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            if translation.get("type") == "unfinished" or not all(form.strip() for form in forms):
                yield f"{name}: not translated: {source!r}"
                continue
            wanted = set(PLACEHOLDER.findall(source))
            for form in forms:
                for say, never in terms:
                    if never.search(form):
                        yield f"{name}: says {never.search(form)[0]!r}, the term is {say!r}: {form!r}"
                missing = wanted - set(PLACEHOLDER.findall(form)) - ({"%n"} if len(forms) > 1 else set())
                if missing:
                    yield f"{name}: lost {sorted(missing)}: {source!r}"


def main(lupdate, root):
    root = pathlib.Path(root)
    shipped = sorted((root / "translations").glob("*.ts"))
    if not shipped:
        sys.exit("there is no .ts file")
    failed = False
    with tempfile.TemporaryDirectory() as scratch:
        copies = [pathlib.Path(shutil.copy(ts_file, scratch)) for ts_file in shipped]
        plural_only = [copy for copy in copies if copy.stem == "gatehouse_en"]
        for options, files in ([], [copy for copy in copies if copy not in plural_only]), (["-pluralonly"], plural_only):
            told = subprocess.run([lupdate, "-silent", "-I", str(root), "-locations", "none", "-no-obsolete",
                                   "-recursive", str(root / "ui"), str(root / "app"), *options, "-ts", *map(str, files)],
                                  check=True, stderr=subprocess.PIPE, encoding="utf-8").stderr
            # A class lupdate does not know gets another context than the program asks for: its texts stay English.
            if told.strip():
                failed = True
                print(told)
        for copy in copies:
            for problem in problems_of(copy, list(forbidden_terms(root, copy.stem.removeprefix("gatehouse_")))):
                failed = True
                print(f"{copy.name}: {problem}")
    print("incomplete or in other terms: update with the target update_translations, then translate" if failed else "complete")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
