#pragma once

#include "tests/support/PeerProcess.h"

#include <QElapsedTimer>
#include <QHash>
#include <QTimer>
#include <QWidget>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace gatehouse::bench {

// The machine's monotonic clock, which the film servers print as well.
double machineMilliseconds();

struct Percentiles
{
    double median = 0;
    double high = 0; // the 95th
    double longest = 0;
};

Percentiles percentilesOf(std::vector<double> values);

// A film served on loopback as a network camera, and when each of its pictures went out.
class FilmCamera
{
public:
    // Null when the server does not come up.
    static std::unique_ptr<FilmCamera> start(const QString& film, int framesPerSecond);

    [[nodiscard]] QString address() const;
    // Reads what the server has noted so far.
    void takeTimes();
    // When the picture of that number was last sent before `moment`; absent when it was not.
    [[nodiscard]] std::optional<double> sentBefore(int number, double moment) const;
    // Every sending of that picture.
    [[nodiscard]] std::vector<double> sendings(int number) const;

private:
    std::unique_ptr<test::PeerProcess> m_peer;
    QByteArray m_unread;
    std::map<int, std::vector<double>> m_sent;
};

// Beats every 5 ms on the thread it lives on and keeps how much too late each beat came.
class Heartbeat : public QObject
{
    Q_OBJECT

public:
    explicit Heartbeat(QObject* parent = nullptr);
    void start();
    [[nodiscard]] const std::vector<double>& delays() const { return m_delays; }

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    std::vector<double> m_delays;
};

// Looks, after a camera's tile was painted, into the picture the window system is given, and keeps which picture of the
// film is there and when it was first there.
class ScreenWatch : public QObject
{
    Q_OBJECT

public:
    // `picture`: the size of the camera's pictures, which the tile shows whole and centred.
    ScreenWatch(QWidget& tile, QSize picture);

    struct Sight
    {
        int number = 0;
        double at = 0;
    };
    [[nodiscard]] const std::vector<Sight>& sights() const { return m_sights; }
    void clear() { m_sights.clear(); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void look();

    QWidget& m_tile;
    QSize m_picture;
    std::vector<Sight> m_sights;
};

} // namespace gatehouse::bench
