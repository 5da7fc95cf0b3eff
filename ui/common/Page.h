#pragma once

#include "core/security/Permission.h"
#include "ui/common/Icon.h"

#include <QString>
#include <QWidget>

#include <functional>

namespace gatehouse::ui {

// A page of the console. How one is made:
//
//   1. ui/<feature>/PeoplePage.{h,cpp}: `class PeoplePage : public Page`, constructor
//      `explicit PeoplePage(const SiteContext& context, QWidget* parent = nullptr)`. Everything it needs is in the
//      context (ui/common/SiteContext.h); it includes core/, ui/common/ and its own folder, never another feature or
//      ui/shell. All of ui/ is `namespace gatehouse::ui`.
//   2. `static PageEntry entry()` in the class says what the shell must know of it.
//   3. One line in the list of app/gatehouse/Pages.cpp puts it into the console, in the order of the rail.
//
// Pages are made when first shown, live on the GUI thread and are destroyed before the site closes.
// PageLifetime::Operator pages are also destroyed when another operator takes over, so what one typed is never shown to
// the next.
//
// Work on the store goes to context.site.reader() / writer() with request(function, this, done): the services are made
// inside the function from its Database&. Never call() from the GUI thread. Take `context.session.actor()` by value at
// the moment of acting and hand it into the function.
class Page : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    // The page has come to the front: load what it shows. Also called after every unlock.
    virtual void activated() { }
    // It went behind another page, or the screen was locked: stop timers, leave what was typed.
    virtual void deactivated() { }
    // Another page or the finder asks to show this row (an id of the page's main kind); after activated().
    virtual void showItem(qint64 id) { Q_UNUSED(id); }
    // Esc was pressed: true when the page closed something of its own; otherwise the shell goes home.
    [[nodiscard]] virtual bool takeEscape() { return false; }
    // The person has looked at what needs somebody (F9): what sounds until it is acknowledged may stop.
    virtual void alarmsSeen() { }
    // Something typed is not saved: the shell asks before it is thrown away (sign-out, another operator).
    [[nodiscard]] virtual bool hasUnsavedInput() const { return false; }

Q_SIGNALS:
    // So many things on this page wait for a person; the rail shows the number.
    void attentionChanged(int waiting);
};

struct SiteContext;

enum class PageLifetime { Operator, Site };

// What the shell knows of a page.
struct PageEntry
{
    QString id; // fixed, lower case: "people"
    std::function<QString()> title; // translated each time, one word that fits the rail
    Icon icon = Icon::List;
    security::Permission permission = security::Permission::WatchLive; // without it the page is not there
    std::function<Page*(const SiteContext&)> create;
    PageLifetime lifetime = PageLifetime::Operator;
};

// Where openPage() of SiteContext goes: a page's id, and the row to show there (0: none).
struct PageTarget
{
    QString page;
    qint64 item = 0;
};

} // namespace gatehouse::ui
