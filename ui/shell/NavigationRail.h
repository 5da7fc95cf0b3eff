#pragma once

#include "ui/common/Page.h"
#include "ui/common/Widgets.h"

#include <QButtonGroup>

#include <vector>

class QScrollArea;
class QVBoxLayout;

namespace gatehouse::ui {

// One button of the rail: icon over word, a number when something waits there.
class RailButton : public QAbstractButton
{
    Q_OBJECT

public:
    RailButton(const Appearance& appearance, Icon icon, const QString& title, QWidget* parent = nullptr);
    void setWaiting(int count);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Appearance& m_appearance;
    Icon m_icon;
    int m_waiting = 0;
};

// The pages the role may use, from top to bottom; they scroll where they do not all fit. Up and down move, Enter or
// Space opens.
class NavigationRail : public Panel
{
    Q_OBJECT

public:
    explicit NavigationRail(const Appearance& appearance, QWidget* parent = nullptr);

    void setPages(const std::vector<PageEntry>& pages);
    void setCurrent(const QString& pageId);
    void setWaiting(const QString& pageId, int count);

Q_SIGNALS:
    void pageChosen(const QString& pageId);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitButtons();
    [[nodiscard]] RailButton* button(const QString& pageId) const;
    const Appearance& m_appearance;
    QButtonGroup m_group;
    QScrollArea* m_scroll;
    QVBoxLayout* m_column;
};

} // namespace gatehouse::ui
