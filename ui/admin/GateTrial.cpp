#include "ui/admin/GateTrial.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

namespace gatehouse::ui {

GateTrial::GateTrial(const SiteContext& context, GateId gate, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_id(gate)
    , m_actor(context.session.actor())
{
}

GateTrial::~GateTrial()
{
    // A gate is left by waiting for its pulse to end: not on this thread.
    if (m_gate)
        QThreadPool::globalInstance()->start([gate = std::shared_ptr(std::move(m_gate))]() mutable { gate.reset(); });
}

void GateTrial::start()
{
    m_context.site.writer().request(
        [actor = m_actor, &clock = m_context.clock, id = m_id](
            store::Database& database) { return access::GateRegistry(database, clock).beginTestOpening(actor, id); },
        this, [this](const Result<access::GateSettings>& settings) { open(settings); });
}

void GateTrial::open(const Result<access::GateSettings>& settings)
{
    if (!settings) {
        Q_EMIT finished(settings.error());
        return;
    }
    auto gate = access::createGate(*settings);
    if (!gate) {
        opened(gate.error());
        return;
    }
    m_gate = std::move(*gate);
    m_gate->open([self = QPointer(this), application = QCoreApplication::instance()](const Result<void>& outcome) {
        // Whether this still lives is asked on the GUI thread only.
        QMetaObject::invokeMethod(
            application,
            [self, outcome] {
                if (self)
                    self->opened(outcome);
            },
            Qt::QueuedConnection);
    });
}

void GateTrial::opened(const Result<void>& outcome)
{
    m_context.site.writer().post(
        [actor = m_actor, &clock = m_context.clock, id = m_id, outcome](store::Database& database) {
            (void)access::GateRegistry(database, clock).endTestOpening(actor, id, outcome);
        });
    Q_EMIT finished(outcome);
}

} // namespace gatehouse::ui
