#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/drill/DrillReport.h"

#include <QStringList>

#include <functional>

namespace gatehouse::drill {

// Told what is being done and how far it is; false ends the drill.
using DrillProgress = std::function<bool(const QString& step, int done, int total)>;

// What is worked through, by which programs.
struct ScratchPlan
{
    int canaries = 500; // five a person
    bool withFilms = true; // lanes replay the demo's films: the slow part
    // The program that works through the features (app/drill), started with these arguments; it reads a WorkerOrder
    // from its standard input and prints WorkerNews.
    QString worker;
    QStringList workerArguments;
    // The console, shown for a moment on a screen that is not there; empty: not started.
    QString console;
    // Places beside the scratch folders where a program might leave something behind.
    QStringList elsewhere;
};

// Works through every feature in a site of its own that exists only for this, in folders of its own (home, temporary,
// cache, settings, data, run-time), in programs of its own that are started as on a machine whose files are readable
// by all unless a program says otherwise, and looks through all they write while they run and afterwards. Among them is
// one that ends in a crash. Adds to the report. Takes seconds to minutes and waits: never the GUI thread.
// Errors: Cancelled, FileNotWritable (no scratch folder), ResourceMissing (no worker).
Result<void> runScratchDrill(
    const ScratchPlan& plan, const Clock& clock, const DrillProgress& progress, DrillReport& report);

// What a worker is told: one JSON object.
struct WorkerOrder
{
    quint64 seed = 0;
    int persons = 0;
    bool withFilms = true;
    bool endsInCrash = false; // instead of the features: sign in to the site that is there, and abort
    QString site; // folder
    QString input; // folder for files an operator would bring along: not looked through

    [[nodiscard]] QByteArray toJson() const;
    static std::optional<WorkerOrder> fromJson(const QByteArray& json);
};

// One line of what it says.
struct WorkerNews
{
    enum class Kind {
        Begins, // a feature; done and total say which
        Ends, // error is empty when it went well
        Learnt, // a canary that only came about there
        Socket, // it listens
        OpenFile, // a file others may read
        MemoryOpen, // its memory is not private
    };
    Kind kind = Kind::Begins;
    QString text; // feature, socket or file
    QString error;
    int done = 0;
    int total = 0;
    CanaryKind canary = CanaryKind::Secret;
    QByteArray bytes; // of what was learnt

    [[nodiscard]] QByteArray toJsonLine() const;
    static std::optional<WorkerNews> fromJsonLine(const QByteArray& line);
};

} // namespace gatehouse::drill
