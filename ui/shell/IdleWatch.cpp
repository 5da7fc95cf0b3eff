#include "ui/shell/IdleWatch.h"

#include <QCoreApplication>
#include <QEvent>

namespace gatehouse::ui {

IdleWatch::IdleWatch(QObject* parent)
    : QObject(parent)
{
    m_patience.setSingleShot(true);
    m_patience.setTimerType(Qt::CoarseTimer);
    connect(&m_patience, &QTimer::timeout, this, &IdleWatch::idle);
    QCoreApplication::instance()->installEventFilter(this);
}

void IdleWatch::start(int milliseconds)
{
    m_patience.start(milliseconds);
}

void IdleWatch::stop()
{
    m_patience.stop();
}

bool IdleWatch::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
        // Only what a person does counts: a synthesised event has no window system behind it.
        if (event->spontaneous() && m_patience.isActive())
            m_patience.start();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace gatehouse::ui
