#include "core/access/gates/ModbusLink.h"

#include <QAbstractSocket>
#include <QModbusReply>
#include <QModbusTcpClient>
#include <QVariant>

#include <algorithm>
#include <sys/socket.h>

namespace gatehouse::access {

namespace {

constexpr int FirstPause = 100;
constexpr int LongestPause = 2000;
// A connection that is neither made nor refused by then is tried anew.
constexpr int AttemptLimit = 3000;

Error errorOf(const QModbusReply& reply)
{
    switch (reply.error()) {
    case QModbusDevice::ProtocolError:
        return failure(ErrorCode::GateRefused,
            QStringLiteral("Modbus exception %1").arg(static_cast<int>(reply.rawResult().exceptionCode())));
    case QModbusDevice::TimeoutError:
        return failure(ErrorCode::TimedOut, QStringLiteral("no answer from the gate's controller"));
    default:
        return failure(ErrorCode::GateUnreachable,
            QStringLiteral("Modbus connection error %1").arg(static_cast<int>(reply.error())));
    }
}

} // namespace

ModbusLink::ModbusLink(const QString& host, int port, int unit)
    : m_host(host)
    , m_port(port)
    , m_unit(unit)
    , m_pause(FirstPause)
{
    m_reconnect.setSingleShot(true);
    connect(&m_reconnect, &QTimer::timeout, this, &ModbusLink::connectNow);
    m_attempt.setSingleShot(true);
    m_attempt.setInterval(AttemptLimit);
    connect(&m_attempt, &QTimer::timeout, this, [this] {
        dropClient();
        lost();
    });
}

ModbusLink::~ModbusLink()
{
    dropClient();
}

bool ModbusLink::isConnected() const
{
    return m_client && m_client->state() == QModbusDevice::ConnectedState;
}

void ModbusLink::makeClient()
{
    m_client = std::make_unique<QModbusTcpClient>();
    m_client->setConnectionParameter(QModbusDevice::NetworkAddressParameter, m_host);
    m_client->setConnectionParameter(QModbusDevice::NetworkPortParameter, m_port);
    m_client->setNumberOfRetries(0); // a repeated request would be an opening nobody asked for
    connect(m_client.get(), &QModbusClient::stateChanged, this, [this](QModbusDevice::State state) {
        if (state == QModbusDevice::ConnectedState) {
            m_attempt.stop();
            Q_EMIT connected();
        } else if (state == QModbusDevice::UnconnectedState) {
            m_attempt.stop();
            lost();
        }
    });
}

void ModbusLink::connectNow()
{
    m_reconnect.stop();
    if (m_isShutDown || (m_client && m_client->state() != QModbusDevice::UnconnectedState))
        return;
    if (!m_client)
        makeClient();
    m_attempt.start();
    if (!m_client->connectDevice()) {
        m_attempt.stop();
        lost();
    }
}

void ModbusLink::dropClient()
{
    m_attempt.stop();
    // Requests under way are answered from within abort(), so that we may be called again: the member goes first. The
    // object goes last, because we may be inside one of its own signals.
    QModbusTcpClient* client = m_client.release();
    if (!client)
        return;
    client->disconnect(this);
    // Without this the system would go on delivering what was written: a pulse for a car that has long gone.
    if (auto* socket = qobject_cast<QAbstractSocket*>(client->device())) {
        const linger discard { .l_onoff = 1, .l_linger = 0 };
        if (socket->socketDescriptor() >= 0)
            ::setsockopt(static_cast<int>(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &discard, sizeof discard);
        socket->abort();
    }
    client->deleteLater();
}

void ModbusLink::lost()
{
    if (m_isShutDown)
        return;
    m_reconnect.start(m_pause);
    m_pause = std::min(m_pause * 2, LongestPause);
    Q_EMIT disconnected();
}

void ModbusLink::startOver()
{
    dropClient();
    m_pause = FirstPause;
    lost();
}

void ModbusLink::shutDown()
{
    m_isShutDown = true;
    m_reconnect.stop();
    dropClient();
}

void ModbusLink::await(QModbusReply* reply, const std::function<void(QModbusReply*)>& done)
{
    if (!reply || reply->isFinished()) {
        done(reply);
        if (reply)
            reply->deleteLater();
        return;
    }
    const auto finish = [this, reply, done] {
        reply->deleteLater();
        if (reply->error() == QModbusDevice::NoError)
            m_pause = FirstPause;
        done(reply);
    };
    // The signal may come twice.
    connect(reply, &QModbusReply::finished, this, finish, Qt::SingleShotConnection);
}

void ModbusLink::writeCoil(int address, bool on, int timeoutMilliseconds, const Written& done)
{
    if (!isConnected()) {
        done(failure(ErrorCode::GateUnreachable, QStringLiteral("not connected")));
        return;
    }
    m_client->setTimeout(timeoutMilliseconds);
    const QModbusDataUnit coil(QModbusDataUnit::Coils, address, QList<quint16> { quint16(on ? 1 : 0) });
    await(m_client->sendWriteRequest(coil, m_unit), [done](QModbusReply* reply) {
        if (!reply)
            done(failure(ErrorCode::GateUnreachable, QStringLiteral("the request could not be sent")));
        else if (reply->error() != QModbusDevice::NoError)
            done(errorOf(*reply));
        else
            done({});
    });
}

void ModbusLink::readInput(int address, int timeoutMilliseconds, const ReadBit& done)
{
    if (!isConnected()) {
        done(failure(ErrorCode::GateUnreachable, QStringLiteral("not connected")));
        return;
    }
    m_client->setTimeout(timeoutMilliseconds);
    const QModbusDataUnit input(QModbusDataUnit::DiscreteInputs, address, 1);
    await(m_client->sendReadRequest(input, m_unit), [done](QModbusReply* reply) {
        if (!reply)
            done(failure(ErrorCode::GateUnreachable, QStringLiteral("the request could not be sent")));
        else if (reply->error() != QModbusDevice::NoError)
            done(errorOf(*reply));
        else if (reply->result().valueCount() < 1)
            done(failure(ErrorCode::GateRefused, QStringLiteral("an answer without a value")));
        else
            done(reply->result().value(0) != 0);
    });
}

} // namespace gatehouse::access
