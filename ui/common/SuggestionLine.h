#pragma once

#include "ui/common/Widgets.h"

#include <QList>
#include <QTimer>

#include <optional>

class QLineEdit;
class QListWidget;

namespace gatehouse::ui {

// A line and, below it, what fits what is typed there: arrow keys and Enter or a click take one, Escape closes the list
// and leaves the page where it is. Whoever owns it looks for what fits when asked, and suggests it. GUI thread.
class SuggestionLine : public QWidget
{
    Q_OBJECT

public:
    struct Suggestion
    {
        QString text;
        std::optional<Icon> icon;
    };

    explicit SuggestionLine(const Appearance& appearance, QWidget* parent = nullptr);

    [[nodiscard]] QLineEdit* line() const { return m_line; }
    [[nodiscard]] QListWidget* list() const { return m_list; }
    [[nodiscard]] QString text() const; // trimmed
    // What was taken: stands in the line, the list is closed and nothing that is still being looked for opens it.
    void take(const QString& text);
    // Nothing was typed or taken since asked() gave that number; answers to earlier questions are to be dropped.
    [[nodiscard]] bool isWaitingFor(int question) const { return question == m_question; }
    // Opens the list with these, the first one chosen; none closes it.
    void suggest(const QList<Suggestion>& found);

Q_SIGNALS:
    // Something was typed: what was taken before counts no longer.
    void edited();
    // A pause after typing: what fits `text`?
    void asked(int question, const QString& text);
    void taken(int row);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void ask();
    bool handleKey(int key);

    const Appearance& m_appearance;
    QLineEdit* m_line;
    QListWidget* m_list;
    QTimer m_pause;
    int m_question = 0;
};

} // namespace gatehouse::ui
