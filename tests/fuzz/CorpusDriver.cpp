#include "tests/fuzz/FuzzTarget.h"
#include "tests/fuzz/Mutation.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>

#include <csignal>
#include <unistd.h>

// fuzz_x CORPUS [RUNS [SEED]]: feeds the target nothing at all, every file below CORPUS and RUNS mutations of them,
// always the same for one seed. For compilers without libFuzzer. What ends the program is written to ./fuzz-crash
// first.

namespace {

constexpr qsizetype LongestInput = 8192;

QByteArray underTest;

// System calls only: the program is about to die.
void keepInput(int number)
{
    if (FILE* file = std::fopen("fuzz-crash", "wb")) {
        std::fwrite(underTest.constData(), 1, static_cast<std::size_t>(underTest.size()), file);
        std::fclose(file);
        std::fputs("the input is in ./fuzz-crash\n", stderr);
    }
    std::signal(number, SIG_DFL);
    std::raise(number);
}

void feed(const QByteArray& input)
{
    underTest = input;
    // A copy of exactly its size on the heap: a byte read beyond it is found.
    const std::vector<std::uint8_t> exact(input.begin(), input.end());
    LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

QList<QByteArray> filesBelow(const QString& folder)
{
    QStringList names;
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        names.append(files.next());
    names.sort();
    QList<QByteArray> contents;
    for (const QString& name : std::as_const(names)) {
        QFile file(name);
        if (file.open(QIODevice::ReadOnly))
            contents.append(file.readAll());
    }
    return contents;
}

} // namespace

int main(int argc, char** argv)
{
    LLVMFuzzerInitialize(&argc, &argv);
    if (argc < 2) {
        std::fprintf(stderr, "usage: %s CORPUS [RUNS [SEED]]\n", argv[0]);
        return 2;
    }
    const QList<QByteArray> corpus = filesBelow(QString::fromLocal8Bit(argv[1]));
    if (corpus.isEmpty()) {
        std::fprintf(stderr, "%s: no corpus in %s\n", argv[0], argv[1]);
        return 1;
    }
    const long long runs = argc > 2 ? std::atoll(argv[2]) : 1000;
    std::mt19937_64 random(argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 20260301);
    std::signal(SIGABRT, keepInput);
    QElapsedTimer watch;
    watch.start();
    feed({});
    for (const QByteArray& input : corpus)
        feed(input);
    for (long long run = 0; run < runs; ++run)
        feed(gatehouse::fuzz::mutated(corpus.at(static_cast<qsizetype>(random() % static_cast<quint64>(corpus.size()))),
            corpus, random, LongestInput));
    const double seconds = std::max(0.001, static_cast<double>(watch.nsecsElapsed()) / 1e9);
    const auto done = static_cast<double>(runs + corpus.size() + 1);
    std::printf("%.0f executions in %.1f s, %.0f a second\n", done, seconds, done / seconds);
    return 0;
}
