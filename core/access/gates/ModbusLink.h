#pragma once

#include "core/base/Result.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <memory>

class QModbusTcpClient;
class QModbusReply;

namespace gatehouse::access {

// One Modbus TCP connection to one unit. It lives on the thread of a gate. It connects when told to, and after a loss
// by itself with a growing pause (100 ms to 2 s). Each request is sent once: the client's own repetitions are off.
// Answers arrive through callbacks, exactly once each: GateRefused for a Modbus exception (its number is the detail),
// TimedOut, GateUnreachable when the connection is not there or was lost.
class ModbusLink final : public QObject
{
    Q_OBJECT

public:
    using Written = std::function<void(Result<void>)>;
    using ReadBit = std::function<void(Result<bool>)>;

    ModbusLink(const QString& host, int port, int unit);
    ~ModbusLink() override;

    [[nodiscard]] bool isConnected() const;
    // At once, whatever pause is running. Nothing happens while connected or connecting.
    void connectNow();
    // Drops the connection and what the network has not taken yet, then connects anew: for a peer that no longer
    // answers.
    void startOver();
    // For good.
    void shutDown();

    void writeCoil(int address, bool on, int timeoutMilliseconds, const Written& done);
    void readInput(int address, int timeoutMilliseconds, const ReadBit& done);

Q_SIGNALS:
    void connected();
    // A connection was lost or an attempt failed.
    void disconnected();

private:
    void makeClient();
    void dropClient();
    void lost();
    void await(QModbusReply* reply, const std::function<void(QModbusReply*)>& done);

    QString m_host;
    int m_port;
    int m_unit;
    bool m_isShutDown = false;
    int m_pause;
    std::unique_ptr<QModbusTcpClient> m_client;
    QTimer m_reconnect { this };
    QTimer m_attempt { this };
};

} // namespace gatehouse::access
