#pragma once

#include "ui/common/Appearance.h"
#include "ui/common/Banner.h"
#include "ui/common/ConsoleSettings.h"
#include "ui/common/EmptyState.h"
#include "ui/common/PagedTableBase.h"

#include <QTableView>
#include <QWidget>

class QStackedLayout;

namespace gatehouse::ui {

class FilterLayout;

// The table of every list page: an optional row of filters above, sticky header, sort by a click on it (a third click
// goes back to the store's order), column choice by the button at its right end (remembered by ids), keyboard to every
// cell, type-ahead, a line below with the number of rows, and an EmptyState where there is nothing. Enter or a double
// click opens the row. GUI thread; the model is any PagedTableModel and belongs to the caller.
class DataTable : public QWidget
{
    Q_OBJECT

public:
    // `id` names the table in the settings ("people"). The table owns `empty`.
    DataTable(const Appearance& appearance, ConsoleSettings& settings, const QString& id, EmptyState* empty,
        QWidget* parent = nullptr);

    void setModel(PagedTableBase* model);
    [[nodiscard]] QTableView* view() const { return m_view; }
    // Widgets of the filter row, from left to right, in a second row where one is too narrow; one may stretch.
    void addFilter(QWidget* filter, int stretch = 0);
    // Row height in pixels at 100 % (rows with pictures need more than the 40 they have).
    void setRowHeight(int height);

    // -1 when nothing is selected.
    [[nodiscard]] int currentRow() const;
    void selectKey(qint64 key);

Q_SIGNALS:
    void currentRowChanged(int row);
    void rowOpened(int row);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void applyColumns();
    void chooseColumns();
    void headerClicked(int section);
    void refresh();
    void restyle();

    const Appearance& m_appearance;
    ConsoleSettings& m_settings;
    const QString m_id;
    PagedTableBase* m_model = nullptr;
    QTableView* m_view;
    EmptyState* m_empty;
    FilterLayout* m_filters;
    QStackedLayout* m_stack;
    Label* m_count;
    Banner* m_banner;
    int m_rowHeight = TargetHeight;
    int m_sortedBy = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    qint64 m_currentKey = 0;
};

} // namespace gatehouse::ui
