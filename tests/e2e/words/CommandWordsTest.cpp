#include <QProcess>
#include <QString>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

struct Said
{
    int status = -1;
    std::string words;
};

Said sayTo(const QStringList& arguments)
{
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    environment.remove(QStringLiteral("LANGUAGE"));
    program.setProcessEnvironment(environment);
    program.start(QStringLiteral(GATEHOUSE_BINARIES "/gatehousectl"), arguments);
    program.waitForFinished();
    return { program.exitCode(), program.readAllStandardError().toStdString() };
}

const QStringList WithoutSite { QStringLiteral("audit"), QStringLiteral("verify"), QStringLiteral("--store"),
    QStringLiteral("/nonexistent/site"), QStringLiteral("--operator"), QStringLiteral("nobody"),
    QStringLiteral("--passphrase-file"), QStringLiteral("/nonexistent/passphrase") };

using testing::HasSubstr;

TEST(CommandWords, aFailureSaysWhatHappenedTheWayOutAndItsCode)
{
    const Said said = sayTo(WithoutSite);
    EXPECT_EQ(said.status, 1);
    EXPECT_THAT(said.words, HasSubstr("The file cannot be read. Check that it is there and that you may open it."));
    EXPECT_THAT(said.words, HasSubstr("[FileNotReadable"));
}

TEST(CommandWords, theSameInTheLanguageAskedFor)
{
    const Said german = sayTo(WithoutSite + QStringList { QStringLiteral("--language"), QStringLiteral("de") });
    EXPECT_EQ(german.status, 1);
    EXPECT_THAT(german.words, HasSubstr("Die Datei"));
    EXPECT_THAT(german.words, HasSubstr("[FileNotReadable"));
    const Said chinese = sayTo(WithoutSite + QStringList { QStringLiteral("--language"), QStringLiteral("zh_CN") });
    EXPECT_THAT(chinese.words, HasSubstr("文件"));
}

TEST(CommandWords, whyItCannotStartAtAllIsSaid)
{
    const Said said = sayTo({ QStringLiteral("-platform"), QStringLiteral("nonsense"), QStringLiteral("audit") });
    EXPECT_NE(said.status, 0);
    EXPECT_THAT(said.words, HasSubstr("platform plugin"));
}

} // namespace
