#pragma once

#include "core/security/Operator.h"

#include <QObject>

namespace gatehouse::ui {

// Who acts at this console now. app/ makes one a signed-in site; pages read it at the moment of acting, never keep a
// copy beyond a command. GUI thread.
class OperatorSession : public QObject
{
    Q_OBJECT

public:
    explicit OperatorSession(security::ActingOperator actor, QObject* parent = nullptr)
        : QObject(parent)
        , m_actor(std::move(actor))
    {
    }

    [[nodiscard]] const security::ActingOperator& actor() const { return m_actor; }
    [[nodiscard]] bool may(security::Permission permission) const { return m_actor.may(permission); }
    // The screen is locked: until unlock() core refuses whatever is asked in this sign-in's name.
    void lock() const
    {
        if (m_actor.signedIn)
            m_actor.signedIn->lock();
    }
    void unlock() const
    {
        if (m_actor.signedIn)
            m_actor.signedIn->unlock();
    }
    void takeOver(security::ActingOperator actor)
    {
        if (m_actor.signedIn && m_actor.signedIn != actor.signedIn)
            m_actor.signedIn->end();
        m_actor = std::move(actor);
        Q_EMIT changed();
    }

Q_SIGNALS:
    // Another operator took over (Ctrl+U).
    void changed();

private:
    security::ActingOperator m_actor;
};

} // namespace gatehouse::ui
