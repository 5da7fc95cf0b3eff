#pragma once

#include "core/security/OpenSite.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"
#include "ui/shell/SiteStatus.h"

#include <QTimer>

namespace gatehouse::ui {

// The line over every page: which site (and whether it is only the demo), cameras, store, the site's clock. A click on
// cameras or store opens their detail.
class StatusStrip : public Panel
{
    Q_OBJECT

public:
    StatusStrip(const SiteContext& context, const security::SiteInfo& site, QWidget* parent = nullptr);

    void setStatus(const SiteStatus& status);

Q_SIGNALS:
    void detailsRequested();

private:
    void tick();
    const SiteContext& m_context;
    Button* m_cameras;
    Button* m_store;
    Label* m_clock;
    QTimer m_second;
};

} // namespace gatehouse::ui
