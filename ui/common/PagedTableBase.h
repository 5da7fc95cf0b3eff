#pragma once

#include "core/base/Error.h"
#include "ui/common/Icon.h"
#include "ui/common/Tokens.h"
#include "ui/common/Widgets.h"

#include <QAbstractTableModel>
#include <QImage>

namespace gatehouse::ui {

enum class Shown { ByDefault, OnRequest };

// How the cells of a column look. Numbers and times are right-aligned and in the code face.
struct CellLook
{
    Qt::Alignment alignment = Qt::AlignLeft;
    Face face = Face::System;
    int width = 160; // px at 100 %; the last shown column takes what is left
    Shown shown = Shown::ByDefault;
};

// The part of PagedTableModel that does not depend on the row type: loading state, generations, sorting in turn.
class PagedTableBase : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr int SliceSize = 100;
    static constexpr int MostSorted = 5000;

    enum DataRole {
        ToneRole = Qt::UserRole + 1, // int(ui::Role)
        FaceRole, // int(ui::Face)
        IconRole, // int(ui::Icon)
        PictureRole, // QImage
        KeyRole, // qint64
    };

    enum class LoadState { Idle, Loading, Failed };

    using QAbstractTableModel::QAbstractTableModel;

    // Loads anew from the first slice; the old rows stay until the new ones are there.
    void reload();
    [[nodiscard]] LoadState loadState() const { return m_state; }
    // -1: not known yet.
    [[nodiscard]] int total() const { return m_total; }

    [[nodiscard]] virtual QString columnTitle(int column) const = 0;
    [[nodiscard]] virtual QString columnId(int column) const = 0;
    [[nodiscard]] virtual CellLook columnLook(int column) const = 0;

    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    // A column below 0 goes back to the store's order.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

Q_SIGNALS:
    void loadStateChanged();
    void loadFailed(const gatehouse::Error& error);
    void sortRefused();

protected:
    virtual void requestSlice(int generation, bool fromStart) = 0;
    virtual void sortRows(int column, Qt::SortOrder order) = 0;

    [[nodiscard]] bool isCurrent(int generation) const { return generation == m_generation; }
    [[nodiscard]] bool isReplacing() const { return m_isReplacing; }
    void loaded(int total, bool hasMore);
    void failed(const Error& error);
    // Numbers by size, texts in the order of the language.
    [[nodiscard]] static bool isBefore(const QVariant& left, const QVariant& right);

private:
    void request(bool fromStart);
    void setState(LoadState state);

    LoadState m_state = LoadState::Idle;
    int m_generation = 0;
    int m_total = -1;
    bool m_hasMore = true;
    bool m_isReplacing = true;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

} // namespace gatehouse::ui
