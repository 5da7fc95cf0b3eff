#pragma once

#include "core/security/OpenSite.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"
#include "ui/shell/SiteStatus.h"

#include <QTimer>

namespace gatehouse::ui {

// The line over every page: which site (and whether it is only the demo), cameras, store, the site's clock; a sign
// when alarm sounds are off. A click on cameras or store opens their detail, one on the sign lets sounds be heard.
class StatusStrip : public Panel
{
    Q_OBJECT

public:
    StatusStrip(const SiteContext& context, const security::SiteInfo& site, QWidget* parent = nullptr);

    void setStatus(const SiteStatus& status);

Q_SIGNALS:
    void detailsRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitDemoMark();
    void tick();
    void showSound();
    const SiteContext& m_context;
    Label* m_demoMark = nullptr; // on the demo site only
    Button* m_sound;
    Button* m_cameras;
    Button* m_store;
    Button* m_backup;
    Label* m_clock;
    QTimer m_second;
};

} // namespace gatehouse::ui
