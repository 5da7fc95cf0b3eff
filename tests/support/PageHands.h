#pragma once

#include <QAnyStringView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

// A person's hands and eyes at a page under test: real clicks and keys, and no widget that is not seen. `name` is the
// widget's object name. What does not come within Qt Test's patience fails the test that asked. GUI thread only.
namespace gatehouse::test {

// The first of that name, shown or not; nullptr when there is none.
template <typename Widget>
[[nodiscard]] Widget* find(const QWidget& page, const char* name)
{
    return page.findChild<Widget*>(QLatin1StringView(name));
}

// The one of that name that is shown: pages keep forms of equal fields beside each other. nullptr when none is.
template <typename Widget>
[[nodiscard]] Widget* seen(const QWidget& page, const char* name)
{
    for (auto* widget : page.findChildren<Widget*>(QLatin1StringView(name))) {
        if (widget->isVisible())
            return widget;
    }
    return nullptr;
}

// Waits until the button can be pressed.
inline void click(const QWidget& page, const char* name)
{
    QTRY_VERIFY2(seen<QPushButton>(page, name) && seen<QPushButton>(page, name)->isEnabled(), name);
    QTest::mouseClick(seen<QPushButton>(page, name), Qt::LeftButton);
}

// Waits until the field can be written in; what stood there is replaced. Qt Test types Latin letters only.
inline void type(const QWidget& page, const char* name, QAnyStringView text)
{
    QTRY_VERIFY2(seen<QLineEdit>(page, name) && seen<QLineEdit>(page, name)->isEnabled(), name);
    auto* field = seen<QLineEdit>(page, name);
    QTest::mouseClick(field, Qt::LeftButton);
    field->selectAll();
    QTest::keyClick(field, Qt::Key_Delete);
    QTest::keyClicks(field, text.toString());
}

// The second person of an act that takes two.
inline void typeSecond(const QWidget& page, QAnyStringView name, QAnyStringView passphrase)
{
    type(page, "secondName", name);
    type(page, "secondPassphrase", passphrase);
}

// Whether these words stand in any label that is shown.
[[nodiscard]] inline bool says(const QWidget& page, QAnyStringView words)
{
    for (const QLabel* label : page.findChildren<QLabel*>()) {
        if (label->isVisible() && label->text().contains(words.toString()))
            return true;
    }
    return false;
}

} // namespace gatehouse::test
