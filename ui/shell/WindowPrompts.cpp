#include "ui/shell/WindowPrompts.h"

#include <QApplication>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPrintDialog>
#include <QPrinter>
#include <QPrinterInfo>
#include <QTextDocument>
#include <QVBoxLayout>

#include <memory>
#include <utility>

namespace gatehouse::ui {

namespace {

constexpr int PassingWordMilliseconds = 5000;

} // namespace

PromptStrip::PromptStrip(const Appearance& appearance, QWidget* parent)
    : Panel(Ground::Raised, parent)
    , m_icon(new QLabel)
    , m_title((new Label(appearance, {}, TextSize::Title))->wrapped())
    , m_text((new Label(appearance, {}, TextSize::Body))->wrapped())
    , m_typed(new QLineEdit)
    , m_yes(new Button(appearance, ButtonLook::Primary, {}))
    , m_no(new Button(appearance, ButtonLook::Plain, tr("No, keep it (Esc)")))
    , m_appearance(appearance)
{
    setObjectName(QStringLiteral("prompt"));
    const Theme& theme = appearance.theme();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(Gap::Large), theme.px(Gap::Small), theme.px(Gap::Large), theme.px(Gap::Small));
    row->setSpacing(theme.px(Gap::Medium));
    auto* words = new QVBoxLayout;
    words->setSpacing(theme.px(Gap::Tight));
    words->addWidget(m_title);
    words->addWidget(m_text);
    words->addWidget(m_typed);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    row->addWidget(m_no);
    row->addWidget(m_yes);
    m_yes->setObjectName(QStringLiteral("promptYes"));
    m_no->setObjectName(QStringLiteral("promptNo"));
    m_typed->setObjectName(QStringLiteral("promptTyped"));
    m_passing.setSingleShot(true);
    connect(&m_passing, &QTimer::timeout, this, &QWidget::hide);
    connect(m_yes, &QPushButton::clicked, this, [this] { answer(true); });
    connect(m_no, &QPushButton::clicked, this, [this] { answer(false); });
    connect(
        m_typed, &QLineEdit::textChanged, this, [this](const QString& text) { m_yes->setEnabled(text == m_mustType); });
    hide();
}

void PromptStrip::ask(QObject* asker, const Confirmation& question, std::function<void(bool)> answered)
{
    answer(false);
    m_passing.stop();
    window()->installEventFilter(this);
    m_asker = asker;
    m_answered = std::move(answered);
    m_mustType = question.typeToConfirm;
    m_title->setText(question.title);
    m_text->setText(question.text);
    m_typed->clear();
    m_typed->setPlaceholderText(tr("Type “%1” to confirm").arg(m_mustType));
    m_yes->setText(question.confirmWord);
    m_yes->setLook(question.isDestructive ? ButtonLook::Deny : ButtonLook::Primary);
    m_yes->setEnabled(m_mustType.isEmpty());
    showQuestion(true);
    m_typed->setVisible(!m_mustType.isEmpty());
    m_focusBefore = QApplication::focusWidget();
    (m_mustType.isEmpty() ? static_cast<QWidget*>(m_no) : m_typed)->setFocus(Qt::OtherFocusReason);
}

void PromptStrip::tell(const QString& text)
{
    if (m_answered)
        return; // the question stands; the passing word would push it away
    m_text->setText(text);
    showQuestion(false);
    m_passing.start(PassingWordMilliseconds);
}

void PromptStrip::withdraw()
{
    answer(false);
    m_passing.stop();
    m_title->clear();
    m_text->clear();
    hide();
}

void PromptStrip::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_answered) {
        answer(false);
        return;
    }
    Panel::keyPressEvent(event);
}

// On the window: what no widget has taken. Escape is the question's while one stands, not the way to another page.
bool PromptStrip::eventFilter(QObject* watched, QEvent* event)
{
    const bool isKey = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (!isKey || !m_answered || static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape)
        return Panel::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::KeyPress)
        answer(false);
    return true;
}

void PromptStrip::answer(bool isYes)
{
    if (!m_answered)
        return;
    const auto answered = std::exchange(m_answered, {});
    hide();
    if (m_focusBefore)
        m_focusBefore->setFocus(Qt::OtherFocusReason);
    if (m_asker)
        answered(isYes);
}

