#pragma once

#include "core/base/Result.h"
#include "core/store/StoreThread.h"
#include "ui/common/PagedTableBase.h"

#include <QPointer>

#include <algorithm>
#include <functional>
#include <numeric>
#include <optional>
#include <vector>

namespace gatehouse::ui {

// Which rows of the list are wanted next.
template <typename Row>
struct SliceRequest
{
    int offset = 0;
    int limit = 0;
    std::optional<Row> last; // the last row known so far: for stores that page by "older than this one"
};

template <typename Row>
struct Slice
{
    QList<Row> rows;
    // Of the whole list, when the store can tell. Without it the list ends with the first slice shorter than asked for.
    std::optional<int> total;
};

// One column: where each of its aspects comes from. Everything but id, title and text may be left out.
template <typename Row>
struct TableColumn
{
    QString id; // fixed; remembers whether the column is shown
    QString title; // translated, with the unit where there is one
    std::function<QString(const Row&)> text;
    std::function<QVariant(const Row&)> sortKey = {}; // absent: sorts by text
    std::function<Role(const Row&)> tone = {};
    std::function<std::optional<Icon>(const Row&)> icon = {};
    std::function<QImage(const Row&)> picture = {};
    CellLook look = {};
};

// A table that loads its rows from the store slice by slice, off the GUI thread, as the view scrolls. The loader hands
// the slice back on the GUI thread (storeLoader() does); answers that were overtaken by reload() are dropped. Sorting
// needs all rows: they are loaded first, up to MostSorted, beyond that sortRefused() asks to narrow the list.
//
//     using Model = PagedTableModel<people::Person>;
//     auto* model = new Model(Model::Columns { { u"name"_s, tr("Name"), [](const auto& p) { return p.name; } }, … },
//         [](const people::Person& p) { return p.id.value(); },
//         storeLoader<people::Person>(context.site.reader(), this, [actor, clock](store::Database& db, const auto&
//         request)
//             -> Result<Slice<people::Person>> { people::PersonRegistry registry(db, clock); … }), this);
template <typename Row>
class PagedTableModel final : public PagedTableBase
{
public:
    using Columns = std::vector<TableColumn<Row>>;
    using Key = std::function<qint64(const Row&)>; // what finds a row again after reload()
    using Done = std::function<void(Result<Slice<Row>>)>;
    using Loader = std::function<void(const SliceRequest<Row>&, Done)>;

    PagedTableModel(Columns columns, Key key, Loader loader, QObject* parent = nullptr)
        : PagedTableBase(parent)
        , m_columns(std::move(columns))
        , m_key(std::move(key))
        , m_loader(std::move(loader))
    {
    }

    [[nodiscard]] const Row& row(int index) const { return m_rows[index]; }
    [[nodiscard]] const QList<Row>& rows() const { return m_rows; }
    // Replaces one row in place (a picture came, a detail changed).
    void setRow(int index, Row row)
    {
        m_rows[index] = std::move(row);
        Q_EMIT dataChanged(this->index(index, 0), this->index(index, int(m_columns.size()) - 1));
    }
    // Another query from now on.
    void setLoader(Loader loader)
    {
        m_loader = std::move(loader);
        reload();
    }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_rows.size());
    }
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_columns.size());
    }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override
    {
        if (!index.isValid())
            return {};
        const Row& row = m_rows[index.row()];
        const TableColumn<Row>& column = m_columns[std::size_t(index.column())];
        switch (role) {
        case Qt::DisplayRole:
        case Qt::ToolTipRole:
        case Qt::AccessibleTextRole:
            return column.text ? column.text(row) : QString();
        case Qt::TextAlignmentRole:
            return QVariant::fromValue(Qt::Alignment(column.look.alignment | Qt::AlignVCenter));
        case ToneRole:
            return column.tone ? int(column.tone(row)) : int(Role::Text);
        case FaceRole:
            return int(column.look.face);
        case IconRole:
            if (const std::optional<Icon> icon = column.icon ? column.icon(row) : std::nullopt)
                return int(*icon);
            return {};
        case PictureRole:
            return column.picture ? QVariant(column.picture(row)) : QVariant();
        case KeyRole:
            return m_key(row);
        default:
            return {};
        }
    }

    [[nodiscard]] QString columnTitle(int column) const override { return m_columns[std::size_t(column)].title; }
    [[nodiscard]] QString columnId(int column) const override { return m_columns[std::size_t(column)].id; }
    [[nodiscard]] CellLook columnLook(int column) const override { return m_columns[std::size_t(column)].look; }

