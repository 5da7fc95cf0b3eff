#pragma once

#include "ui/common/SiteContext.h"
#include "ui/shell/StoreHealth.h"

#include <QObject>
#include <QTimer>

namespace gatehouse::ui {

// Looks every ten seconds how much room the store's disk has left, how old the last good backup is, what
// the key ring needs (once a minute), how many people are
// stored and whether the clock can be believed. GUI thread; it looks in the background and is destroyed before the site
// closes.
class HealthWatch : public QObject
{
    Q_OBJECT

public:
    explicit HealthWatch(const SiteContext& context, QObject* parent = nullptr);

    void look();

Q_SIGNALS:
    void measured(const gatehouse::ui::StoreHealth& health);

private:
    const SiteContext& m_context;
    QTimer m_timer;
    bool m_isLooking = false;
    int m_looks = 0;
    StoreHealth m_known;
};

} // namespace gatehouse::ui
