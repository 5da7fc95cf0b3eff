#pragma once

#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

namespace gatehouse::ui {

// Who works here, and the four things always at hand: lock, change operator, find, help.
class BottomBar : public Panel
{
    Q_OBJECT

public:
    explicit BottomBar(const SiteContext& context, QWidget* parent = nullptr);

Q_SIGNALS:
    void lockRequested();
    void changeOperatorRequested();
    void signOutRequested();
    void findRequested();
    void displayRequested();
    void helpRequested();

private:
    void showOperator();
    const SiteContext& m_context;
    Label* m_operator;
};

} // namespace gatehouse::ui
