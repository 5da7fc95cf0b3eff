#pragma once

#include "ui/common/FinderSource.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

#include <QTimer>

#include <vector>

class QLineEdit;
class QListWidget;

namespace gatehouse::ui {

// Ctrl+K: one line that finds pages by name and, through the sources, persons, plates, events. Up and down
// choose, Enter opens, Esc closes. It stands beside the page and covers nothing. What was typed is forgotten when it
// closes.
class Finder : public Panel
{
    Q_OBJECT

public:
    Finder(const SiteContext& context, std::vector<FinderSource> sources, QWidget* parent = nullptr);

    void open(const std::vector<PageEntry>& pages);
    void close();

Q_SIGNALS:
    void chosen(const gatehouse::ui::PageTarget& target);
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void search();
    void add(const FinderResult& result);
    void choose();

    const SiteContext& m_context;
    const std::vector<FinderSource> m_sources;
    std::vector<PageEntry> m_pages;
    QList<PageTarget> m_targets;
    QLineEdit* m_line;
    QListWidget* m_list;
    QTimer m_pause;
    int m_generation = 0;
};

} // namespace gatehouse::ui
