#pragma once

#include "ui/common/SidePanel.h"
#include "ui/common/SiteContext.h"

namespace gatehouse::ui {

class CropView;

// Everything about one event of the feed, beside it: both pictures, who, what, why, and what was measured.
class EventDetail : public SidePanel
{
    Q_OBJECT

public:
    explicit EventDetail(const SiteContext& context, QWidget* parent = nullptr);
    void show(const lane::LaneEvent& event, lane::Purpose purpose);

private:
    const SiteContext& m_context;
};

} // namespace gatehouse::ui
