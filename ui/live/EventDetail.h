#pragma once

#include "ui/common/SidePanel.h"
#include "ui/common/SiteContext.h"

namespace gatehouse::ui {

class CropView;

// Everything about one event of the feed, beside it: both pictures, who, what, why, and what was measured. It is opened
// once the trail says that somebody reads it.
class EventDetail : public SidePanel
{
    Q_OBJECT

public:
    explicit EventDetail(const SiteContext& context, QWidget* parent = nullptr);
    void show(const lane::LaneEvent& event, lane::Purpose purpose);
    // Closes it and leaves nothing of what it showed, or was about to show.
    void forget();

Q_SIGNALS:
    void shown();

private:
    void fill(const lane::LaneEvent& event, lane::Purpose purpose);
    void refuse(const Error& error);
    const SiteContext& m_context;
    int m_generation = 0; // of what was asked for last
};

} // namespace gatehouse::ui
