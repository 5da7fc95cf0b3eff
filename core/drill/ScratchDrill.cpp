#include "core/drill/ScratchDrill.h"

#include "core/base/PrivateFile.h"
#include "core/drill/PlaceScan.h"
#include "core/drill/ScratchFolders.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>
#include <QRandomGenerator>

#include <algorithm>
#include <csignal>
#include <sys/prctl.h>
#include <sys/stat.h>

namespace gatehouse::drill {

namespace {

constexpr int LookEvery = 200; // ms, and never more than a third of the time

// One scratch drill. The steps in the order they stand in.
class ScratchRun
{
public:
    ScratchRun(const ScratchPlan& plan, const Clock& clock, const DrillProgress& progress, DrillReport& report)
        : m_plan(plan)
        , m_clock(clock)
        , m_progress(progress)
        , m_report(report)
        , m_scan(m_search, DrillPlace::Scratch, PlaceScan::Modes::Checked)
    {
        m_order.seed = QRandomGenerator::system()->generate64();
        m_order.persons = std::max(1, plan.canaries / CanaryPerson::Canaries);
        m_order.withFilms = plan.withFilms;
        m_order.site = m_folders.site();
        m_order.input = m_folders.input();
    }

    Result<void> run()
    {
        if (!m_folders.isGood())
            return failure(ErrorCode::FileNotWritable, QStringLiteral("no scratch folder"));
        if (!QFileInfo(m_plan.worker).isExecutable())
            return failure(ErrorCode::ResourceMissing, QStringLiteral("the program that works through the features"));
        m_startedAt = m_clock.now();
        m_search.addFileBeginnings();
        m_search.addPersons(canaryPersons(m_order.seed, m_order.persons));
        for (int number = 0; number < SecretsKnownBefore; ++number)
            m_search.addText(CanaryKind::Secret, canaryPassphrase(m_order.seed, number));
        m_report.canaries = m_order.persons * CanaryPerson::Canaries;

        GATEHOUSE_TRY(workThroughFeatures());
        GATEHOUSE_TRY(endInACrash());
        GATEHOUSE_TRY(showConsole());
        GATEHOUSE_TRY(say(QStringLiteral("scan"), 0, 1));
        m_scan.lookAgain(m_folders.root());
        PlaceScan around(m_search, DrillPlace::Elsewhere, PlaceScan::Modes::Ignored);
        for (const QString& place : m_plan.elsewhere)
            around.lookForNewer(place, m_startedAt, { m_folders.whole() });
        for (const PlaceScan* scan : { &std::as_const(m_scan), &std::as_const(around) }) {
            m_report.findings += scan->findings();
            m_report.filesScanned += scan->files();
            m_report.bytesScanned += scan->bytes();
        }
        return say(QStringLiteral("scan"), 1, 1);
    }

private:
    static constexpr int SecretsKnownBefore = 8;

    Result<void> say(const QString& step, int done, int total) const
    {
        return m_progress && !m_progress(step, done, total) ? failure(ErrorCode::Cancelled) : Result<void>();
    }

    void prepare(QProcess& process, const QString& said) const
    {
        process.setProcessEnvironment(m_folders.environment());
        process.setWorkingDirectory(m_folders.home());
        process.setStandardErrorFile(m_folders.said(said));
        process.setChildProcessModifier([] {
            ::umask(022); // as on most machines: who wants to be private has to see to it
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        });
    }

    // Looks through the scratch folders as often as that takes no more than a third of the time.
    void lookNowAndThen()
    {
        if (m_sinceLook.isValid() && m_sinceLook.elapsed() < std::max<qint64>(LookEvery, 3 * m_lookTook))
            return;
        QElapsedTimer watch;
        watch.start();
        m_scan.look(m_folders.root());
        m_lookTook = watch.elapsed();
        m_sinceLook.start();
    }

    void fail(const QString& feature, const QString& error)
    {
        m_report.findings.append({ FindingKind::FeatureFailed, DrillPlace::Scratch, feature, error, {} });
    }

    void take(const WorkerNews& news)
    {
        switch (news.kind) {
        case WorkerNews::Kind::Begins:
            m_feature = news.text;
            m_done = news.done;
            m_total = news.total;
            break;
        case WorkerNews::Kind::Ends:
            m_report.features.append({ news.text, news.error.isEmpty(), news.error });
            if (!news.error.isEmpty())
                fail(news.text, news.error);
            m_feature.clear();
            break;
        case WorkerNews::Kind::Learnt:
            m_search.addBytes(news.canary, news.bytes);
            ++m_report.canaries;
            break;
        case WorkerNews::Kind::Socket:
            m_report.findings.append({ FindingKind::ListeningSocket, DrillPlace::Scratch, news.text, m_feature, {} });
            break;
        case WorkerNews::Kind::OpenFile:
            m_report.findings.append({ FindingKind::OpenFileReadable, DrillPlace::Scratch, news.text, m_feature, {} });
            break;
        case WorkerNews::Kind::MemoryOpen:
            m_report.findings.append({ FindingKind::MemoryNotPrivate, DrillPlace::Scratch, news.text, {}, {} });
            break;
        }
    }

