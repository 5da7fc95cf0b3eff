#include "core/base/Resources.h"
#include "ui/common/Theme.h"

#include <QHash>

namespace gatehouse::ui {

namespace {

// @role stands for a colour, #n# for n pixels at 100 %.
constexpr char16_t SheetTemplate[] = uR"qss(
* { outline: none; }
QWidget { color: @text; }
QMainWindow, QWidget[ground="base"] { background: @base; }
QWidget[ground="surface"] { background: @surface; }
QWidget[ground="raised"] { background: @raised; }
QFrame[ground="card"] { background: @raised; border: @line-width solid @line; border-radius: #6#; }
QFrame[ground="card"][tone="ask"] { border: #2# solid @ask; }
QFrame[ground="card"][tone="deny"] { border: #2# solid @deny; }
QFrame[ground="card"][tone="alarm"] { border: #2# solid @alarm; }
QFrame[ground="line"] { background: @line; border: none; max-height: @line-width; min-height: @line-width; }
QToolTip { background: @raised; color: @text; border: @line-width solid @line; padding: #4# #8#; }

QLabel { background: transparent; }
QLabel[tone="muted"] { color: @muted; }
QLabel[tone="accent"] { color: @accent; }
QLabel[tone="allow"] { color: @allow; }
QLabel[tone="ask"] { color: @ask; }
QLabel[tone="deny"] { color: @deny; }
QLabel[tone="alarm"] { color: @alarm; }
QLabel:disabled { color: @muted; }

QPushButton {
    background: @raised; color: @text; border: @line-width solid @line; border-radius: #6#;
    padding: 0 #12#; min-height: #38#; font-weight: 500;
}
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @selection; }
QPushButton:focus { border: #2# solid @accent; }
QPushButton:disabled { color: @muted; background: @surface; border-style: dashed; }
QPushButton:checked { background: @selection; border-color: @accent; color: @accent; }
QPushButton[look="primary"] { background: @accent; color: @ink; border-color: @accent; }
QPushButton[look="primary"]:hover, QPushButton[look="primary"]:pressed { background: @accent; border-color: @text; }
QPushButton[look="primary"]:focus { border: #2# solid @text; }
QPushButton[look="primary"]:disabled { background: @surface; color: @muted; border-color: @line; }
QPushButton[look="allow"] { border: #2# solid @allow; color: @allow; }
QPushButton[look="deny"] { border: #2# solid @deny; color: @deny; }
QPushButton[look="allow"]:focus, QPushButton[look="deny"]:focus { border: #3# solid @accent; }
QPushButton[look="allow"]:disabled, QPushButton[look="deny"]:disabled { border-color: @line; color: @muted; }
QPushButton[look="quiet"] { background: transparent; border-color: transparent; }
QPushButton[look="quiet"]:hover { background: @hover; }
QPushButton[look="quiet"]:focus { border: #2# solid @accent; }
QPushButton[look="quiet"]:checked { background: @selection; color: @accent; }
QPushButton[look="link"] { background: transparent; border-color: transparent; color: @accent; padding: 0 #4#; text-align: left; }
QPushButton[look="link"]:focus { border: #2# solid @accent; }
QPushButton[look="chip"] { min-height: #30#; border-radius: #16#; padding: 0 #12#; }
QPushButton[isTight="true"] { padding: 0; }
QPushButton[isLaneKey="true"] { min-height: #54#; font-size: #16#; font-weight: 600; padding: 0 #8#; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox, QDateEdit, QTimeEdit, QDateTimeEdit {
    background: @raised; color: @text; border: @line-width solid @line; border-radius: #6#; padding: 0 #8#;
    min-height: #38#; selection-background-color: @accent; selection-color: @ink;
}
QPlainTextEdit, QTextEdit { padding: #8#; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus,
QDateEdit:focus, QTimeEdit:focus, QDateTimeEdit:focus { border: #2# solid @accent; padding: 0 #7#; }
QLineEdit[tone="deny"], QComboBox[tone="deny"], QPlainTextEdit[tone="deny"] { border: #2# solid @deny; }
QLineEdit:disabled, QPlainTextEdit:disabled, QSpinBox:disabled, QComboBox:disabled { color: @muted; background: @surface; }
QLineEdit:read-only { background: @surface; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; background: transparent; width: #28#; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url("@icons/chevron-down.@theme.svg"); width: #16#; height: #16#; }
QComboBox QAbstractItemView { background: @raised; border: @line-width solid @line; selection-background-color: @selection;
    selection-color: @text; padding: #4#; }
QComboBox QAbstractItemView::item { min-height: #36#; }
QAbstractSpinBox { padding-right: #24#; }

QCheckBox, QRadioButton { spacing: #8#; min-height: #40#; background: transparent; }
QCheckBox::indicator, QRadioButton::indicator { width: #18#; height: #18#; border: #2# solid @muted; background: @raised; }
QCheckBox::indicator { border-radius: #4#; }
QRadioButton::indicator { border-radius: #11#; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus {
    border: #2# solid @accent; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url("@icons/check.@theme.svg"); }
QRadioButton::indicator:checked { background: @accent; border: #5# solid @raised; }
QCheckBox:focus, QRadioButton:focus { color: @accent; }

QTableView, QListView, QTreeView {
    background: @surface; alternate-background-color: @surface; border: @line-width solid @line; border-radius: #6#;
    gridline-color: @line; selection-background-color: @selection; selection-color: @text;
}
QTableView:focus, QListView:focus, QTreeView:focus { border: @line-width solid @accent; }
QTableView::item { padding: 0 #8#; border-bottom: @line-width solid @line; }
QTableView::item:selected { background: @selection; }
QTableView::item:focus { border: #2# solid @accent; }
QListView::item { padding: 0 #8#; min-height: #40#; }
QListView::item:selected { background: @selection; color: @text; border-left: #3# solid @accent; }
QHeaderView { background: @base; border: none; }
QHeaderView::section { background: @base; color: @muted; border: none; border-bottom: @line-width solid @line; padding: 0 #8#;
    min-height: #36#; font-size: #11#; font-weight: 600; text-align: left; }
QHeaderView::section:hover { color: @text; }
QTableCornerButton::section { background: @base; border: none; }

QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: #12#; margin: 0; }
QScrollBar:horizontal { background: transparent; height: #12#; margin: 0; }
QScrollBar::handle { background: @line; border-radius: #4#; margin: #2#; }
QScrollBar::handle:vertical { min-height: #32#; }
QScrollBar::handle:horizontal { min-width: #32#; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: @base; }
QProgressBar { background: @raised; border: @line-width solid @line; border-radius: #4#; min-height: #8#; max-height: #8#; }
QProgressBar::chunk { background: @accent; border-radius: #3#; }
QMenu { background: @raised; border: @line-width solid @line; padding: #4#; }
QMenu::item { padding: #10# #24# #10# #16#; }
QMenu::item:selected { background: @selection; }
QTabBar::tab { background: transparent; color: @muted; padding: #10# #16#; border-bottom: #2# solid transparent; }
QTabBar::tab:selected { color: @text; border-bottom: #2# solid @accent; }
QTabBar::tab:focus { color: @accent; }
QTabWidget::pane { border: none; border-top: @line-width solid @line; }
)qss";

QString named(const QColor& color)
{
    return color.name(QColor::HexRgb);
}

} // namespace

QString Theme::styleSheet() const
{
    const QHash<QString, QString> words {
        { QStringLiteral("base"), named(color(Role::Base)) },
        { QStringLiteral("surface"), named(color(Role::Surface)) },
        { QStringLiteral("raised"), named(color(Role::Raised)) },
        { QStringLiteral("line"), named(color(Role::Line)) },
        { QStringLiteral("text"), named(color(Role::Text)) },
        { QStringLiteral("muted"), named(color(Role::Muted)) },
        { QStringLiteral("accent"), named(color(Role::Accent)) },
        { QStringLiteral("allow"), named(color(Role::Allow)) },
        { QStringLiteral("ask"), named(color(Role::Ask)) },
        { QStringLiteral("deny"), named(color(Role::Deny)) },
        { QStringLiteral("alarm"), named(color(Role::Alarm)) },
        { QStringLiteral("ink"), named(color(Role::Ink)) },
        { QStringLiteral("selection"), named(selection()) },
        { QStringLiteral("hover"), named(hover()) },
        { QStringLiteral("theme"), themeCode(m_name) },
        { QStringLiteral("icons"), resourcePath(u"icons") },
        { QStringLiteral("line-width"), QStringLiteral("%1px").arg(lineWidth()) },
    };

    const QStringView sheet(SheetTemplate);
    QString filled;
    filled.reserve(sheet.size() + 1024);
    for (qsizetype at = 0; at < sheet.size(); ++at) {
        const QChar sign = sheet[at];
        if (sign == u'@') {
            qsizetype end = at + 1;
            while (end < sheet.size() && (sheet[end].isLetter() || sheet[end] == u'-'))
                ++end;
            filled += words.value(sheet.mid(at + 1, end - at - 1).toString());
            at = end - 1;
        } else if (sign == u'#') {
            const qsizetype end = sheet.indexOf(u'#', at + 1);
            filled += QStringLiteral("%1px").arg(px(sheet.mid(at + 1, end - at - 1).toInt()));
            at = end;
        } else {
            filled += sign;
        }
    }
    return filled;
}

} // namespace gatehouse::ui
