#pragma once

#include "ui/common/Prompts.h"
#include "ui/common/Widgets.h"

#include <QCoreApplication>
#include <QList>
#include <QTimer>

class QDialog;
class QFileDialog;
class QLineEdit;

namespace gatehouse::ui {

// The strip at the foot of the window where questions are asked: part of the layout, so that nothing is ever covered.
// Hidden until there is a question; Esc answers no.
class PromptStrip : public Panel
{
    Q_OBJECT

public:
    explicit PromptStrip(const Appearance& appearance, QWidget* parent = nullptr);

    void ask(QObject* asker, const Confirmation& question, std::function<void(bool)> answered);
    void tell(const QString& text);
    // A question is answered no, a passing word goes: nothing of them stays on the screen.
    void withdraw();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void answer(bool isYes);
    void showQuestion(bool isQuestion);
    QLabel* m_icon;
    Label* m_title;
    Label* m_text;
    QLineEdit* m_typed;
    Button* m_yes;
    Button* m_no;
    QTimer m_passing;
    QPointer<QObject> m_asker;
    QPointer<QWidget> m_focusBefore;
    QString m_mustType;
    std::function<void(bool)> m_answered;
    const Appearance& m_appearance;
};

// Prompts as the window shows them: confirmations in the strip, file dialogs as windows of their own that block
// nothing. Where files are opened none can be renamed or deleted.
class WindowPrompts : public Prompts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::WindowPrompts)

public:
    WindowPrompts(PromptStrip& strip, QWidget& window);

    void confirm(QObject* asker, const Confirmation& question, std::function<void(bool)> answered) override;
    void openFile(QObject* asker, const FileRequest& request, std::function<void(const QString&)> chosen) override;
    void openFolder(QObject* asker, const FileRequest& request, std::function<void(const QString&)> chosen) override;
    void saveFile(QObject* asker, const FileRequest& request, std::function<void(const QString&)> chosen) override;
    void print(QObject* asker, const PrintRequest& page, std::function<void(bool)> done) override;
    void tell(const QString& text) override;

    // Every question is answered no, every dialog closed as cancelled with what it asks itself, every passing word
    // goes.
    void withdraw();
    // The same, and until uncover() whatever is asked, opened or told ends that way at once: the pages are covered, and
    // nobody knows who sits before the screen.
    void cover();
    void uncover() { m_isCovered = false; }

private:
    void show(QDialog& dialog);
    QFileDialog* makeDialog(QObject* asker, const FileRequest& request, std::function<void(const QString&)> chosen);
    PromptStrip& m_strip;
    QWidget& m_window;
    QList<QPointer<QDialog>> m_dialogs; // those shown; closed ones are null in time
    bool m_isCovered = false;
};

} // namespace gatehouse::ui
