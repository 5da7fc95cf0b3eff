#pragma once

#include "core/access/GateRegistry.h"
#include "ui/common/SiteContext.h"

#include <QObject>

#include <memory>

namespace gatehouse::ui {

// One opening of a gate to try it out: written down first, then the gate is moved, then how it went is written down.
// The gate is reached through a connection of its own. GUI thread; it may be destroyed at any time, the pulse still
// ends.
class GateTrial : public QObject
{
    Q_OBJECT

public:
    GateTrial(const SiteContext& context, GateId gate, QObject* parent);
    ~GateTrial() override;

    void start();

Q_SIGNALS:
    void finished(const gatehouse::Result<void>& outcome);

private:
    void open(const Result<access::GateSettings>& settings);
    void opened(const Result<void>& outcome);

    const SiteContext& m_context;
    const GateId m_id;
    const security::ActingOperator m_actor;
    std::unique_ptr<access::Gate> m_gate;
};

} // namespace gatehouse::ui
