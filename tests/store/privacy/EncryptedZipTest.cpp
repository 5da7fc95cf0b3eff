#include "core/privacy/EncryptedZip.h"

#include "core/security/RecoveryCode.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace gatehouse::privacy {
namespace {

struct Ran
{
    int status = -1;
    QByteArray output;
};

Ran ran(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.closeWriteChannel();
    if (!process.waitForFinished())
        return {};
    return { process.exitCode(), process.readAllStandardOutput() };
}

class EncryptedZipTest : public testing::Test
{
protected:
    void SetUp() override
    {
        {
            auto zip = EncryptedZip::create(m_file, m_passphrase);
            ASSERT_TRUE(zip) << zip.error().detail.toStdString();
            ASSERT_TRUE(zip->add({ QStringLiteral("README.txt"), "hello" }));
            EXPECT_FALSE(QFile::exists(m_file)) << "half of it is nothing";
            ASSERT_TRUE(zip->add({ QStringLiteral("pictures/passage-1.jpg"), m_secret.repeated(500) }));
            ASSERT_TRUE(zip->finish());
        }
        QFile file(m_file);
        ASSERT_TRUE(file.open(QIODevice::ReadOnly));
        EXPECT_EQ(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        m_zip = file.readAll();
    }

    const QByteArray m_secret = "a long secret of somebody";
    const security::Passphrase m_passphrase = security::makeRecoveryCode();
    const QString m_words = QString::fromUtf8(m_passphrase.data(), qsizetype(m_passphrase.size()));
    QTemporaryDir m_folder;
    const QString m_file = m_folder.filePath(QStringLiteral("package.zip"));
    QByteArray m_zip;
};

TEST_F(EncryptedZipTest, holdsNothingInClearAndSaysAes256)
{
    EXPECT_TRUE(m_zip.startsWith("PK\x03\x04"));
    EXPECT_FALSE(m_zip.contains(m_secret));
    EXPECT_FALSE(m_zip.contains("hello"));
    // WinZip's extra field 0x9901: 7 bytes, AE-1 or AE-2, "AE", strength 3 = AES-256.
    const bool isSecondVersion = m_zip.contains(QByteArray("\x01\x99\x07\x00\x02\x00"
                                                           "AE\x03",
        9));
    const bool isFirstVersion = m_zip.contains(QByteArray("\x01\x99\x07\x00\x01\x00"
                                                          "AE\x03",
        9));
    EXPECT_TRUE(isSecondVersion || isFirstVersion);
}

TEST_F(EncryptedZipTest, whatIsNotFinishedLeavesNothing)
{
    const QString other = m_folder.filePath(QStringLiteral("other.zip"));
    {
        auto zip = EncryptedZip::create(other, m_passphrase);
        ASSERT_TRUE(zip);
        ASSERT_TRUE(zip->add({ QStringLiteral("README.txt"), "hello" }));
    }
    EXPECT_EQ(QDir(m_folder.path()).entryList(QDir::Files), QStringList(QStringLiteral("package.zip")));
    EXPECT_EQ(EncryptedZip::create(m_folder.filePath(QStringLiteral("no/such.zip")), m_passphrase).error().code,
        ErrorCode::FileNotWritable);
}

TEST_F(EncryptedZipTest, sevenZipOpensItWithThePassphraseAndOnlyWithIt)
{
    if (QStandardPaths::findExecutable(QStringLiteral("7z")).isEmpty())
        GTEST_SKIP() << "7z is not installed";
    const QString out = QStringLiteral("-o") + m_folder.path();
    EXPECT_NE(
        ran(QStringLiteral("7z"), { QStringLiteral("x"), QStringLiteral("-y"), QStringLiteral("-pwrong"), out, m_file })
            .status,
        0);
    ASSERT_EQ(ran(QStringLiteral("7z"),
                  { QStringLiteral("x"), QStringLiteral("-y"), QStringLiteral("-p") + m_words, out, m_file })
                  .status,
        0);
    QFile picture(m_folder.filePath(QStringLiteral("pictures/passage-1.jpg")));
    ASSERT_TRUE(picture.open(QIODevice::ReadOnly));
    EXPECT_EQ(picture.readAll(), m_secret.repeated(500));
}

TEST_F(EncryptedZipTest, bsdtarOpensItWithThePassphraseAndOnlyWithIt)
{
    if (QStandardPaths::findExecutable(QStringLiteral("bsdtar")).isEmpty())
        GTEST_SKIP() << "bsdtar is not installed";
    const auto read = [&](const QString& words) {
        return ran(QStringLiteral("bsdtar"),
            { QStringLiteral("--passphrase"), words, QStringLiteral("-xOf"), m_file, QStringLiteral("README.txt") });
    };
    EXPECT_EQ(read(m_words).output, "hello");
    EXPECT_NE(read(QStringLiteral("wrong")).output, "hello");
}

} // namespace
} // namespace gatehouse::privacy
