#!/usr/bin/env python3
"""Checks the sources against the ladder and the fences of the design.

usage: source_rules.py LAYERS_TXT SOURCE_ROOT     checks core/, ui/ and app/ below SOURCE_ROOT
       source_rules.py --self-test LAYERS_TXT     plants one offence of every kind and demands that each is found

A link rule does not stop an include: every header can be reached from the root. So every #include "core/…" or "ui/…"
must go to the same folder of the ladder or to one of a lower rank, outside headers stay behind their fences, and a few
words have no business in some places at all.
"""
import pathlib
import re
import sys
import tempfile

APP_RANK = 10

# What may only be included in the listed folders ("*.cpp" after a folder: not in its headers).
INCLUDE_FENCES = [
    (r"sqlite3\.h", ["core/store"]),
    (r"opencv2/", ["core/vision *.cpp", "core/video *.cpp"]),
    (r"sodium(\.h|/)", ["core/security", "core/audit", "core/evidence"]),
    (r"archive(_entry)?\.h", ["core/privacy"]),
    (r"gst/", ["core/video"]),
    (r"QVideoFrame\b", ["core/video", "ui/live"]),
    (r"Q(Camera|MediaPlayer|MediaCaptureSession|VideoSink)\b", ["core/video"]),
    (r"QMediaDevices\b", ["core/video", "ui/live *.cpp"]),  # cameras there, loudspeakers here
    (r"QSoundEffect", ["ui/live", "ui/shell", "ui/common", "app"]),
    (r"(QtSql|QSql\w*)", []),
    (r"QModbus\w*", ["core/access/gates"]),
    (r"(QtNetwork|QTcpSocket|QUdpSocket|QNetwork\w*|QSsl\w*|QAbstractSocket)", ["core/access/gates"]),
    (r"(QTcpServer|QSslServer|QLocalServer|QWebSocketServer|QHttpServer|QModbusTcpServer|QModbusServer)", []),
    (r"(sys/socket\.h|netinet/.*)", ["core/access/gates"]),
    (r"QDBus\w*", []),
    (r"(nlohmann|CLI)/", ["app"]),
]

# Words that must not stand in code (comments and string literals are not looked at) outside the listed folders, and the
# folders in which they are looked for.
WORD_FENCES = [
    (r"\btr\s*\(|\bQ_DECLARE_TR_FUNCTIONS\b|\bQT_TR_NOOP\b|\bQCoreApplication::translate\b", ["core"], [],
     "texts for people are made in ui/"),
    (r"\bQ(Widget|Dialog|MessageBox|PushButton|Label|Application)\b", ["core"], [], "no widgets in core"),
    (r"\b(listen|bind)\s*\(\s*QHostAddress|\.listen\s*\(|->listen\s*\(|::listen\s*\(", ["core", "ui", "app"], [],
     "the program opens no listening socket"),
    (r"\bQ(Tcp|Local|Ssl|WebSocket|Http)Server\b", ["core", "ui", "app"], [], "the program opens no listening socket"),
    (r"\bQSql\w+", ["core", "ui", "app"], [], "only the SQLCipher engine of core/store"),
    (r"(?<!Application::)\binstance\s*\(\s*\)", ["core", "ui", "app"], [], "no singletons"),
    (r"\bDerivationCost\b", ["core", "ui", "app"], ["core/security"],
     "only the shipped cost of key derivation is used outside core/security and its tests"),
    (r"\bsqlite3_\w+", ["core", "ui", "app"], ["core/store"], "the engine is reached through core/store"),
    (r"\bevidence::load(Encoded)?\b", ["core", "ui", "app"], ["core/lane", "core/privacy"],
     "pictures are read through lane::EventLog or core/privacy: each asks who looks"),
]

INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]', re.MULTILINE)
NOT_CODE = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)


def read_ladder(path):
    ladder = {}
    for row in pathlib.Path(path).read_text().splitlines():
        if row.strip():
            folder, rank, _ = row.split("|")
            ladder[folder] = int(rank)
    if len(ladder) < 10:
        sys.exit(f"{path} does not hold the ladder")
    return ladder


def layer_of(path, ladder):
    """The folder of the ladder a file or an include lies in, and its rank."""
    parts = path.split("/")
    if parts[0] == "app":
        return "app", APP_RANK
    folder = "/".join(parts[:2])
    return (folder, ladder[folder]) if folder in ladder else (None, None)


def is_inside(path, places):
    for place in places:
        folder, _, suffix = place.partition(" *")
        if (path == folder or path.startswith(folder + "/")) and path.endswith(suffix):
            return True
    return False


