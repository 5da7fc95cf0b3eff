#include "core/drill/ScratchDrill.h"
#include "tests/support/TestLength.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <gtest/gtest.h>

namespace {

using namespace gatehouse;
using namespace gatehouse::drill;

// A drill whose worker leaks in one way.
DrillReport drillWith(const char* leak)
{
    ScratchPlan plan;
    plan.canaries = 25;
    plan.worker = QStringLiteral(GATEHOUSE_BINARIES "/leaking_worker");
    plan.workerArguments = { QString::fromLatin1(leak) };
    const SystemClock clock;
    DrillReport report;
    const auto run = runScratchDrill(plan, clock, {}, report);
    EXPECT_TRUE(run) << qPrintable(errorCodeName(run ? ErrorCode::Internal : run.error().code));
    return report;
}

struct Leak
{
    const char* name;
    FindingKind finding;
    const char* where; // part of the file's name
    std::optional<CanaryKind> canary = {};
};

class BreachDrillLeaks : public testing::TestWithParam<Leak>
{
};

} // namespace

// The drill is worth nothing unless it can fail.
TEST_P(BreachDrillLeaks, AreFound)
{
    const Leak& leak = GetParam();
    const DrillReport report = drillWith(leak.name);
    const bool isFound = std::ranges::any_of(report.findings, [&leak](const Finding& finding) {
        return finding.kind == leak.finding && finding.canary == leak.canary
            && finding.what.contains(QString::fromLatin1(leak.where));
    });
    EXPECT_TRUE(isFound) << QJsonDocument(report.toJson()).toJson().constData();
    EXPECT_FALSE(report.isPassed());
    EXPECT_EQ(report.found() > 0, leak.canary.has_value());
}

INSTANTIATE_TEST_SUITE_P(OneByOne, BreachDrillLeaks,
    testing::Values(Leak { "name-in-settings", FindingKind::CanaryFound, "console.ini", CanaryKind::Name },
        Leak { "name-for-a-moment", FindingKind::CanaryFound, "sort.tmp", CanaryKind::Name },
        Leak { "plate-in-store-log", FindingKind::CanaryFound, "site.store-wal", CanaryKind::Plate },
        Leak { "id-in-base64", FindingKind::CanaryFound, "queue", CanaryKind::ResidentId },
        Leak { "picture-as-thumbnail", FindingKind::CanaryFound, "thumbnails", CanaryKind::Picture },
        Leak { "template-in-core-file", FindingKind::CanaryFound, "core.1", CanaryKind::Template },
        Leak { "passphrase-in-message", FindingKind::CanaryFound, "said/worker", CanaryKind::Secret },
        Leak { "print-job", FindingKind::DocumentInClear, "spool" },
        Leak { "plain-store", FindingKind::StoreInClear, "site/copy" },
        Leak { "readable-file", FindingKind::ReadableByOthers, "state" },
        Leak { "readable-while-open", FindingKind::OpenFileReadable, "gatehouse.log" },
        Leak { "listener", FindingKind::ListeningSocket, "tcp 0100007F" },
        Leak { "open-memory", FindingKind::MemoryNotPrivate, "worker" },
        Leak { "sudden-end", FindingKind::FeatureFailed, "leak" },
        Leak { "broken-feature", FindingKind::FeatureFailed, "leak" }),
    [](const auto& instance) {
        return QString::fromLatin1(instance.param.name).remove(QLatin1Char('-')).toStdString();
    });

TEST(BreachDrill, WithoutALeakOnlyTheCrashIsMissed)
{
    // The leaking worker makes no site in which it could crash.
    const DrillReport report = drillWith("none");
    ASSERT_EQ(report.findings.size(), 1) << QJsonDocument(report.toJson()).toJson().constData();
    EXPECT_EQ(report.findings.first().kind, FindingKind::FeatureFailed);
    EXPECT_EQ(report.findings.first().what, QStringLiteral("crash"));
}

