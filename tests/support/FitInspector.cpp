#include "tests/support/FitInspector.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStyleOptionComboBox>
#include <QTabBar>

#include <algorithm>

namespace gatehouse::test {

namespace {

constexpr int Tolerance = 1; // px, lost in rounding

QString nameOf(const QWidget* widget)
{
    QStringList chain;
    for (const QWidget* each = widget; each && chain.size() < 4; each = each->parentWidget()) {
        const QString type = QString::fromLatin1(each->metaObject()->className()).section(u':', -1);
        chain.prepend(each->objectName().isEmpty() ? type : type + u'#' + each->objectName());
    }
    return chain.join(u'/');
}

class Inspection
{
public:
    Inspection(const QWidget& window, QSize screen)
        : m_window(window)
        , m_screen(screen)
    {
    }

    QStringList run()
    {
        if (m_window.width() > m_screen.width() || m_window.height() > m_screen.height())
            m_found << QStringLiteral("the window needs %1×%2").arg(m_window.width()).arg(m_window.height());
        for (const QWidget* widget : m_window.findChildren<QWidget*>()) {
            if (!widget->isVisible() || widget->size().isEmpty() || widget->inherits("QLineEditIconButton"))
                continue;
            checkText(widget);
            checkName(widget);
            checkPlace(widget);
        }
        return m_found;
    }

private:
    void tell(const QWidget* widget, const QString& text, const QString& what)
    {
        m_found << QStringLiteral("%1 “%2”: %3").arg(nameOf(widget), text.left(60), what);
    }

    void checkWidth(const QWidget* widget, const QString& text, int needed, int given)
    {
        if (needed > given + Tolerance)
            tell(widget, text, QStringLiteral("%1 px wide, needs %2").arg(given).arg(needed));
    }

    static bool isChinese(const QString& word)
    {
        return std::any_of(word.begin(), word.end(), [](QChar sign) { return sign.script() == QChar::Script_Han; });
    }

    static int breadth(const QWidget* widget, const QString& text)
    {
        return widget->fontMetrics().size(0, text).width();
    }

    void checkText(const QWidget* widget)
    {
        if (const auto* label = qobject_cast<const QLabel*>(widget); label && !label->text().isEmpty()) {
            if (label->wordWrap()) {
                if (const int needed = label->heightForWidth(label->width()); needed > label->height() + Tolerance)
                    tell(label, label->text(), QStringLiteral("%1 px high, needs %2").arg(label->height()).arg(needed));
                for (const QString& word : label->text().split(u' ')) {
                    if (!isChinese(word)) // breaks anywhere
                        checkWidth(label, word, breadth(label, word), label->width());
                }
            } else {
                checkWidth(label, label->text(), breadth(label, label->text()), label->contentsRect().width());
            }
        } else if (const auto* button = qobject_cast<const QAbstractButton*>(widget);
                   button && !button->text().isEmpty()) {
            checkWidth(button, button->text(), button->sizeHint().width(), button->width());
        } else if (const auto* box = qobject_cast<const QComboBox*>(widget)) {
            QStyleOptionComboBox option;
            option.initFrom(box);
            option.editable = box->isEditable();
            const QRect field =
                box->style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, box);
            // Two pixels of the field are the side bearings of its letters.
            checkWidth(box, box->currentText(), breadth(box, box->currentText()), field.width() + 2);
        } else if (const auto* line = qobject_cast<const QLineEdit*>(widget); line && line->text().isEmpty()) {
            checkWidth(
                line, line->placeholderText(), breadth(line, line->placeholderText()), line->contentsRect().width());
        } else if (const auto* tabs = qobject_cast<const QTabBar*>(widget)) {
            for (int tab = 0; tab < tabs->count(); ++tab)
                checkWidth(tabs, tabs->tabText(tab), breadth(tabs, tabs->tabText(tab)), tabs->tabRect(tab).width());
        }
    }

    // What the keyboard reaches a screen reader must be able to name.
    void checkName(const QWidget* widget)
    {
        const bool isPart = qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QLineEdit*>(widget)
            || qobject_cast<const QComboBox*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget)
            || qobject_cast<const QAbstractItemView*>(widget);
        const QWidget* parent = widget->parentWidget();
        const bool isInside = qobject_cast<const QComboBox*>(parent) || qobject_cast<const QAbstractSpinBox*>(parent)
            || qobject_cast<const QAbstractItemView*>(parent);
        if (isPart && !isInside && (widget->focusPolicy() & Qt::TabFocus) && widget->accessibleName().isEmpty()
            && (!qobject_cast<const QAbstractButton*>(widget) || textOf(widget).isEmpty()))
            tell(widget, {}, QStringLiteral("has no name"));
    }

    void checkPlace(const QWidget* widget)
    {
        const bool isPart = qobject_cast<const QLabel*>(widget) || qobject_cast<const QAbstractButton*>(widget)
            || qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QComboBox*>(widget);
        if (!isPart)
            return;
        // Inside what scrolls, only the direction that does not scroll counts.
        bool scrollsDown = false;
        bool scrollsAcross = false;
        for (const QWidget* holder = widget->parentWidget(); holder && holder != &m_window;
             holder = holder->parentWidget()) {
            const auto* area = qobject_cast<const QAbstractScrollArea*>(holder);
            if (!area || !area->viewport()->isAncestorOf(widget))
                continue;
            const QRect inside(widget->mapTo(area->viewport(), QPoint()), widget->size());
            scrollsDown = area->verticalScrollBarPolicy() != Qt::ScrollBarAlwaysOff;
            scrollsAcross = area->horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff;
            if (!scrollsAcross
                && (inside.left() < -Tolerance || inside.right() > area->viewport()->width() + Tolerance))
                tell(widget, textOf(widget),
                    QStringLiteral("ends %1 px beside what scrolls").arg(inside.right() - area->viewport()->width()));
        }
        const QRect place(widget->mapTo(&m_window, QPoint()), widget->size());
        const bool isOut =
            (!scrollsAcross && (place.left() < -Tolerance || place.right() > m_window.width() + Tolerance))
            || (!scrollsDown && (place.top() < -Tolerance || place.bottom() > m_window.height() + Tolerance));
        if (isOut)
            tell(widget, textOf(widget), QStringLiteral("lies outside the window"));
        const QWidget* parent = widget->parentWidget();
        if (!parent || !parent->layout() || parent->layout()->indexOf(const_cast<QWidget*>(widget)) < 0)
            return;
        for (const QObject* child : parent->children()) {
            const auto* other = qobject_cast<const QWidget*>(child);
            if (!other || other <= widget || !other->isVisible()
                || parent->layout()->indexOf(const_cast<QWidget*>(other)) < 0)
                continue;
            const QRect common = other->geometry().intersected(widget->geometry());
            if (common.width() > Tolerance && common.height() > Tolerance)
                tell(widget, textOf(widget), QStringLiteral("lies over %1").arg(nameOf(other)));
        }
    }

    static QString textOf(const QWidget* widget)
    {
        for (const char* property : { "text", "currentText" }) {
            if (const QString text = widget->property(property).toString(); !text.isEmpty())
                return text;
        }
        return {};
    }

    const QWidget& m_window;
    const QSize m_screen;
    QStringList m_found;
};

} // namespace

QStringList misfits(const QWidget& window, QSize screen)
{
    return Inspection(window, screen).run();
}

} // namespace gatehouse::test
