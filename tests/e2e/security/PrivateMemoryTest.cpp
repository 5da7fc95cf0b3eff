#include <QByteArrayList>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <functional>
#include <gtest/gtest.h>
#include <memory>
#include <optional>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace gatehouse {
namespace {

// One of our programs, allowed to leave core files of any size by whoever starts it.
class Started
{
public:
    Started(QByteArrayList command, const QByteArray& folder, QByteArrayList environment)
    {
        std::vector<char*> arguments;
        for (QByteArray& word : command)
            arguments.push_back(word.data());
        arguments.push_back(nullptr);
        std::vector<char*> variables;
        for (QByteArray& variable : environment)
            variables.push_back(variable.data());
        variables.push_back(nullptr);
        m_process = fork();
        if (m_process != 0)
            return;
        // System calls only.
        rlimit core {};
        getrlimit(RLIMIT_CORE, &core);
        core.rlim_cur = core.rlim_max;
        setrlimit(RLIMIT_CORE, &core);
        if (chdir(folder.constData()) != 0)
            _exit(126);
        const int quiet = open("/dev/null", O_WRONLY);
        dup2(quiet, STDOUT_FILENO);
        dup2(quiet, STDERR_FILENO);
        execve(arguments[0], arguments.data(), variables.data());
        _exit(127);
    }
    ~Started()
    {
        if (m_process > 0) {
            kill(m_process, SIGKILL);
            waitpid(m_process, nullptr, 0);
        }
    }
    Started(const Started&) = delete;
    Started& operator=(const Started&) = delete;

    // "0", "unlimited" …: the limit in force.
    [[nodiscard]] QByteArray coreLimit() const
    {
        QFile limits(QStringLiteral("/proc/%1/limits").arg(m_process));
        if (!limits.open(QIODevice::ReadOnly))
            return {};
        const QList<QByteArray> lines = limits.readAll().split('\n');
        for (const QByteArray& line : lines) {
            if (line.startsWith("Max core file size"))
                return line.mid(18).simplified().split(' ').first();
        }
        return {};
    }
    // Whoever may raises it again from outside; an administrator can.
    [[nodiscard]] bool raiseCoreLimit() const
    {
        const rlimit all { RLIM_INFINITY, RLIM_INFINITY };
        return prlimit(m_process, RLIMIT_CORE, &all, nullptr) == 0;
    }
    // Crashes it; whether the kernel dumped its memory. Absent when it had ended before.
    [[nodiscard]] std::optional<bool> dumpsWhenItCrashes()
    {
        int status = 0;
        kill(m_process, SIGSEGV);
        waitpid(m_process, &status, 0);
        m_process = -1;
        if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGSEGV)
            return std::nullopt;
        return WCOREDUMP(status);
    }

private:
    pid_t m_process = -1;
};

bool waitUntil(const std::function<bool()>& isSo)
{
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!isSo()) {
        if (std::chrono::steady_clock::now() > until)
            return false;
        std::this_thread::yield();
    }
    return true;
}

// What a crash leaves behind of the two programs that hold the site's keys.
class PrivateMemoryTest : public testing::Test
{
protected:
    void SetUp() override
    {
        for (const char* variable : { "PATH", "GATEHOUSE_RESOURCES", "LD_LIBRARY_PATH" }) {
            if (qEnvironmentVariableIsSet(variable))
                m_environment.append(QByteArray(variable) + '=' + qgetenv(variable));
        }
        m_environment += { "HOME=" + path("home"), "XDG_DATA_HOME=" + path("data"), "XDG_CONFIG_HOME=" + path("config"),
            "TMPDIR=" + path("home"), "QT_QPA_PLATFORM=offscreen" };
        QDir(m_folder.path()).mkpath(QStringLiteral("home"));
    }
    [[nodiscard]] QByteArray path(const char* name) const
    {
        return QFile::encodeName(m_folder.filePath(QLatin1StringView(name)));
    }
    [[nodiscard]] static QByteArray binary(const char* name) { return QByteArray(GATEHOUSE_BINARIES "/") + name; }
    // With the limit it has set itself, and with one that was raised behind its back.
    void expectNoDump(const std::function<std::unique_ptr<Started>()>& start)
    {
        auto program = start();
        EXPECT_EQ(program->coreLimit(), "0");
        EXPECT_EQ(program->dumpsWhenItCrashes(), std::optional(false));
        program = start();
        if (program->raiseCoreLimit()) {
            EXPECT_EQ(program->dumpsWhenItCrashes(), std::optional(false));
        }
        EXPECT_TRUE(QDir(m_folder.path()).entryList({ QStringLiteral("core*") }, QDir::Files).isEmpty());
    }

    QTemporaryDir m_folder;
    QByteArrayList m_environment;
};

TEST_F(PrivateMemoryTest, anOrdinaryProgramWouldBeDumped)
{
    rlimit core {};
    getrlimit(RLIMIT_CORE, &core);
    if (core.rlim_max == 0)
        GTEST_SKIP() << "nobody may leave a core file here";
    Started ordinary({ "/bin/sleep", "60" }, path("home"), m_environment);
    // It raises its limit on its way to becoming another program.
    EXPECT_TRUE(waitUntil([&] { return !ordinary.coreLimit().isEmpty() && ordinary.coreLimit() != "0"; }))
        << "the other tests say nothing here";
}

TEST_F(PrivateMemoryTest, gatehousectlLeavesNoCoreFile)
{
    const QByteArray pipe = path("passphrase");
    std::vector<int> writers;
    ASSERT_EQ(mkfifo(pipe.constData(), 0600), 0);
    expectNoDump([&] {
        auto program = std::make_unique<Started>(QByteArrayList { binary("gatehousectl"), "audit", "key", "--store",
                                                     path("site"), "--operator", "Ada", "--passphrase-file", pipe },
            QFile::encodeName(m_folder.path()), m_environment);
        // It waits for the passphrase once the pipe has a reader.
        int writer = -1;
        EXPECT_TRUE(waitUntil([&] { return (writer = open(pipe.constData(), O_WRONLY | O_NONBLOCK)) >= 0; }));
        writers.push_back(writer);
        return program;
    });
    for (const int writer : writers)
        close(writer);
}

TEST_F(PrivateMemoryTest, theConsoleLeavesNoCoreFile)
{
    const QString log = m_folder.filePath(QStringLiteral("data/gatehouse/log/gatehouse.log"));
    expectNoDump([&] {
        QFile::remove(log);
        auto program = std::make_unique<Started>(
            QByteArrayList { binary("gatehouse") }, QFile::encodeName(m_folder.path()), m_environment);
        EXPECT_TRUE(waitUntil([&] { return QFile::exists(log); })) << "it has started its log";
        return program;
    });
}

} // namespace
} // namespace gatehouse
