#include "tests/support/ModbusPeer.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <csignal>

namespace gatehouse::test {

namespace {

const QString Interpreter = QStringLiteral("/usr/bin/python3");
constexpr int Patience = 20000;

} // namespace

QString ModbusPeer::missing()
{
    QProcess probe;
    probe.start(Interpreter, { QStringLiteral("-c"), QStringLiteral("import pymodbus.server.async_io") });
    if (probe.waitForFinished(Patience) && probe.exitStatus() == QProcess::NormalExit && probe.exitCode() == 0)
        return {};
    return QStringLiteral("python3-pymodbus with python3-serial-asyncio is not installed");
}

ModbusPeer::ModbusPeer(const QString& mode, int port, int feedbackDelay)
    : m_process({ Interpreter, QStringLiteral(GATEHOUSE_TEST_SUPPORT "/modbus_gate.py"), QStringLiteral("--mode"), mode,
        QStringLiteral("--port"), QString::number(port), QStringLiteral("--feedback-delay"),
        QString::number(feedbackDelay) })
{
    while (m_port == 0 && readLine(Patience)) { }
}

bool ModbusPeer::readLine(int milliseconds)
{
    const auto words = m_process.readLine(milliseconds);
    if (!words)
        return false;
    const QJsonObject line = QJsonDocument::fromJson(*words).object();
    if (line.contains(QStringLiteral("port")))
        m_port = line.value(QStringLiteral("port")).toInt();
    if (line.contains(QStringLiteral("connected")))
        ++m_connections;
    if (line.contains(QStringLiteral("coil"))) {
        m_writes.push_back({ line.value(QStringLiteral("at")).toDouble(), line.value(QStringLiteral("coil")).toInt(),
            line.value(QStringLiteral("on")).toBool() });
    }
    return true;
}

const std::vector<ModbusPeer::Write>& ModbusPeer::writes(std::size_t count)
{
    while (m_writes.size() < count && readLine(Patience)) { }
    return m_writes;
}

const std::vector<ModbusPeer::Write>& ModbusPeer::allWrites()
{
    kill();
    while (readLine(0)) { }
    return m_writes;
}

bool ModbusPeer::waitForConnections(int count)
{
    while (m_connections < count && readLine(Patience)) { }
    return m_connections >= count;
}

void ModbusPeer::freeze()
{
    m_process.signal(SIGSTOP);
}

void ModbusPeer::thaw()
{
    m_process.signal(SIGCONT);
}

} // namespace gatehouse::test