    // Starts the worker with the order and follows it to its end.
    Result<void> follow(QProcess& worker, const WorkerOrder& order)
    {
        worker.start(m_plan.worker, m_plan.workerArguments);
        worker.write(order.toJson());
        worker.closeWriteChannel();
        while (worker.state() != QProcess::NotRunning) {
            worker.waitForReadyRead(LookEvery);
            while (worker.canReadLine()) {
                if (const auto news = WorkerNews::fromJsonLine(worker.readLine()))
                    take(*news);
            }
            lookNowAndThen();
            GATEHOUSE_TRY(say(m_feature, m_done, m_total));
        }
        while (worker.canReadLine()) {
            if (const auto news = WorkerNews::fromJsonLine(worker.readLine()))
                take(*news);
        }
        return {};
    }

    Result<void> workThroughFeatures()
    {
        QProcess worker;
        prepare(worker, QStringLiteral("worker"));
        GATEHOUSE_TRY(follow(worker, m_order));
        // One that leaves in the middle of a feature has not worked through it, however it says goodbye.
        if (!m_feature.isEmpty() || worker.exitStatus() != QProcess::NormalExit || worker.exitCode() != 0)
            fail(m_feature.isEmpty() ? QStringLiteral("worker") : m_feature, QStringLiteral("ended before its end"));
        return {};
    }

    // A program that dies with the store open and names in its memory leaves no file behind that holds them.
    Result<void> endInACrash()
    {
        m_feature = QStringLiteral("crash");
        WorkerOrder order = m_order;
        order.endsInCrash = true;
        QProcess worker;
        prepare(worker, QStringLiteral("crash"));
        GATEHOUSE_TRY(follow(worker, order));
        const bool hasCrashed = worker.exitStatus() == QProcess::CrashExit && worker.exitCode() == SIGABRT;
        m_report.features.append({ QStringLiteral("crash"), hasCrashed, {} });
        if (!hasCrashed)
            fail(QStringLiteral("crash"), QStringLiteral("did not crash"));
        return {};
    }

    // The console on its first screen: its log, its settings and what its libraries write.
    Result<void> showConsole()
    {
        if (m_plan.console.isEmpty())
            return {};
        constexpr qint64 Patience = 20'000;
        constexpr qint64 Shown = 1'500;
        m_feature = QStringLiteral("console");
        QProcess console;
        prepare(console, QStringLiteral("console"));
        console.setStandardOutputFile(m_folders.said(QStringLiteral("console-output")));
        console.start(m_plan.console, { QStringLiteral("--site"), m_folders.site() });
        QElapsedTimer waiting;
        QElapsedTimer shown;
        waiting.start();
        const QString log = m_folders.root() + QStringLiteral("/data/gatehouse/log/gatehouse.log");
        while (!console.waitForFinished(LookEvery) && waiting.elapsed() < Patience
            && (!shown.isValid() || shown.elapsed() < Shown)) {
            if (!shown.isValid() && QFileInfo::exists(log))
                shown.start();
            lookNowAndThen();
            GATEHOUSE_TRY(say(m_feature, 0, 1));
        }
        console.terminate();
        const bool isDone = shown.isValid() && console.waitForFinished(static_cast<int>(Patience))
            && console.exitStatus() == QProcess::NormalExit && console.exitCode() == 0;
        m_report.features.append({ m_feature, isDone, {} });
        if (!isDone)
            fail(m_feature, QStringLiteral("did not show itself and end in order"));
        return {};
    }

    const ScratchPlan& m_plan;
    const Clock& m_clock;
    const DrillProgress& m_progress;
    DrillReport& m_report;
    ScratchFolders m_folders;
    WorkerOrder m_order;
    TraceSearch m_search;
    PlaceScan m_scan;
    UtcTime m_startedAt;
    QString m_feature;
    int m_done = 0;
    int m_total = 1;
    QElapsedTimer m_sinceLook;
    qint64 m_lookTook = 0;
};

} // namespace

Result<void> runScratchDrill(
    const ScratchPlan& plan, const Clock& clock, const DrillProgress& progress, DrillReport& report)
{
    return ScratchRun(plan, clock, progress, report).run();
}

} // namespace gatehouse::drill