def check_include(path, ladder, style, target):
    first = target.split("/")[0]
    if first in ("core", "ui", "app"):
        layer, rank = layer_of(path, ladder)
        other, other_rank = layer_of(target, ladder)
        if other is None:
            return f"{target} is in no folder of the ladder"
        if other == "app" and layer != "app":
            return f"{layer} must not know {target}"
        if other != layer and other_rank >= rank:
            return f"{layer} (rank {rank}) must not include {target} (rank {other_rank}): arrows point down"
        return None
    if first == "tests":
        return "the program must not include its tests"
    if style == '"' and not target.endswith(".moc"):
        return f'"{target}": includes are written from the root'
    for pattern, places in INCLUDE_FENCES:
        if re.match(pattern, target) and not is_inside(path, places):
            return f"{target} belongs into {', '.join(places) or 'no folder at all'}"
    return None


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def check_file(root, path, ladder):
    text = (root / path).read_text(encoding="utf-8")
    if layer_of(path, ladder)[0] is None:
        yield f"{path}:1: lies in no folder of the ladder"
        return
    for match in INCLUDE.finditer(text):
        problem = check_include(path, ladder, match.group(1), match.group(2))
        if problem:
            yield f"{path}:{line_of(text, match.start(2))}: {problem}"
    code = NOT_CODE.sub(lambda match: re.sub(r"[^\n]", " ", match.group(0)), text)
    for pattern, looked_in, allowed, why in WORD_FENCES:
        if not is_inside(path, looked_in) or is_inside(path, allowed):
            continue
        for match in re.finditer(pattern, code):
            yield f"{path}:{line_of(code, match.start())}: {match.group(0).strip()}: {why}"
    if path.endswith(".h") and not re.search(r"^#pragma once$", text, re.MULTILINE):
        yield f"{path}:1: no #pragma once"


def check_tree(root, ladder):
    root = pathlib.Path(root)
    files = sorted(str(file.relative_to(root)) for top in ("core", "ui", "app") for file in (root / top).rglob("*")
                   if file.suffix in (".h", ".cpp"))
    return files, [problem for file in files for problem in check_file(root, file, ladder)]


# (file, content, a word of the complaint, or None where there must be none)
PLANTED = [
    ("core/store/Up.cpp", '#include "core/people/Person.h"\n', "arrows point down"),
    ("core/audit/Sideways.cpp", '#include "core/vision/Quality.h"\n', "arrows point down"),
    ("ui/words/Window.cpp", '#include "ui/common/Icon.h"\n', "arrows point down"),
    ("ui/documents/Window.cpp", '#include "ui/common/Icon.h"\n', "arrows point down"),
    ("ui/people/Other.cpp", '#include "ui/audit/AuditPage.h"\n', "arrows point down"),
    ("ui/shell/Feature.cpp", '#include "ui/live/LivePage.h"\n', "arrows point down"),
    ("core/lane/Screen.cpp", '#include <ui/common/Theme.h>\n', "arrows point down"),
    ("ui/common/Root.cpp", '#include "app/ctl/CtlContext.h"\n', "must not know"),
    ("core/lane/Test.cpp", '#include "tests/support/TestClock.h"\n', "must not include its tests"),
    ("core/people/Near.cpp", '#include "Person.h"\n', "from the root"),
    ("core/people/Engine.cpp", "#include <sqlite3.h>\n", "core/store"),
    ("core/vision/Leak.h", "#pragma once\n#include <opencv2/core.hpp>\n", "core/vision"),
    ("ui/live/Matrix.cpp", "  #  include <opencv2/core.hpp>\n", "core/vision"),
    ("core/people/Crypt.cpp", "#include <sodium.h>\n", "core/security"),
    ("core/lane/Stream.cpp", "#include <gst/gst.h>\n", "core/video"),
    ("ui/people/Frame.cpp", "#include <QVideoFrame>\n", "ui/live"),
    ("core/people/Sql.cpp", "#include <QSqlDatabase>\n", "no folder at all"),
    ("core/access/Net.cpp", "#include <QTcpSocket>\n", "core/access/gates"),
    ("app/gatehouse/Server.cpp", "void f(S& s)\n{\n    s.listen(0);\n}\n", "no listening socket"),
    ("ui/shell/Server.cpp", "class QTcpServer;\n", "no listening socket"),
    ("core/people/Text.cpp", "auto a = tr(x);\n", "made in ui/"),
    ("core/people/Window.cpp", "class QWidget;\n", "no widgets"),
    ("core/people/One.cpp", "Registry& r = Registry::instance();\n", "no singletons"),
    ("app/ctl/Cheap.cpp", "DerivationCost cost;\n", "shipped cost"),
    ("ui/live/Peek.cpp", "auto picture = evidence::load(database, id);\n", "asks who looks"),
    ("core/people/Bare.h", "struct Bare { };\n", "pragma once"),
    ("core/unknown/File.cpp", "\n", "no folder of the ladder"),
    ("core/people/Fine.cpp", '#include "core/base/Id.h"\n#include "core/store/Database.h"\n'
     '// tr( and listen( in a comment\nconst char* text = "QTcpServer instance()";\n', None),
    ("ui/live/Fine.cpp", "#include <QVideoFrame>\nauto* a = QCoreApplication::instance();\n", None),
    ("core/vision/Fine.cpp", "#include <opencv2/core.hpp>\n", None),
]


def self_test(ladder):
    failures = []
    for path, content, expected in PLANTED:
        with tempfile.TemporaryDirectory() as scratch:
            file = pathlib.Path(scratch) / path
            file.parent.mkdir(parents=True)
            file.write_text(content)
            _, problems = check_tree(scratch, ladder)
        if expected is None and problems:
            failures.append(f"{path}: complained without reason: {problems}")
        if expected is not None and not any(expected in problem for problem in problems):
            failures.append(f"{path}: expected '{expected}', found {problems}")
    print(f"{len(PLANTED)} planted files, {len(failures)} not judged as they should be")
    return failures


def main(arguments):
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    if arguments[0] == "--self-test":
        problems = self_test(read_ladder(arguments[1]))
    else:
        files, problems = check_tree(arguments[1], read_ladder(arguments[0]))
        print(f"{len(files)} files, {len(problems)} problems")
        if len(files) < 50:
            problems.append(f"only {len(files)} files under {arguments[1]}: is this the right folder?")
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
