#include "core/privacy/EncryptedZip.h"

#include "core/security/RecoveryCode.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <gtest/gtest.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

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

// While it lives, files of this process take so many bytes and no more.
class FullAfter
{
public:
    explicit FullAfter(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit small { bytes, m_before.rlim_max };
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~FullAfter() { setrlimit(RLIMIT_FSIZE, &m_before); }
    FullAfter(const FullAfter&) = delete;
    FullAfter& operator=(const FullAfter&) = delete;

private:
    rlimit m_before {};
};

// From here on the kernel refuses fchmod() to this process.
void refuseModes()
{
    sock_filter steps[] = { BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_fchmod, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW) };
    const sock_fprog filter { static_cast<unsigned short>(std::size(steps)), steps };
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0)
        std::_Exit(2);
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

TEST_F(EncryptedZipTest, aFullDiskIsSaidAndLeavesNothing)
{
    QByteArray picture(400 * 1024, Qt::Uninitialized);
    std::generate(picture.begin(), picture.end(), [] { return char(QRandomGenerator::global()->generate()); });
    std::optional<ErrorCode> refused;
    {
        auto zip = EncryptedZip::create(m_folder.filePath(QStringLiteral("other.zip")), m_passphrase);
        ASSERT_TRUE(zip);
        const FullAfter full(64 * 1024);
        auto written = zip->add({ QStringLiteral("pictures/passage-1.jpg"), picture });
        if (written)
            written = zip->finish();
        if (!written)
            refused = written.error().code;
    }
    EXPECT_EQ(refused, ErrorCode::DiskFull);
    EXPECT_EQ(QDir(m_folder.path()).entryList(QDir::Files), QStringList(QStringLiteral("package.zip")));
}

// The file systems of sticks know neither owners nor modes.
TEST_F(EncryptedZipTest, aStickTakesIt)
{
    const QString stick = m_folder.filePath(QStringLiteral("stick.zip"));
    const auto write = [&] {
        refuseModes();
        auto zip = EncryptedZip::create(stick, m_passphrase);
        const bool isWritten = zip && zip->add({ QStringLiteral("README.txt"), "hello" }) && zip->finish();
        std::_Exit(isWritten ? 0 : 1);
    };
    EXPECT_EXIT(write(), testing::ExitedWithCode(0), "");
    EXPECT_TRUE(QFile::exists(stick));
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
