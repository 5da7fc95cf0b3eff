#pragma once

#include <QObject>
#include <QTimer>

namespace gatehouse::ui {

// Says when nobody has touched keyboard, mouse or screen for so long. Watches every event of the program while it
// lives.
class IdleWatch : public QObject
{
    Q_OBJECT

public:
    explicit IdleWatch(QObject* parent = nullptr);
    // Starts anew with this patience.
    void start(int milliseconds);
    void stop();

Q_SIGNALS:
    void idle();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QTimer m_patience;
};

} // namespace gatehouse::ui
