#pragma once

#include "core/security/OpenSite.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"
#include "ui/shell/SiteStatus.h"

#include <QTimer>

namespace gatehouse::ui {

// The line over every page: which site (and whether it is only the demo), how many people are stored, cameras, store,
// the site's clock; a sign when alarm sounds are off, one when the key ring needs something. A click on any of them
// opens the detail, one on the first sign lets sounds be heard, one on the second leads to where it is done. Where it
// is too narrow the people leave first, unless their number is a warning, then the words beside the key.
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
    void fit();
    void showPeople(const std::optional<people::PeopleCount>& count);
    void tick();
    void showSound();
    void showRing(const StoreHealth& health);
    const SiteContext& m_context;
    Label* m_demoMark = nullptr; // on the demo site only
    Button* m_sound;
    Button* m_people;
    Button* m_cameras;
    Button* m_store;
    Button* m_backup;
    Button* m_ring;
    Label* m_clock;
    std::optional<people::PeopleCount> m_count;
    QString m_ringWords; // empty: nothing is to be done
    QTimer m_second;
};

} // namespace gatehouse::ui