TEST(BreachDrill, CanBeCancelled)
{
    ScratchPlan plan;
    plan.canaries = 25;
    plan.worker = QStringLiteral(GATEHOUSE_BINARIES "/leaking_worker");
    plan.workerArguments = { QStringLiteral("name-for-a-moment") };
    const SystemClock clock;
    DrillReport report;
    const auto run = runScratchDrill(
        plan, clock, [](const QString&, int, int) { return false; }, report);
    ASSERT_FALSE(run);
    EXPECT_EQ(run.error().code, ErrorCode::Cancelled);
}

// Every feature, with the programs as they ship: nothing comes out, and the real site is as it should be.
TEST(BreachDrill, FindsNothing)
{
    const QTemporaryDir folder;
    QFile passphrase(folder.filePath(QStringLiteral("passphrase")));
    ASSERT_TRUE(passphrase.open(QIODevice::WriteOnly, QFile::ReadOwner | QFile::WriteOwner));
    passphrase.write("violet tractor sings at noon\n");
    passphrase.close();
    const auto run = [&](const QStringList& arguments) {
        auto program = std::make_unique<QProcess>();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char* variable : { "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "TMPDIR" })
            environment.insert(QLatin1String(variable), folder.path());
        program->setProcessEnvironment(environment);
        // Worker and console inherit the filter: whichever listens is killed, and the drill not passed.
        program->start(QStringLiteral(GATEHOUSE_BINARIES "/gatehouse_no_listening"),
            QStringList { QStringLiteral(GATEHOUSE_BINARIES "/gatehousectl") } + arguments
                + QStringList { QStringLiteral("--store"), folder.filePath(QStringLiteral("site")),
                    QStringLiteral("--operator"), QStringLiteral("Ada"), QStringLiteral("--passphrase-file"),
                    passphrase.fileName() });
        program->waitForFinished(3'600'000);
        return program;
    };
    ASSERT_EQ(
        run({ QStringLiteral("init"), QStringLiteral("--site"), QStringLiteral("Test"), QStringLiteral("--admin"),
                QStringLiteral("Ada"), QStringLiteral("--recovery-file"), folder.filePath(QStringLiteral("recovery")) })
            ->exitCode(),
        0);
    const int count = test::repetitions("GATEHOUSE_CANARIES", 100);
    QStringList drill { QStringLiteral("breach-drill"), QStringLiteral("--canaries"), QString::number(count) };
    if (count < 1000)
        drill.append(QStringLiteral("--without-films"));
    const auto drilled = run(drill);
    const QByteArray output = drilled->readAllStandardOutput();
    const QByteArray said = drilled->readAllStandardError();
    EXPECT_EQ(drilled->exitCode(), 0) << said.constData();
    const QJsonObject report = QJsonDocument::fromJson(output).object();
    EXPECT_TRUE(report.value(QStringLiteral("passed")).toBool()) << output.constData();
    const QJsonObject canaries = report.value(QStringLiteral("canaries")).toObject();
    EXPECT_GE(canaries.value(QStringLiteral("planted")).toInt(), count);
    EXPECT_EQ(canaries.value(QStringLiteral("found")).toInt(-1), 0);
    EXPECT_GT(report.value(QStringLiteral("features")).toArray().size(), 15);
    EXPECT_GT(report.value(QStringLiteral("scanned")).toObject().value(QStringLiteral("bytes")).toInteger(), 1'000'000);
    // An account that is not the machine's administrator sees into no spooler.
    const bool sawAll = report.value(QStringLiteral("closedPlaces")).toInt(-1) == 0;
    EXPECT_TRUE(said.contains(sawAll ? "A thief of this machine would hold nothing readable."
                                     : "Nothing readable was found where the drill could look."))
        << said.constData();
    std::printf("%d canaries planted, %d found, %lld bytes looked through\n",
        canaries.value(QStringLiteral("planted")).toInt(), canaries.value(QStringLiteral("found")).toInt(),
        report.value(QStringLiteral("scanned")).toObject().value(QStringLiteral("bytes")).toInteger());
}
