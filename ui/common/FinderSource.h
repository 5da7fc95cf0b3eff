#pragma once

#include "ui/common/Icon.h"
#include "ui/common/Page.h"

#include <QList>
#include <QString>

#include <functional>

namespace gatehouse::ui {

// One line of what Ctrl+K found.
struct FinderResult
{
    QString title; // a name, a plate
    QString detail; // what it is
    Icon icon = Icon::Search;
    PageTarget target;
};

// Something Ctrl+K can find beside pages. app/gatehouse/Pages.cpp lists them. `find` hands back at most a handful of
// results later, on the GUI thread; nothing searched for is remembered anywhere.
struct FinderSource
{
    security::Permission permission = security::Permission::ViewPeople;
    std::function<void(
        const SiteContext&, const QString& text, QObject* receiver, std::function<void(QList<FinderResult>)> done)>
        find;
};

} // namespace gatehouse::ui
