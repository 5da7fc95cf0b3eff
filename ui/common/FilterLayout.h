#pragma once

#include <QLayout>

#include <memory>
#include <vector>

namespace gatehouse::ui {

// Widgets from left to right that go on in a further row where the width ends, so that none is squeezed. Those that
// stretch share what is left of their row and are never narrower than `stretchWidth`. Hidden widgets take no place.
class FilterLayout : public QLayout
{
    Q_OBJECT

public:
    // In pixels.
    FilterLayout(int spacing, int stretchWidth, QWidget* parent = nullptr);
    ~FilterLayout() override;

    void add(QWidget* widget, int stretch);

    void addItem(QLayoutItem* item) override;
    [[nodiscard]] int count() const override { return int(m_items.size()); }
    [[nodiscard]] QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override { return arrange(QRect(0, 0, width, 0), Act::Measure); }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect& place) override;

private:
    enum class Act { Measure, Place };
    struct Item
    {
        std::unique_ptr<QLayoutItem> item;
        int stretch = 0;
    };
    using Row = std::vector<const Item*>;

    [[nodiscard]] int widthOf(const Item& item) const;
    [[nodiscard]] std::vector<Row> rowsWithin(int width) const;
    // The height that the rows take.
    int arrange(const QRect& place, Act act) const;
    int arrangeRow(const Row& row, QPoint start, int width, Act act) const;

    std::vector<Item> m_items;
    const int m_stretchWidth;
};

} // namespace gatehouse::ui