private:
    void requestSlice(int generation, bool fromStart) override
    {
        SliceRequest<Row> request;
        request.limit = SliceSize;
        if (!fromStart && !m_rows.isEmpty()) {
            request.offset = int(m_rows.size());
            request.last = m_unsortedLast;
        }
        m_loader(request,
            [self = QPointer<PagedTableBase>(this), this, generation, limit = request.limit](Result<Slice<Row>> slice) {
                if (self && isCurrent(generation))
                    take(std::move(slice), limit);
            });
    }

    void take(Result<Slice<Row>> slice, int limit)
    {
        if (!slice) {
            failed(slice.error());
            return;
        }
        QList<Row>& arrived = slice->rows;
        const bool isFirst = isReplacing();
        const int known = isFirst ? 0 : int(m_rows.size());
        const bool hasMore = slice->total ? known + int(arrived.size()) < *slice->total && !arrived.isEmpty()
                                          : int(arrived.size()) >= limit;
        if (!arrived.isEmpty())
            m_unsortedLast = arrived.last();
        if (isFirst) {
            beginResetModel();
            m_rows = std::move(arrived);
            endResetModel();
        } else if (!arrived.isEmpty()) {
            beginInsertRows({}, known, known + int(arrived.size()) - 1);
            m_rows += arrived;
            endInsertRows();
        }
        loaded(slice->total.value_or(hasMore ? -1 : int(m_rows.size())), hasMore);
    }

    void sortRows(int column, Qt::SortOrder order) override
    {
        const TableColumn<Row>& by = m_columns[std::size_t(column)];
        std::vector<QVariant> keys;
        keys.reserve(std::size_t(m_rows.size()));
        for (const Row& row : m_rows)
            keys.push_back(by.sortKey ? by.sortKey(row) : QVariant(by.text(row)));
        std::vector<int> sequence(keys.size());
        std::iota(sequence.begin(), sequence.end(), 0);
        std::stable_sort(sequence.begin(), sequence.end(), [&](int left, int right) {
            const bool ascending = order == Qt::AscendingOrder;
            return isBefore(keys[std::size_t(ascending ? left : right)], keys[std::size_t(ascending ? right : left)]);
        });

        Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
        QList<Row> sorted;
        sorted.reserve(m_rows.size());
        std::vector<int> newPlace(sequence.size());
        for (std::size_t place = 0; place < sequence.size(); ++place) {
            sorted.append(m_rows[sequence[place]]);
            newPlace[std::size_t(sequence[place])] = int(place);
        }
        m_rows = std::move(sorted);
        const QModelIndexList before = persistentIndexList();
        QModelIndexList after;
        after.reserve(before.size());
        for (const QModelIndex& index : before)
            after.append(this->index(newPlace[std::size_t(index.row())], index.column()));
        changePersistentIndexList(before, after);
        Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
    }

    const Columns m_columns;
    const Key m_key;
    Loader m_loader;
    QList<Row> m_rows;
    std::optional<Row> m_unsortedLast;
};

// A loader that runs `fetch(store::Database&, const SliceRequest<Row>&) -> Result<Slice<Row>>` on a store thread.
template <typename Row, typename Fetch>
typename PagedTableModel<Row>::Loader storeLoader(store::StoreThread& thread, QObject* receiver, Fetch fetch)
{
    return [&thread, receiver = QPointer<QObject>(receiver), fetch = std::move(fetch)](
               const SliceRequest<Row>& request, typename PagedTableModel<Row>::Done done) {
        thread.request([fetch, request](store::Database& database) { return fetch(database, request); },
            receiver.data(), std::move(done));
    };
}

// A loader of rows that are there already, all at once; `rows` outlives the model.
template <typename Row>
typename PagedTableModel<Row>::Loader wholeListLoader(const QList<Row>& rows)
{
    return [&rows](const SliceRequest<Row>& request, typename PagedTableModel<Row>::Done done) {
        done(Slice<Row> { rows.mid(request.offset), int(rows.size()) });
    };
}

// The key of rows that have an id.
template <typename Row>
qint64 idOf(const Row& row)
{
    return row.id.value();
}

// Null when none of the rows has it.
template <typename Row>
const Row* rowOfId(const QList<Row>& rows, qint64 id)
{
    const auto found = std::find_if(rows.cbegin(), rows.cend(), [id](const Row& row) { return row.id.value() == id; });
    return found == rows.cend() ? nullptr : &*found;
}

} // namespace gatehouse::ui
