#pragma once

#include "core/people/ConsentLedger.h"
#include "core/people/GroupRegistry.h"
#include "core/people/PersonRegistry.h"
#include "core/people/VehicleRegistry.h"
#include "tests/support/PageStage.h"
#include "ui/common/DataTable.h"
#include "ui/common/FormField.h"
#include "ui/common/SidePanel.h"

#include <QComboBox>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

namespace gatehouse::test {

// What a person does on a register page, by the names its widgets carry.
class Hands
{
public:
    explicit Hands(QWidget& page)
        : m_page(page)
    {
    }

    template <typename Widget = QWidget>
    Widget* find(const QString& name) const
    {
        for (Widget* widget : m_page.findChildren<Widget*>(name)) {
            if (widget->isVisible())
                return widget;
        }
        return nullptr;
    }
    bool sees(const QString& name) const { return find(name) != nullptr; }
    void click(const QString& name) const
    {
        QTRY_VERIFY2(find(name) && find(name)->isEnabled(), qPrintable(name));
        QTest::mouseClick(find(name), Qt::LeftButton);
    }
    void type(const QString& name, const QString& text) const
    {
        QTRY_VERIFY2(find<QLineEdit>(name), qPrintable(name));
        auto* line = find<QLineEdit>(name);
        line->setFocus();
        line->selectAll();
        if (text.isEmpty())
            QTest::keyClick(line, Qt::Key_Backspace);
        // QTest types Latin letters only; an input method commits whole words, as it does here.
        line->insert(text);
        Q_EMIT line->textEdited(line->text());
    }
    void press(const QString& name, Qt::Key key) const { QTest::keyClick(find(name), key); }
    void choose(const QString& name, const QString& entry) const
    {
        auto* box = find<QComboBox>(name);
        QVERIFY2(box, qPrintable(name));
        const int index = box->findText(entry);
        QVERIFY2(index >= 0, qPrintable(entry));
        box->setFocus();
        while (box->currentIndex() != index)
            QTest::keyClick(box, box->currentIndex() < index ? Qt::Key_Down : Qt::Key_Up);
    }

    int rows() const { return table()->view()->model()->rowCount(); }
    QString cell(int row, int column) const { return table()->view()->model()->index(row, column).data().toString(); }
    void clickRow(int row) const
    {
        QTableView* view = table()->view();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
            view->visualRect(view->model()->index(row, view->horizontalHeader()->logicalIndexAt(0))).center());
    }
    ui::DataTable* table() const { return m_page.findChild<ui::DataTable*>(); }
    // Any text on the page that says this.
    bool reads(const QString& part) const
    {
        for (const QLabel* label : m_page.findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(part))
                return true;
        }
        return false;
    }

private:
    QWidget& m_page;
};

} // namespace gatehouse::test
