#include "ui/common/DataTable.h"

#include "ui/common/FilterLayout.h"
#include "ui/common/TableCellDelegate.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr int StretchWidth = 200; // px at 100 %: what a search line needs to show a name

} // namespace

DataTable::DataTable(
    const Appearance& appearance, ConsoleSettings& settings, const QString& id, EmptyState* empty, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_settings(settings)
    , m_id(id)
    , m_view(new QTableView)
    , m_empty(empty)
    , m_filters(new FilterLayout(appearance.theme().px(Gap::Small), appearance.theme().px(StretchWidth)))
    , m_stack(new QStackedLayout)
    , m_count(new Label(appearance, {}, TextSize::Caption, Role::Muted))
    , m_banner(new Banner(appearance))
{
    const Theme& theme = appearance.theme();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(Gap::Small));
    auto* columns = new Button(appearance, ButtonLook::Quiet, Icon::Columns, {});
    columns->setIconOnly(tr("Choose columns"));
    auto* filterRow = new QHBoxLayout;
    filterRow->setSpacing(theme.px(Gap::Small));
    filterRow->addLayout(m_filters, 1);
    filterRow->addWidget(columns, 0, Qt::AlignRight | Qt::AlignTop);
    column->addLayout(filterRow);
    column->addWidget(m_banner);
    column->addLayout(m_stack, 1);
    column->addWidget(m_count);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);

    m_view->setItemDelegate(new TableCellDelegate(appearance, m_view));
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->verticalHeader()->hide();
    m_view->horizontalHeader()->setSectionsMovable(true);
    m_view->horizontalHeader()->setSectionsClickable(true);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->installEventFilter(this);

    connect(m_view->horizontalHeader(), &QHeaderView::sectionClicked, this, &DataTable::headerClicked);
    connect(
        m_view, &QTableView::doubleClicked, this, [this](const QModelIndex& index) { Q_EMIT rowOpened(index.row()); });
    connect(columns, &QPushButton::clicked, this, &DataTable::chooseColumns);
    connect(m_banner, &Banner::actionTriggered, this, [this] {
        m_banner->clear();
        m_model->reload();
    });
    connect(&appearance, &Appearance::changed, this, &DataTable::restyle);
    restyle();
}

void DataTable::setModel(PagedTableBase* model)
{
    m_model = model;
    m_view->setModel(model);
    applyColumns();
    connect(model, &PagedTableBase::loadStateChanged, this, &DataTable::refresh);
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        const qint64 key = m_currentKey;
        refresh();
        if (key != 0)
            selectKey(key);
    });
    connect(model, &PagedTableBase::loadFailed, this, [this](const Error& error) {
        m_banner->showError(error);
        m_banner->setAction(tr("Try again"));
    });
    connect(model, &PagedTableBase::sortRefused, this, [this] {
        m_sortedBy = -1;
        m_view->horizontalHeader()->setSortIndicatorShown(false);
        m_banner->showText(Role::Ask, tr("The list is too long to sort. Narrow it with the filters first."));
        m_banner->setAction({});
    });
    connect(
        m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
            if (current.isValid())
                m_currentKey = current.data(PagedTableBase::KeyRole).toLongLong();
            Q_EMIT currentRowChanged(current.isValid() ? current.row() : -1);
        });
    refresh();
}

void DataTable::addFilter(QWidget* filter, int stretch)
{
    m_filters->add(filter, stretch);
}

void DataTable::setRowHeight(int height)
{
    m_rowHeight = height;
    restyle();
}

int DataTable::currentRow() const
{
    const QModelIndex current = m_view->currentIndex();
    return current.isValid() ? current.row() : -1;
}

void DataTable::selectKey(qint64 key)
{
    m_currentKey = key;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->index(row, 0).data(PagedTableBase::KeyRole).toLongLong() == key) {
            const int column = m_view->horizontalHeader()->logicalIndexAt(0);
            m_view->setCurrentIndex(m_model->index(row, column < 0 ? 0 : column));
            return;
        }
    }
}

bool DataTable::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && currentRow() >= 0) {
            Q_EMIT rowOpened(currentRow());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void DataTable::applyColumns()
{
    QStringList hiddenByDefault;
    for (int column = 0; column < m_model->columnCount(); ++column) {
        if (m_model->columnLook(column).shown == Shown::OnRequest)
            hiddenByDefault << m_model->columnId(column);
    }
    const QStringList hidden = m_settings.hiddenColumns(m_id, hiddenByDefault);
    for (int column = 0; column < m_model->columnCount(); ++column) {
        m_view->setColumnHidden(column, hidden.contains(m_model->columnId(column)));
        m_view->setColumnWidth(column, m_appearance.theme().px(m_model->columnLook(column).width));
    }
}

void DataTable::chooseColumns()
{
    if (!m_model)
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 0; column < m_model->columnCount(); ++column) {
        QAction* choice = menu->addAction(m_model->columnTitle(column));
        choice->setCheckable(true);
        choice->setChecked(!m_view->isColumnHidden(column));
        connect(choice, &QAction::toggled, this, [this, column](bool isShown) {
            m_view->setColumnHidden(column, !isShown);
            QStringList hidden;
            for (int each = 0; each < m_model->columnCount(); ++each) {
                if (m_view->isColumnHidden(each))
                    hidden << m_model->columnId(each);
            }
            if (hidden.size() == m_model->columnCount()) {
                m_view->setColumnHidden(column, false); // a table without columns cannot be brought back
                return;
            }
            m_settings.setHiddenColumns(m_id, hidden);
        });
    }
    menu->popup(mapToGlobal(QPoint(width() - menu->sizeHint().width(), m_appearance.theme().px(TargetHeight))));
}

void DataTable::headerClicked(int section)
{
    QHeaderView* header = m_view->horizontalHeader();
    if (m_sortedBy != section) {
        m_sortedBy = section;
        m_sortOrder = Qt::AscendingOrder;
    } else if (m_sortOrder == Qt::AscendingOrder) {
        m_sortOrder = Qt::DescendingOrder;
    } else {
        m_sortedBy = -1;
    }
    header->setSortIndicatorShown(m_sortedBy >= 0);
    if (m_sortedBy >= 0)
        header->setSortIndicator(section, m_sortOrder);
    m_model->sort(m_sortedBy, m_sortOrder);
}

void DataTable::refresh()
{
    const int rows = m_model->rowCount();
    const bool isLoading = m_model->loadState() == PagedTableBase::LoadState::Loading;
    const bool isEmpty = rows == 0 && m_model->loadState() == PagedTableBase::LoadState::Idle && m_model->total() == 0;
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget*>(m_empty) : m_view);
    if (isLoading && rows == 0)
        m_count->setText(tr("Loading…"));
    else if (m_model->total() < 0 && rows > 0)
        m_count->setText(tr("%n row(s) loaded, scroll for more", nullptr, rows));
    else
        m_count->setText(isEmpty ? QString() : tr("%n row(s)", nullptr, m_model->total()));
}

void DataTable::restyle()
{
    m_view->verticalHeader()->setDefaultSectionSize(m_appearance.theme().px(m_rowHeight));
    m_view->verticalHeader()->setMinimumSectionSize(m_appearance.theme().px(m_rowHeight));
    if (m_model)
        applyColumns();
}

} // namespace gatehouse::ui
