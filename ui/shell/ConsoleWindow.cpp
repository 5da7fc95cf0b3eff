#include "ui/shell/ConsoleWindow.h"

#include "ui/common/SidePanel.h"
#include "ui/shell/DisplayBody.h"

#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QScreen>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace gatehouse::ui {

ConsoleWindow::ConsoleWindow(Appearance& appearance, ConsoleSettings& settings, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_settings(settings)
    , m_stack(new QStackedLayout)
    , m_topRow(new QWidget)
    , m_display(new SidePanel(appearance))
    , m_strip(new PromptStrip(appearance))
    , m_prompts(*m_strip, *this)
{
    setObjectName(QStringLiteral("console"));
    setProperty("ground", QStringLiteral("base"));
    setAttribute(Qt::WA_StyledBackground);
    setWindowTitle(QStringLiteral("Gatehouse"));
    setMinimumSize(1024, 640);

    const Theme& theme = appearance.theme();
    auto* top = new QHBoxLayout(m_topRow);
    top->setContentsMargins(theme.px(Gap::Small), theme.px(Gap::Small), theme.px(Gap::Small), 0);
    auto* display = new Button(appearance, ButtonLook::Quiet, Icon::Language, tr("Language and display"));
    display->setObjectName(QStringLiteral("displayBeforeSignIn"));
    top->addStretch(1);
    top->addWidget(display);
    connect(display, &QPushButton::clicked, this, &ConsoleWindow::toggleDisplay);

    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addLayout(m_stack, 1);
    middle->addWidget(m_display);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_topRow);
    column->addLayout(middle, 1);
    column->addWidget(m_strip);
}

void ConsoleWindow::sizeToScreen()
{
    resize(1366, 768);
    // How thick a frame is Qt learns when there is one: this is more than window managers draw.
    constexpr QSize Frame(16, 48);
    const QSize room = screen()->availableSize() - Frame;
    if (width() > room.width() || height() > room.height())
        setWindowState(Qt::WindowMaximized);
}

void ConsoleWindow::setContent(QWidget* content)
{
    m_prompts.withdraw(); // asked by what goes now
    uncover();
    QWidget* old = m_content;
    m_content = content;
    m_stack->addWidget(content);
    m_stack->setCurrentWidget(content);
    if (old) {
        m_stack->removeWidget(old);
        delete old;
    }
}

void ConsoleWindow::setCover(QWidget* cover)
{
    m_prompts.cover();
    // Lists and menus are windows of their own, too.
    while (QWidget* popup = QApplication::activePopupWidget()) {
        if (!popup->close())
            break;
    }
    QWidget* old = m_cover;
    m_cover = cover;
    m_stack->addWidget(cover);
    m_stack->setCurrentWidget(cover);
    if (old) {
        m_stack->removeWidget(old);
        old->deleteLater();
    }
}

void ConsoleWindow::uncover()
{
    if (!m_cover)
        return;
    m_prompts.uncover();
    QWidget* old = m_cover;
    m_cover = nullptr;
    if (m_content)
        m_stack->setCurrentWidget(m_content);
    m_stack->removeWidget(old);
    old->hide();
    old->deleteLater();
}

void ConsoleWindow::setDisplayChoiceShown(bool isShown)
{
    m_topRow->setVisible(isShown);
    m_display->close();
}

void ConsoleWindow::closeEvent(QCloseEvent* event)
{
    event->ignore();
    Q_EMIT closeRequested();
}

void ConsoleWindow::toggleDisplay()
{
    if (m_display->isVisible()) {
        m_display->close();
        return;
    }
    auto* body = new DisplayBody(m_appearance, m_settings, DisplayBody::Extent::BeforeSignIn, size(), {});
    connect(body, &DisplayBody::rebuildNeeded, this, &ConsoleWindow::rebuildNeeded);
    m_display->setTitle(tr("Language and display"));
    m_display->setBody(body);
    m_display->open();
}

} // namespace gatehouse::ui
