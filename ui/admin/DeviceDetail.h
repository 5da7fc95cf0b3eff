#pragma once

#include "ui/admin/DeviceBook.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

namespace gatehouse::ui {

// What the side panel of the devices page shows of one row before it is changed.

// Its live picture, state and address without the password.
[[nodiscard]] QWidget* makeCameraDetail(const SiteContext& context, const DeviceBook& book, const lane::Camera& camera);
// The region it looks at on the live picture, and what it does.
[[nodiscard]] QWidget* makeLaneDetail(const SiteContext& context, const DeviceBook& book, const lane::Lane& lane);

// How a gate is reached, its state, and a button that opens it to try it out.
class GateDetail : public QWidget
{
    Q_OBJECT

public:
    GateDetail(const SiteContext& context, const DeviceBook& book, const access::GateSettings& gate,
        QWidget* parent = nullptr);

private:
    void tryOut();
    void triedOut(const Result<void>& outcome);
    void showPhase();

    const SiteContext& m_context;
    const GateId m_id;
    const QString m_name;
    Label* m_phase;
    Button* m_try = nullptr;
    Label* m_outcome;
};

} // namespace gatehouse::ui