void PromptStrip::showQuestion(bool isQuestion)
{
    m_icon->setPixmap(
        m_appearance.pixmap(isQuestion ? Icon::Warning : Icon::Info, isQuestion ? Role::Ask : Role::Accent));
    m_title->setVisible(isQuestion);
    m_typed->setVisible(isQuestion);
    m_yes->setVisible(isQuestion);
    m_no->setVisible(isQuestion);
    setAccessibleName(isQuestion ? m_title->text() + u' ' + m_text->text() : m_text->text());
    show();
}

WindowPrompts::WindowPrompts(PromptStrip& strip, QWidget& window)
    : m_strip(strip)
    , m_window(window)
{
}

void WindowPrompts::confirm(QObject* asker, const Confirmation& question, std::function<void(bool)> answered)
{
    if (m_isCovered)
        answered(false);
    else
        m_strip.ask(asker, question, std::move(answered));
}

void WindowPrompts::cover()
{
    m_isCovered = true;
    withdraw();
}

void WindowPrompts::withdraw()
{
    m_strip.withdraw();
    for (const QPointer<QDialog>& dialog : std::exchange(m_dialogs, {})) {
        if (!dialog || !dialog->isVisible())
            continue;
        for (QDialog* inner : dialog->findChildren<QDialog*>()) {
            if (!inner->isVisible())
                continue;
            // What it asks runs in a loop within the dialog's own code, which is returned to: the window deletes it.
            dialog->setAttribute(Qt::WA_DeleteOnClose, false);
            inner->reject();
        }
        dialog->reject();
    }
}

void WindowPrompts::show(QDialog& dialog)
{
    m_dialogs.removeAll(nullptr);
    m_dialogs.append(&dialog);
    dialog.show();
    if (m_isCovered)
        withdraw();
}

QFileDialog* WindowPrompts::makeDialog(
    QObject* asker, const FileRequest& request, std::function<void(const QString&)> chosen)
{
    auto* dialog = new QFileDialog(&m_window, request.title, {}, request.filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowModality(Qt::NonModal);
    const QPointer<QObject> guard(asker);
    QObject::connect(dialog, &QDialog::finished, dialog, [dialog, guard, chosen = std::move(chosen)](int result) {
        const QStringList files = dialog->selectedFiles();
        if (guard)
            chosen(result == QDialog::Accepted && !files.isEmpty() ? files.first() : QString());
    });
    return dialog;
}

void WindowPrompts::openFile(QObject* asker, const FileRequest& request, std::function<void(const QString&)> chosen)
{
    QFileDialog* dialog = makeDialog(asker, request, std::move(chosen));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setOption(QFileDialog::ReadOnly);
    show(*dialog);
}

void WindowPrompts::openFolder(QObject* asker, const FileRequest& request, std::function<void(const QString&)> chosen)
{
    QFileDialog* dialog = makeDialog(asker, request, std::move(chosen));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setOption(QFileDialog::ReadOnly);
    show(*dialog);
}

void WindowPrompts::saveFile(QObject* asker, const FileRequest& request, std::function<void(const QString&)> chosen)
{
    QFileDialog* dialog = makeDialog(asker, request, std::move(chosen));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(request.suggestedName);
    show(*dialog);
}

void WindowPrompts::print(QObject* asker, const PrintRequest& page, std::function<void(bool)> done)
{
    const bool isPaperOnly = page.onto == PrintRequest::Onto::Paper;
    if (isPaperOnly && QPrinterInfo::availablePrinterNames().isEmpty()) {
        tell(tr("No printer is set up on this machine."));
        return done(false);
    }
    auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    printer->setDocName(page.title);
    auto* dialog = new QPrintDialog(printer.get(), &m_window);
    dialog->setOption(QAbstractPrintDialog::PrintToFile, !isPaperOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowModality(Qt::NonModal);
    const QPointer<QObject> guard(asker);
    QObject::connect(
        dialog, &QDialog::finished, dialog, [printer, text = page.text, guard, done = std::move(done)](int result) {
            if (result == QDialog::Accepted) {
                QTextDocument document;
                document.setPlainText(text);
                document.print(printer.get());
            }
            if (guard)
                done(result == QDialog::Accepted);
        });
    show(*dialog);
}

void WindowPrompts::tell(const QString& text)
{
    if (!m_isCovered)
        m_strip.tell(text);
}

} // namespace gatehouse::ui
